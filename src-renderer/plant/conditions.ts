// Conditions of figures and lists, as the address keeps them: a link leads to the same. Pure.
import {
  type PlantConditions,
  type StepStatus,
  stepStatuses,
  type Verdict,
  verdicts,
} from '../../src-inference/contract/index.ts';
import { type DaySpan, daySpans, daysOf } from '../ui/index.ts';
import type { PartConditions } from './data/queries.ts';

export interface FiguresFilter extends PlantConditions {
  readonly span: DaySpan;
}

const usualSpan: DaySpan = 'week';

export function readFiguresFilter(text: string): FiguresFilter {
  const said = new URLSearchParams(text);
  return {
    span: daySpans.find((one) => one === said.get('span')) ?? usualSpan,
    fromDay: said.get('fromDay'),
    toDay: said.get('toDay'),
    station: numberOf(said.get('station')),
    recipe: said.get('recipe'),
  };
}

/** With the days that the span stands for now. */
export function conditionsOf(filter: FiguresFilter, now: Date): PlantConditions {
  const { station, recipe } = filter;
  return { ...daysOf(filter, now), station, recipe };
}

export function readPartConditions(text: string): PartConditions {
  const said = new URLSearchParams(text);
  const oneOf = <Value extends string>(name: string, values: readonly Value[]): Value | null =>
    values.find((one) => one === said.get(name)) ?? null;
  return {
    fromDay: said.get('fromDay'),
    toDay: said.get('toDay'),
    station: numberOf(said.get('station')),
    recipe: said.get('recipe'),
    verdict: oneOf<Verdict | 'aborted'>('verdict', [...verdicts, 'aborted']),
    step: said.get('step'),
    status: oneOf<StepStatus>('status', stepStatuses),
    hour: numberOf(said.get('hour')),
    faulty: said.get('faulty') === 'true' ? true : null,
    serial: said.get('serial'),
  };
}

/** What is null is left out. */
export function writeConditions(conditions: Partial<PartConditions & FiguresFilter>): string {
  const said = Object.entries(conditions).filter(([, value]) => value !== null && value !== undefined);
  return new URLSearchParams(said.map(([name, value]) => [name, String(value)])).toString();
}

function numberOf(text: string | null): number | null {
  return text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;
}

// The filter of the history, as a person sets it. Pure.
import {
  type PartConditions,
  stepStatuses,
  type Verdict,
  verdicts,
} from '../../src-inference/contract/index.ts';
import { type DaySpan, daysOf } from '../ui/index.ts';

export const outcomes = [...verdicts, 'aborted'] as const;

/** Conditions that a link may bring, as from a figure. They can be taken away one by one. */
export type LinkedConditions = Omit<
  PartConditions,
  'fromDay' | 'toDay' | 'verdict' | 'recipe' | 'step' | 'serial'
>;

export interface HistoryFilter {
  readonly span: DaySpan;
  /** Local dates, of `chosen` only; null: no limit. */
  readonly fromDay: string | null;
  readonly toDay: string | null;
  readonly verdict: Verdict | 'aborted' | null;
  readonly recipe: string | null;
  readonly step: string | null;
  readonly linked: LinkedConditions;
  readonly serial: string | null;
}

export const wholeToday: HistoryFilter = {
  span: 'today',
  fromDay: null,
  toDay: null,
  verdict: null,
  recipe: null,
  step: null,
  linked: {},
  serial: null,
};

/** @param text The conditions of a link, such as `fromDay=2026-11-24&step=spacer`. */
export function readConditions(text: string): HistoryFilter {
  const said = new URLSearchParams(text);
  const number = (name: string): number | null => {
    const value = Number.parseFloat(said.get(name) ?? '');
    return Number.isNaN(value) ? null : value;
  };
  const truth = (name: string): true | null => (said.get(name) === 'true' ? true : null);
  const [fromDay, toDay] = [said.get('fromDay'), said.get('toDay')];
  return {
    span: fromDay === null && toDay === null ? 'all' : 'chosen',
    fromDay,
    toDay,
    verdict: outcomes.find((one) => one === said.get('verdict')) ?? null,
    recipe: said.get('recipe'),
    step: said.get('step'),
    serial: said.get('serial'),
    linked: {
      status: stepStatuses.find((one) => one === said.get('status')) ?? null,
      faulty: truth('faulty'),
      operator: said.get('operator'),
      model: said.get('model'),
      hour: number('hour'),
      shift: said.get('shift'),
      slowerThan: number('slowerThan'),
      slowStep: said.get('slowStep'),
      judgedOtherwise: judgements.find((one) => one === said.get('judgedOtherwise')) ?? null,
      unacknowledged: truth('unacknowledged'),
      kept: truth('kept'),
      unseen: truth('unseen'),
    },
  };
}

const judgements = ['falseAlarm', 'missed'] as const;

export function conditionsOf(filter: HistoryFilter, now: Date): PartConditions {
  const { verdict, recipe, step, serial, linked } = filter;
  return { ...daysOf(filter, now), verdict, recipe, step, serial, ...linked };
}

export function isFiltered({ verdict, recipe, step, serial, linked }: HistoryFilter): boolean {
  const conditions = [verdict, recipe, step, serial, ...Object.values(linked)];
  return conditions.some((one) => one !== null);
}

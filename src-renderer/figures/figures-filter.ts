// What is counted, as a person sets it and as the address keeps it: a link leads to the same figures. Pure.
import { type FiguresPeriod, type FiguresQuery, figuresPeriods } from '../../src-inference/contract/index.ts';
import { type DaySpan, daySpans, daysOf } from '../ui/index.ts';

export interface FiguresFilter {
  readonly span: DaySpan;
  /** Local dates, of `chosen` only; null: no limit. */
  readonly fromDay: string | null;
  readonly toDay: string | null;
  readonly shift: string | null;
  readonly recipe: string | null;
  readonly operator: string | null;
  readonly model: string | null;
  readonly per: FiguresPeriod;
}

export const lastWeek: FiguresFilter = {
  span: 'week',
  fromDay: null,
  toDay: null,
  shift: null,
  recipe: null,
  operator: null,
  model: null,
  per: 'day',
};

const conditions = ['fromDay', 'toDay', 'shift', 'recipe', 'operator', 'model'] as const;

/** @param text Such as `span=week&per=day`. What it does not say, or says wrongly, is as usual. */
export function readFilter(text: string): FiguresFilter {
  const said = new URLSearchParams(text);
  return {
    ...lastWeek,
    ...Object.fromEntries(conditions.map((name) => [name, said.get(name)])),
    span: daySpans.find((one) => one === said.get('span')) ?? lastWeek.span,
    per: figuresPeriods.find((one) => one === said.get('per')) ?? lastWeek.per,
  };
}

export function writeFilter(filter: FiguresFilter): string {
  const said = Object.entries(filter).filter(
    ([name, value]) => value !== null && value !== lastWeek[name as keyof FiguresFilter],
  );
  return new URLSearchParams(said as [string, string][]).toString();
}

export function queryOf(filter: FiguresFilter, now: Date): FiguresQuery {
  const { shift, recipe, operator, model, per } = filter;
  return { ...daysOf(filter, now), shift, recipe, operator, model, per };
}

export function isFiltered({ shift, recipe, operator, model }: FiguresFilter): boolean {
  return shift !== null || recipe !== null || operator !== null || model !== null;
}

// What is counted, as a person sets it and as the address keeps it: a link leads to the same figures. Pure.
import {
  addDays,
  type FiguresPeriod,
  type FiguresQuery,
  figuresPeriods,
  localDay,
} from '../../src-inference/contract/index.ts';

export const daySpans = ['today', 'yesterday', 'week', 'month', 'year', 'all', 'chosen'] as const;
type DaySpan = (typeof daySpans)[number];

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

function daysOf({ span, fromDay, toDay }: FiguresFilter, now: Date): Pick<FiguresQuery, 'fromDay' | 'toDay'> {
  const daysAgo = (days: number): string => addDays(localDay(now), -days);
  switch (span) {
    case 'today':
      return { fromDay: daysAgo(0), toDay: null };
    case 'yesterday':
      return { fromDay: daysAgo(1), toDay: daysAgo(1) };
    case 'week':
      return { fromDay: daysAgo(6), toDay: null };
    case 'month':
      return { fromDay: daysAgo(29), toDay: null };
    case 'year':
      return { fromDay: daysAgo(364), toDay: null };
    case 'all':
      return { fromDay: null, toDay: null };
    case 'chosen':
      return { fromDay, toDay };
    default:
      return span satisfies never;
  }
}

export function isFiltered({ shift, recipe, operator, model }: FiguresFilter): boolean {
  return shift !== null || recipe !== null || operator !== null || model !== null;
}

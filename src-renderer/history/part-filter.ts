// The filter of the history, as a person sets it. Pure.
import type { PartFilter, Verdict } from '../../src-inference/contract/index.ts';

export const daySpans = ['today', 'yesterday', 'week', 'all', 'chosen'] as const;
type DaySpan = (typeof daySpans)[number];

export interface HistoryFilter {
  readonly span: DaySpan;
  /** Local dates, of `chosen` only; null: no limit. */
  readonly fromDay: string | null;
  readonly toDay: string | null;
  readonly verdict: Verdict | 'aborted' | null;
  readonly recipe: string | null;
  readonly step: string | null;
  readonly serial: string | null;
}

export const wholeToday: HistoryFilter = {
  span: 'today',
  fromDay: null,
  toDay: null,
  verdict: null,
  recipe: null,
  step: null,
  serial: null,
};

/** `2026-11-24`, in local time. */
export function localDay(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** What the engine is asked for, without the page. */
export type PartConditions = Omit<PartFilter, 'before' | 'limit'>;

export function conditionsOf(filter: HistoryFilter, now: Date): PartConditions {
  const { verdict, recipe, step, serial } = filter;
  return { ...daysOf(filter, now), verdict, recipe, step, serial };
}

function daysOf(
  { span, fromDay, toDay }: HistoryFilter,
  now: Date,
): { readonly fromDay: string | null; readonly toDay: string | null } {
  const daysAgo = (days: number): string =>
    localDay(new Date(now.getFullYear(), now.getMonth(), now.getDate() - days));
  switch (span) {
    case 'today':
      return { fromDay: daysAgo(0), toDay: null };
    case 'yesterday':
      return { fromDay: daysAgo(1), toDay: daysAgo(1) };
    case 'week':
      return { fromDay: daysAgo(6), toDay: null };
    case 'all':
      return { fromDay: null, toDay: null };
    case 'chosen':
      return { fromDay, toDay };
    default:
      return span satisfies never;
  }
}

export function isFiltered({ verdict, recipe, step, serial }: HistoryFilter): boolean {
  return verdict !== null || recipe !== null || step !== null || serial !== null;
}

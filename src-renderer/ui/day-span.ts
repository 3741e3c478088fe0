// The days that a list or figures are of, as a person chooses them. Pure.
import { addDays, localDay } from '../../src-inference/contract/index.ts';

export const daySpans = ['today', 'yesterday', 'week', 'month', 'year', 'all', 'chosen'] as const;
export type DaySpan = (typeof daySpans)[number];

interface Days {
  /** Local dates; null: no limit. */
  readonly fromDay: string | null;
  readonly toDay: string | null;
}

/** @param fromDay As `toDay`, of `chosen` only. */
export function daysOf({ span, fromDay, toDay }: Days & { readonly span: DaySpan }, now: Date): Days {
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

// Recurring mistakes: the problems of many parts, counted by expected action and status. Pure.
import type { PartSummary, StepStatus } from '../../src-inference/contract/index.ts';

export interface Mistake {
  readonly label: string;
  readonly status: StepStatus;
  /** Parts in which it happened at least once. */
  readonly parts: number;
  /** How often in all. */
  readonly times: number;
  /** Share of all given parts, 0 to 1. */
  readonly share: number;
}

/** The most frequent first; among equals, the newest first. @param parts Newest first. */
export function recurringMistakes(parts: readonly PartSummary[]): readonly Mistake[] {
  const counted = new Map<string, { label: string; status: StepStatus; parts: number; times: number }>();
  for (const { problems } of parts) {
    const seen = new Set<string>();
    for (const { label, status } of problems) {
      const key = `${status} ${label}`;
      const entry = counted.get(key) ?? { label, status, parts: 0, times: 0 };
      counted.set(key, {
        ...entry,
        times: entry.times + 1,
        parts: entry.parts + (seen.has(key) ? 0 : 1),
      });
      seen.add(key);
    }
  }
  return [...counted.values()]
    .sort((one, other) => other.parts - one.parts || other.times - one.times)
    .map((entry) => ({ ...entry, share: entry.parts / parts.length }));
}

export interface VerdictCounts {
  readonly pass: number;
  readonly warn: number;
  readonly fail: number;
  readonly aborted: number;
}

export function countVerdicts(parts: readonly PartSummary[]): VerdictCounts {
  const counts = { pass: 0, warn: 0, fail: 0, aborted: 0 };
  for (const { verdict } of parts) counts[verdict ?? 'aborted'] += 1;
  return counts;
}

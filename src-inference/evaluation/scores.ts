// Measures of judged parts: F1 of steps, edit score of sequences, quantiles.
import type { Rates } from '../contract/index.ts';

export interface Counts {
  truePositives: number;
  falsePositives: number;
  falseNegatives: number;
}

export function createCounts(): Counts {
  return { truePositives: 0, falsePositives: 0, falseNegatives: 0 };
}

/** A rate is 1 where there is nothing to divide by: nothing was there, and nothing was found. */
export function ratesOf({ truePositives, falsePositives, falseNegatives }: Counts): Rates {
  const rate = (wrong: number): number =>
    truePositives + wrong === 0 ? 1 : truePositives / (truePositives + wrong);
  const all = 2 * truePositives + falsePositives + falseNegatives;
  return {
    precision: rate(falsePositives),
    recall: rate(falseNegatives),
    f1: all === 0 ? 1 : (2 * truePositives) / all,
  };
}

/** Counts what two collections have in common, where things may be in a collection more than once. */
export function countSame(counts: Counts, truth: readonly string[], said: readonly string[]): void {
  const left = new Map<string, number>();
  for (const one of truth) left.set(one, (left.get(one) ?? 0) + 1);
  let same = 0;
  for (const one of said) {
    const open = left.get(one) ?? 0;
    if (open === 0) continue;
    left.set(one, open - 1);
    same++;
  }
  counts.truePositives += same;
  counts.falsePositives += said.length - same;
  counts.falseNegatives += truth.length - same;
}

/** 1 minus the Levenshtein distance over the longer length, 0 to 1 (Lea et al. 2017, arXiv:1611.05267). */
export function editScore(truth: readonly string[], said: readonly string[]): number {
  const longer = Math.max(truth.length, said.length);
  if (longer === 0) return 1;
  let row = said.map((_, at) => at + 1);
  row.unshift(0);
  truth.forEach((label, index) => {
    const next = [index + 1];
    said.forEach((other, at) => {
      next.push(Math.min(row[at]! + (label === other ? 0 : 1), row[at + 1]! + 1, next[at]! + 1));
    });
    row = next;
  });
  return 1 - row.at(-1)! / longer;
}

/** The value below which this share of the values lies (nearest rank); null without values. */
export function quantile(values: readonly number[], share: number): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? null;
}

export function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** 95 % confidence interval of a share (Wilson 1927); from 0 to 1 when nothing was counted. */
export function wilsonInterval(count: number, of: number): readonly [number, number] {
  if (of === 0) return [0, 1];
  const z = 1.96;
  const share = count / of;
  const middle = share + z ** 2 / (2 * of);
  const half = z * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  const scale = 1 + z ** 2 / of;
  return [Math.max(0, (middle - half) / scale), Math.min(1, (middle + half) / scale)];
}

// How often the checker judges falsely, for each accuracy of the network and each threshold. An engineer chooses the threshold
// by it. Measured on simulated parts by `stepwatch evaluate-checker --rates FILE`.
import measured from '../../resources/checker-rates.json' with { type: 'json' };
import type { VerdictRates } from './evaluation.ts';

export interface ThresholdRates extends VerdictRates {
  readonly failAbove: number;
}

export interface CheckerRates {
  /** Name of the recipe whose parts were simulated. */
  readonly recipe: string;
  /** Id of the condition of `evaluate-checker --stress` for which the rates hold. */
  readonly condition: string;
  /** The median durations of the steps lie between these. */
  readonly stepSeconds: readonly number[];
  /** Parts for each accuracy and threshold, one in five of them bad. */
  readonly parts: number;
  readonly seed: number;
  /** Sorted by falling accuracy, then by rising threshold. Every accuracy has the same thresholds. */
  readonly rows: readonly (ThresholdRates & { readonly accuracy: number })[];
}

export const checkerRates: CheckerRates = measured;

/**
 * The rates for a network of this accuracy, by rising threshold. Between two measured accuracies they are interpolated; beyond
 * all of them they are those of the nearest one.
 */
export function ratesAt(accuracy: number, { rows }: CheckerRates = checkerRates): readonly ThresholdRates[] {
  const accuracies = [...new Set(rows.map((row) => row.accuracy))].sort((a, b) => a - b);
  const above = accuracies.find((one) => one >= accuracy) ?? accuracies.at(-1);
  const below = accuracies.findLast((one) => one <= accuracy) ?? accuracies[0];
  if (above === undefined || below === undefined) return [];
  const share = above === below ? 0 : (accuracy - below) / (above - below);
  const upper = rows.filter((row) => row.accuracy === above);
  return rows
    .filter((row) => row.accuracy === below)
    .map((low, at) => {
      const high = upper[at]!;
      const between = (from: number, to: number): number => from + (to - from) * share;
      return {
        failAbove: low.failAbove,
        goodFailed: between(low.goodFailed, high.goodFailed),
        goodWarned: between(low.goodWarned, high.goodWarned),
        badPassed: between(low.badPassed, high.badPassed),
        badWarned: between(low.badWarned, high.badWarned),
      };
    });
}

// How often verdicts are false, as the chart and the table say it: the same quantities in the same order. Pure.
import type { ThresholdRates } from '../../../src-inference/contract/index.ts';

/** Good parts and bad parts have a chart each: one hundred of each is what a rate is of. */
export const rateGroups = [
  { group: 'good', rates: ['goodFailed', 'goodWarned'] },
  { group: 'bad', rates: ['badPassed', 'badWarned'] },
] as const satisfies readonly {
  readonly group: string;
  readonly rates: readonly (keyof ThresholdRates)[];
}[];

export type RateGroup = (typeof rateGroups)[number];

/**
 * The position of a threshold on the axis, in measured thresholds from the left. The measured ones have equal distances on
 * the axis, although they are closer together near 1.
 *
 * @param rates By rising threshold, at least two.
 */
export function placeOf(threshold: number, rates: readonly ThresholdRates[]): number {
  const next = rates.findIndex(({ failAbove }) => failAbove >= threshold);
  if (next === 0) return 0;
  if (next === -1) return rates.length - 1;
  const [before, after] = [rates[next - 1]!.failAbove, rates[next]!.failAbove];
  return next - 1 + (threshold - before) / (after - before);
}

/** The rates of any threshold; between two measured ones they lie on the line of the chart. */
export function ratesFor(threshold: number, rates: readonly ThresholdRates[]): ThresholdRates {
  const place = placeOf(threshold, rates);
  const [low, high] = [rates[Math.floor(place)]!, rates[Math.ceil(place)]!];
  const share = place - Math.floor(place);
  const between = (rate: keyof ThresholdRates): number => low[rate] + (high[rate] - low[rate]) * share;
  return {
    failAbove: threshold,
    goodFailed: between('goodFailed'),
    goodWarned: between('goodWarned'),
    badPassed: between('badPassed'),
    badWarned: between('badWarned'),
  };
}

// Quantiles of many values without keeping them: DDSketch (Masson, Rim, Lee 2019, doi 10.14778/3352063.3352135). A value goes
// into a bucket of relative width, so a quantile is right to within 1 %, and the sketches of two days added up are the sketch
// of both.
import type { Distribution } from '../contract/index.ts';

/** Relative error of a quantile. */
export const accuracy = 0.01;
/** Ratio of the bounds of a bucket. */
export const gamma = (1 + accuracy) / (1 - accuracy);
/** Shorter times are one bucket: nothing here is measured more finely. */
export const leastValue = 0.001;

/** Counts by bucket; a bucket `i` holds values above `gamma ** (i - 1)` up to `gamma ** i`. */
export type Sketch = Map<number, number>;

/** @param value Positive; smaller ones count as `leastValue`. */
export function bucketOf(value: number): number {
  return Math.ceil(Math.log(Math.max(leastValue, value)) / Math.log(gamma));
}

export function addToSketch(sketch: Sketch, bucket: number, count: number): void {
  sketch.set(bucket, (sketch.get(bucket) ?? 0) + count);
}

export function mergeInto(sketch: Sketch, other: Iterable<readonly [number, number]>): void {
  for (const [bucket, count] of other) addToSketch(sketch, bucket, count);
}

/** @returns Null without values. */
export function distribution(sketch: Sketch): Distribution | null {
  const buckets = [...sketch].sort(([one], [other]) => one - other);
  const count = buckets.reduce((sum, [, more]) => sum + more, 0);
  if (count === 0) return null;
  const quantile = (share: number): number => {
    // The value of rank floor(share * (count - 1)), counted from 0, as in the paper.
    const rank = Math.floor(share * (count - 1));
    let below = 0;
    for (const [bucket, more] of buckets) {
      below += more;
      if (below > rank) return middleOf(bucket);
    }
    return middleOf(buckets.at(-1)![0]);
  };
  return {
    count,
    p25: quantile(0.25),
    median: quantile(0.5),
    p75: quantile(0.75),
    p90: quantile(0.9),
  };
}

/** The value of a bucket that is off by the same ratio to both of its bounds. */
function middleOf(bucket: number): number {
  return (2 * gamma ** bucket) / (gamma + 1);
}

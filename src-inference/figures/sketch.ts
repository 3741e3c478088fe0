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

/**
 * Counts of consecutive buckets, plain JSON; a bucket `i` holds values above `gamma ** (i - 1)` up to `gamma ** i`. A list without
 * gaps is read and added up much faster than pairs of a bucket and its count, and times of one kind lie close together.
 */
export interface Sketch {
  /** Bucket of the first count. */
  readonly first: number;
  readonly counts: readonly number[];
}

/** @param value Positive; smaller ones count as `leastValue`. */
export function bucketOf(value: number): number {
  return Math.ceil(Math.log(Math.max(leastValue, value)) / Math.log(gamma));
}

/** The sketch of values, each of them given as its bucket. */
export function sketchOf(buckets: readonly number[]): Sketch {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const bucket of buckets) {
    first = Math.min(first, bucket);
    last = Math.max(last, bucket);
  }
  const counts = zeros(first, last);
  for (const bucket of buckets) counts[bucket - first]! += 1;
  return { first: counts.length === 0 ? 0 : first, counts };
}

export function sumOf(sketches: readonly Sketch[]): Sketch {
  const filled = sketches.filter(({ counts }) => counts.length > 0);
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const one of filled) {
    first = Math.min(first, one.first);
    last = Math.max(last, one.first + one.counts.length - 1);
  }
  const counts = zeros(first, last);
  for (const one of filled) {
    const offset = one.first - first;
    for (let place = 0; place < one.counts.length; place++) counts[offset + place]! += one.counts[place]!;
  }
  return { first: counts.length === 0 ? 0 : first, counts };
}

/** Counts for the buckets from the first to the last one; none when there is no bucket. */
function zeros(first: number, last: number): number[] {
  return new Array<number>(Math.max(0, last - first + 1)).fill(0);
}

/** @returns Null without values. */
export function distribution({ first, counts }: Sketch): Distribution | null {
  const count = counts.reduce((sum, more) => sum + more, 0);
  if (count === 0) return null;
  const quantile = (share: number): number => {
    // The value of rank floor(share * (count - 1)), counted from 0, as in the paper.
    const rank = Math.floor(share * (count - 1));
    let below = 0;
    const place = counts.findIndex((more) => {
      below += more;
      return below > rank;
    });
    return middleOf(first + place);
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

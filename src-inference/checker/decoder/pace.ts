// How fast a person works, against the usual durations: learnt while the part is done, by the filter of Kalman (1960) for one
// value that stays the same. Each hypothesis has its own, from the actions that it says were done.
import { pace as parameters } from '../parameters.ts';

/** What is known of the logarithm of (time taken / usual time). */
export interface Pace {
  /** 0: as usual; ln 2: twice as slow. */
  readonly mean: number;
  readonly variance: number;
}

/** Of a person of whom nothing was seen yet. */
export const unknownPace: Pace = { mean: 0, variance: parameters.spread ** 2 };

/** @param spread Standard deviation of the logarithm of one duration, for a person whose pace is known. */
export function learnPace(
  { mean, variance }: Pace,
  seconds: number,
  typicalSeconds: number,
  spread: number,
): Pace {
  const seen = clamp(Math.log(seconds / typicalSeconds));
  const gain = variance / (variance + spread ** 2);
  return { mean: clamp(mean + gain * (seen - mean)), variance: (1 - gain) * variance };
}

/** For the next part: much the same, but the work goes on, and another person may do it. */
export function paceOfNextPart({ mean, variance }: Pace): Pace {
  return { mean, variance: Math.min(variance + parameters.changeBetweenParts ** 2, unknownPace.variance) };
}

function clamp(value: number): number {
  return Math.min(Math.max(value, -parameters.largest), parameters.largest);
}

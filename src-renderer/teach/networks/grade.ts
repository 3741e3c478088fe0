// What a measured accuracy means for a station, in three words. Pure.
import type { ShareWithInterval } from '../../../src-inference/contract/index.ts';

export type Grade = 'pass' | 'warn' | 'fail';

/** From here on the checker judges parts well (docs/checker.md): single wrong windows are outvoted. */
const good = 0.9;
/** Below it too many windows are wrong to tell a mistake from a mistaken network. */
const usable = 0.75;

/** By the value, and by the lower end of its interval: a high value of few recordings may be luck. */
export function gradeOf({ value, low }: ShareWithInterval): Grade {
  if (value < usable) return 'fail';
  return value >= good && low >= usable ? 'pass' : 'warn';
}

/** Of a hundred parts: people weigh "3 of 100" better than 0.03. */
export function naturalFrequency(share: number): number {
  return Math.round(share * 100);
}

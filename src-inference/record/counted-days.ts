// How long ago something was, for a machine whose clock may be set wrong: time counts in which something was written. Pure.

const dayMilliseconds = 24 * 3600_000;
/** A shorter gap may be a holiday. */
const longestGapDays = 7;

/**
 * The moment so many days before another one, in ms since 1970. A gap of more than a week counts as one day: a clock that jumps
 * forward by years makes nothing old.
 *
 * @param written Moments at which something was written, oldest first.
 */
export function daysBefore(end: number, days: number, written: readonly number[]): number {
  let left = days * dayMilliseconds;
  let later = end;
  for (const moment of written.filter((one) => one <= end).toReversed()) {
    const gap = later - moment;
    const counted = gap > longestGapDays * dayMilliseconds ? dayMilliseconds : gap;
    if (counted > left) break;
    left -= counted;
    later = moment;
  }
  return later - left;
}

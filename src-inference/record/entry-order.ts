// The order of entries, over restarts and whatever the clock does. Pure.
import type { JournalEntry } from './journal-entry.ts';

/**
 * The numbers of a station begin with the milliseconds since 1970 at the start of its engine, or after the newest entry where its
 * clock went back. Engines of earlier versions began with 1: of their entries the time is the order.
 */
const leastRisingNumber = 1e12;

/**
 * The place of an entry in the order of all events of a station. Entries of one journal are in the order in which they were written.
 *
 * @param last Place of the entry before it in the same journal; 0: it is the first one.
 */
export function orderAfter(
  last: number,
  { seq, at, copied }: Pick<JournalEntry, 'seq' | 'at' | 'copied'>,
): number {
  // A copy tells what was said before.
  if (copied) return last;
  return Math.max(last + 1, seq >= leastRisingNumber ? seq : Date.parse(at));
}

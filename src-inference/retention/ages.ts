// How old a file must be to be too old. Pure.
//
// The clock of a machine may be set wrong, and everything would be too old at once. A time service would mend that; where none
// keeps the clock in step, the age of a file counts the time in which the station has written its record: a gap of more than a
// week in it counts as one day. A clock that jumps forward by years deletes nothing.

import { daysBefore } from '../record/index.ts';

export interface AgeFacts {
  readonly now: Date;
  /** Whether a time service keeps the clock in step. */
  readonly synchronised: boolean;
  /** Local dates on which the station has written its record, `2026-11-24`, oldest first. */
  readonly days: readonly string[];
}

/** @returns A function of days: what was begun before that moment, in ms since 1970, is older. */
export function cutoffs({ now, synchronised, days }: AgeFacts): (days: number) => number {
  const moments = synchronised ? [] : days.map(noonOf);
  return (count) => daysBefore(now.getTime(), count, moments);
}

function noonOf(day: string): number {
  return new Date(`${day}T12:00`).getTime();
}

// What the shift calendar says of a moment. Pure.
import { localDay, type ShiftCalendar } from '../contract/index.ts';
import { shiftAt } from '../figures/index.ts';

/**
 * Whether a shift has begun since the counts began. A moment is compared with the calendar, and nothing waits for one: after
 * the machine was asleep, or its clock was set, the answer is right again. Pure.
 *
 * @param since When the counts began, ISO 8601.
 */
export function isShiftDue({ starts, restartCounts }: ShiftCalendar, since: string, now: Date): boolean {
  if (!restartCounts) return false;
  const shift = shiftAt(starts, now);
  // The counts may have begun while the clock was far ahead: they do not wait for that day to come.
  const isAhead = Date.parse(since) - now.getTime() > dayMilliseconds;
  return shift !== null && (isAhead || shift.start > new Date(since));
}

const dayMilliseconds = 24 * 3600_000;

/** The day in which a part is numbered that begins now: a night shift counts on past midnight. */
export function partDayOf({ starts }: ShiftCalendar, now: Date): string {
  return shiftAt(starts, now)?.day ?? localDay(now);
}

// Begins the counts of the shift again when a shift of the calendar begins.
import type { ShiftCalendar } from '../contract/index.ts';
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
  return shift !== null && shift.start > new Date(since);
}

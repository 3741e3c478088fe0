// Which shift a moment belongs to. Starts are local times: a shift that spans a change of the clock is an hour longer or shorter,
// and one that begins in the hour which the clock skips begins an hour later. Pure, but for the time zone of the process.
import {
  addDays,
  type FiguresQuery,
  localDay,
  longestShiftHours,
  type ShiftStart,
} from '../contract/index.ts';

/** A shift on a certain day. */
export interface Shift {
  readonly name: string;
  /** Local date on which it begins. */
  readonly day: string;
  readonly start: Date;
  /** Exclusive. */
  readonly end: Date;
}

/** A stretch of one local day that lies within one shift, or between shifts. */
export interface DaySlice {
  /** Local date of the stretch. */
  readonly calendarDay: string;
  /** Local date on which its shift began; between shifts that of the stretch. */
  readonly day: string;
  readonly shift: string | null;
  /** Null: from the start of the day, whatever time zone a part of the day was recorded in. */
  readonly from: Date | null;
  /** Exclusive; null: to the end of the day. */
  readonly to: Date | null;
}

/** The shift at a moment; null between shifts, and when there are none. */
export function shiftAt(starts: readonly ShiftStart[], at: Date): Shift | null {
  const day = localDay(at);
  const found = [addDays(day, -1), day].flatMap((one) => shiftsOfDay(starts, one));
  return found.find(({ start, end }) => start <= at && at < end) ?? null;
}

/** The shifts that begin on a local date, in order. */
export function shiftsOfDay(starts: readonly ShiftStart[], day: string): readonly Shift[] {
  const all = [day, addDays(day, 1)].flatMap((one) => startsOfDay(starts, one));
  return all.flatMap(({ name, day: own, start }, index) => {
    const latest = start.getTime() + longestShiftHours * 3_600_000;
    const end = new Date(Math.min(latest, all[index + 1]?.start.getTime() ?? Number.POSITIVE_INFINITY));
    return own === day && end > start ? [{ name, day, start, end }] : [];
  });
}

/** The shifts of a name that begin on some local dates, both included, oldest first. */
export function shiftsBetween(
  starts: readonly ShiftStart[],
  { name, from, to }: { readonly name: string; readonly from: string; readonly to: string },
): readonly Shift[] {
  const found: Shift[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) {
    found.push(...shiftsOfDay(starts, day).filter((shift) => shift.name === name));
  }
  return found;
}

/**
 * A local day, cut where shifts begin and end. Without shifts it is one slice.
 *
 * @param near The shifts that begin on the day, or on the one before it, in order.
 */
function slicesOfDay(calendarDay: string, near: readonly Shift[]): readonly DaySlice[] {
  const [begin, end] = [midnight(calendarDay), midnight(addDays(calendarDay, 1))];
  const shifts = near.filter((shift) => shift.end > begin && shift.start < end);
  const slices: DaySlice[] = [];
  let at = begin;
  for (const { name, day, start, end: over } of shifts) {
    if (start > at) slices.push({ calendarDay, day: calendarDay, shift: null, from: at, to: start });
    const [from, to] = [start > at ? start : at, over < end ? over : end];
    slices.push({ calendarDay, day, shift: name, from, to });
    at = to;
  }
  if (at < end) slices.push({ calendarDay, day: calendarDay, shift: null, from: at, to: end });
  return slices.map((slice, index) => ({
    ...slice,
    from: index === 0 ? null : slice.from,
    to: index === slices.length - 1 ? null : slice.to,
  }));
}

function startsOfDay(
  starts: readonly ShiftStart[],
  day: string,
): readonly { readonly name: string; readonly day: string; readonly start: Date }[] {
  const weekday = midnight(day).getDay();
  return starts
    .filter(({ weekdays }) => weekdays.includes(weekday))
    .map(({ name, start }) => ({ name, day, start: localTime(day, start) }))
    .sort((one, other) => one.start.getTime() - other.start.getTime());
}

function midnight(day: string): Date {
  return localTime(day, '00:00');
}

function localTime(day: string, time: string): Date {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const [hour, minute] = time.split(':').map(Number) as [number, number];
  return new Date(year, month - 1, date, hour, minute);
}

/** A slice, and the day that its parts count for. */
export interface CountedSlice {
  readonly slice: DaySlice;
  readonly day: string;
}

/**
 * The slices that a question is about, oldest first. When it asks for a shift, or for a trend by shift, its days are those on
 * which the shifts begin: the night shift of a Friday counts as Friday, past midnight too.
 *
 * @param first, last The days that there are parts of.
 */
export function slicesFor(
  { fromDay, toDay, shift, per }: Pick<FiguresQuery, 'fromDay' | 'toDay' | 'shift' | 'per'>,
  starts: readonly ShiftStart[],
  { first, last }: { readonly first: string; readonly last: string },
): readonly CountedSlice[] {
  const byShift = shift !== null || per === 'shift';
  const from = fromDay !== null && fromDay > first ? fromDay : first;
  const to = toDay === null ? last : byShift ? addDays(toDay, 1) : toDay;
  const found: CountedSlice[] = [];
  let before = shiftsOfDay(starts, addDays(from, -1));
  for (
    let calendarDay = from;
    calendarDay <= to && calendarDay <= last;
    calendarDay = addDays(calendarDay, 1)
  ) {
    const own = shiftsOfDay(starts, calendarDay);
    for (const slice of slicesOfDay(calendarDay, [...before, ...own])) {
      const day = byShift ? slice.day : calendarDay;
      const isAsked = (fromDay === null || day >= fromDay) && (toDay === null || day <= toDay);
      if (isAsked && (shift === null || slice.shift === shift)) found.push({ slice, day });
    }
    before = own;
  }
  return found;
}

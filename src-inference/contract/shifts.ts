// The shift calendar: when shifts begin. It is part of the settings, and what shifts a moment belongs to follows from it.

/** A shift lasts until the next one begins, but no longer than this. */
export const longestShiftHours = 12;

/** A shift that begins at the same local time on some days of the week. A name may stand in several of them. */
export interface ShiftStart {
  readonly name: string;
  /** 0 is Sunday, as in `Date.getDay`. */
  readonly weekdays: readonly number[];
  /** Local time of the station, `06:00`. */
  readonly start: string;
}

export interface ShiftCalendar {
  /** Empty: the station knows no shifts. */
  readonly starts: readonly ShiftStart[];
  /** Whether the counts of the shift begin again when a shift begins, without anybody pressing a button. */
  readonly restartCounts: boolean;
}

export const noShifts: ShiftCalendar = { starts: [], restartCounts: false };

// What a shift calendar must be like before the station is asked to take it. Pure.
import type { ShiftStart } from '../../src-inference/contract/index.ts';
import type { Text } from '../text/index.tsx';

export type ShiftProblem = 'noName' | 'noStart' | 'noWeekday' | 'sameTime';

/** Null: the calendar can be used. */
export function shiftProblem(starts: readonly ShiftStart[]): ShiftProblem | null {
  if (starts.some(({ name }) => name.trim() === '')) return 'noName';
  if (starts.some(({ start }) => start === '')) return 'noStart';
  if (starts.some(({ weekdays }) => weekdays.length === 0)) return 'noWeekday';
  const moments = starts.flatMap(({ weekdays, start }) => weekdays.map((day) => `${day} ${start}`));
  return new Set(moments).size < moments.length ? 'sameTime' : null;
}

/** Three shifts of eight hours from Monday to Friday, to begin with. */
export function usualShifts(text: Text): readonly ShiftStart[] {
  const weekdays = [1, 2, 3, 4, 5];
  return [
    { name: text('setup.shifts.early'), weekdays, start: '06:00' },
    { name: text('setup.shifts.late'), weekdays, start: '14:00' },
    { name: text('setup.shifts.night'), weekdays, start: '22:00' },
  ];
}

// How a remaining time is told: in the unit that a person plans with. Pure.

export interface TimeLeft {
  readonly unit: 'seconds' | 'minutes' | 'hours';
  readonly count: number;
}

const minute = 60;
const hour = 3600;

/** Rounded up, and coarser the longer it takes, so that it does not jump. @param seconds Null: not known. */
export function timeLeft(seconds: number | null): TimeLeft | null {
  if (seconds === null) return null;
  if (seconds < 1.5 * minute) return { unit: 'seconds', count: Math.max(5, Math.ceil(seconds / 5) * 5) };
  if (seconds < 1.5 * hour) return { unit: 'minutes', count: Math.ceil(seconds / minute) };
  return { unit: 'hours', count: Math.ceil(seconds / hour) };
}

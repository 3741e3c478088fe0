// How long to wait before the next attempt. Pure.

const firstSeconds = 1;
const longestSeconds = 30;
/** Share of the pause that chance takes away: stations that lost the same broker must not come back in step. */
const jitter = 0.25;

/**
 * @param failures Attempts that failed in a row, 1 or more.
 * @param chance 0 to 1.
 * @returns Milliseconds.
 */
export function pauseAfter(failures: number, chance: number): number {
  const seconds = Math.min(longestSeconds, firstSeconds * 2 ** (failures - 1));
  return Math.round(seconds * 1000 * (1 - jitter * chance));
}

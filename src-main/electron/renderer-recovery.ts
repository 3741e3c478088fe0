// When a screen that crashed is loaded again. Pure: times come from the caller's clock, in milliseconds. It is never given
// up: the station runs on behind the screen, and nobody may be there to press a button.

const firstPauseMilliseconds = 500;
/** Pauses double up to here. */
const longestPauseMilliseconds = 30_000;
/** A screen that was there for so long was a good one: crashes are counted anew. */
const healthyMilliseconds = 60_000;

/** Longer than any work of the screen; then it hangs. */
export const patienceMilliseconds = 10_000;

export interface ScreenCrashes {
  /** In a row. */
  readonly count: number;
  readonly at: number;
}

export interface Reload {
  readonly crashes: ScreenCrashes;
  readonly inMilliseconds: number;
}

/** @param before Null on the first crash. */
export function reloadAfterCrash(before: ScreenCrashes | null, now: number): Reload {
  const count =
    before !== null && now - before.at < healthyMilliseconds + pauseAfter(before.count)
      ? before.count + 1
      : 1;
  return { crashes: { count, at: now }, inMilliseconds: pauseAfter(count) };
}

function pauseAfter(count: number): number {
  return Math.min(firstPauseMilliseconds * 2 ** (count - 1), longestPauseMilliseconds);
}

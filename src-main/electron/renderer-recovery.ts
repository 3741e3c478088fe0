// Decides when a crashed screen is loaded again. Pure: times come from the caller's clock, in milliseconds. There is no
// last attempt, because the station goes on behind the screen, and maybe nobody is there to press a button.

const initialBackoffMilliseconds = 500;
/** The backoff doubles with each crash, up to this. */
const maxBackoffMilliseconds = 30_000;
/** A screen that was there for this long was healthy: crashes are counted from zero again. */
const healthyMilliseconds = 60_000;

/** A screen that does not respond for this long hangs: no work of a screen takes longer. */
export const unresponsiveMilliseconds = 10_000;

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
    before !== null && now - before.at < healthyMilliseconds + backoffAfter(before.count)
      ? before.count + 1
      : 1;
  return { crashes: { count, at: now }, inMilliseconds: backoffAfter(count) };
}

function backoffAfter(count: number): number {
  return Math.min(initialBackoffMilliseconds * 2 ** (count - 1), maxBackoffMilliseconds);
}

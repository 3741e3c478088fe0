// How long a source that failed waits before it is tried again. Pure.
import type { ErrorCode } from '../contract/index.ts';

interface Schedule {
  readonly firstSeconds: number;
  readonly longestSeconds: number;
}

/** A camera that was switched off and on is back within half a minute. */
const usual: Schedule = { firstSeconds: 0.25, longestSeconds: 30 };

const slower: Partial<Record<ErrorCode, Schedule>> = {
  // Cameras lock a user out after a few wrong passwords in some minutes. Only a person can mend it.
  source_unauthorized: { firstSeconds: 60, longestSeconds: 1800 },
  // What is sent hardly changes by itself.
  source_not_video: { firstSeconds: 5, longestSeconds: 60 },
};

/** This share of a pause is left to chance, so that the stations of a line do not all knock at the same moment. */
const jitter = 0.25;

/**
 * Twice as long after each failure in a row, up to a limit (exponential backoff with jitter).
 *
 * @param attempts Failures in a row, this one included.
 * @param code Why it failed; null: it fell silent.
 * @param random From 0 to 1.
 */
export function retrySeconds(attempts: number, code: ErrorCode | null, random: number): number {
  const { firstSeconds, longestSeconds } = (code !== null && slower[code]) || usual;
  const pause = Math.min(firstSeconds * 2 ** Math.max(0, attempts - 1), longestSeconds);
  return pause * (1 - jitter * random);
}

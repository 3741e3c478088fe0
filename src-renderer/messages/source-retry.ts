// How often a source was tried that does not play. Pure.
import type { SourceRetry, SourceState } from '../../src-inference/contract/index.ts';
import type { Formats, Text } from '../text/index.tsx';

/** Such as `tried 14 times since 10:32`. */
export function triedMessage({ attempts, since }: SourceRetry, text: Text, formats: Formats): string {
  return text('sources.retry.tried', { count: attempts, since: formats.minute(since) });
}

/** @param now Milliseconds since 1970. */
export function nextAttemptMessage({ nextAt }: SourceRetry, now: number, text: Text): string {
  const seconds = Math.ceil((Date.parse(nextAt) - now) / 1000);
  if (seconds <= 0) return text('sources.retry.trying');
  const pause =
    seconds < 120
      ? text('sources.retry.seconds', { count: seconds })
      : text('sources.retry.minutes', { count: Math.round(seconds / 60) });
  return text('sources.retry.next', { pause });
}

/** For the log, which does not count down. */
export function retriedMessage(retry: SourceRetry, state: SourceState, text: Text, formats: Formats): string {
  if (state !== 'playing') return triedMessage(retry, text, formats);
  return text('sources.retry.after', { count: retry.attempts, since: formats.minute(retry.since) });
}

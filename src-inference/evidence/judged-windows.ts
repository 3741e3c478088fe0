// The windows of a part that tell of one mistake. Pure.
import type { WindowScores } from '../contract/index.ts';
import type { Span } from './mistake.ts';

const secondsAround = 2;
/** A minute with a hop of a quarter second. */
const mostWindows = 240;

export function windowsAround(
  { fromSeconds, toSeconds }: Span,
  windows: readonly WindowScores[],
): readonly WindowScores[] {
  return windows
    .filter(
      (one) => one.endSeconds >= fromSeconds - secondsAround && one.startSeconds <= toSeconds + secondsAround,
    )
    .slice(-mostWindows)
    .map(({ startSeconds, endSeconds, probabilities }) => ({ startSeconds, endSeconds, probabilities }));
}

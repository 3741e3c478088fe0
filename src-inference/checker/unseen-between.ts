// The windows that are missing between two of a live source, as if they had come and nothing could be seen in them. Pure.
import type { WindowScores } from '../contract/index.ts';
import { gaps } from './parameters.ts';

type WindowTimes = Pick<WindowScores, 'startSeconds' | 'endSeconds'>;

/**
 * @param lastSeconds End of the window before, seen or not.
 * @returns None when the gap is shorter than a window, or so long that nobody knows what was done in it.
 */
export function unseenBetween(
  lastSeconds: number,
  { startSeconds, endSeconds }: WindowTimes,
): readonly WindowTimes[] {
  const length = endSeconds - startSeconds;
  const gap = startSeconds - lastSeconds;
  if (gap <= length || gap > gaps.mostSeconds) return [];
  const hop = Math.max(length / 2, gaps.guessSeconds);
  const windows: WindowTimes[] = [];
  for (let end = lastSeconds + hop; end < endSeconds - hop / 2; end += hop) {
    windows.push({ startSeconds: end - length, endSeconds: end });
  }
  return windows;
}

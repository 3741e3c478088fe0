// How long actions and pauses take, from recordings that were labelled.
import type { LabelledAction } from '../../contract/index.ts';
import type { KnownDurations } from '../decoder/step-durations.ts';
import { type Duration, durations as usual } from '../parameters.ts';
import { durations } from './constants.ts';

/**
 * Medians, and the spread of the logarithm about them. What was seen too few times is left out.
 *
 * @param recordings The actions of each, by time.
 */
export function labelledDurations(recordings: readonly (readonly LabelledAction[])[]): KnownDurations {
  const ofLabels = new Map<string, number[]>();
  const pauses: number[] = [];
  for (const actions of recordings) {
    for (const [at, { label, startSeconds, endSeconds }] of actions.entries()) {
      const known = ofLabels.get(label) ?? [];
      ofLabels.set(label, [...known, endSeconds - startSeconds]);
      if (at > 0) pauses.push(startSeconds - actions[at - 1]!.endSeconds);
    }
  }
  const actions = new Map<string, Duration>();
  for (const [label, seconds] of ofLabels) {
    const duration = durationOf(seconds);
    if (duration !== null) actions.set(label, duration);
  }
  return { actions, pause: durationOf(pauses) ?? usual.pause };
}

function durationOf(all: readonly number[]): Duration | null {
  const seconds = all.filter((one) => one >= durations.shortestSeconds).toSorted((a, b) => a - b);
  if (seconds.length < durations.fewest) return null;
  const typicalSeconds = seconds[Math.floor(seconds.length / 2)]!;
  const squares = seconds.reduce((sum, one) => sum + Math.log(one / typicalSeconds) ** 2, 0);
  // As if a few more had the usual spread: few examples show too little of it.
  const { usualSpread, usualCount } = durations;
  const spread = Math.sqrt((squares + usualCount * usualSpread ** 2) / (seconds.length + usualCount));
  return { typicalSeconds, spread };
}

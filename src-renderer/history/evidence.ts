// What the network saw while a step was done, or should have been. Pure.
import type { JudgedStep, PartRecord } from '../../src-inference/contract/index.ts';
import { mergeWindows, type TimelineStep } from './part-timeline.ts';

export interface ObservedLabel {
  readonly label: string;
  /** Time in which it was the most likely label. */
  readonly seconds: number;
  /** Mean over its windows, 0 to 1. */
  readonly probability: number;
}

/** Time before and after a missed step in which we look for traces of it. */
const aroundMissedSeconds = 1.5;
const mostLabels = 4;

/** The longest first. */
export function evidenceOf(
  { startSeconds, endSeconds }: Pick<TimelineStep, 'startSeconds' | 'endSeconds'>,
  windows: PartRecord['windows'],
): readonly ObservedLabel[] {
  const around = startSeconds === endSeconds ? aroundMissedSeconds : 0;
  const [from, to] = [startSeconds - around, endSeconds + around];
  const seen = new Map<string, { seconds: number; weighted: number }>();
  for (const segment of mergeWindows(windows)) {
    const seconds = Math.min(to, segment.endSeconds) - Math.max(from, segment.startSeconds);
    if (seconds <= 0) continue;
    const entry = seen.get(segment.label) ?? { seconds: 0, weighted: 0 };
    seen.set(segment.label, {
      seconds: entry.seconds + seconds,
      weighted: entry.weighted + seconds * segment.probability,
    });
  }
  return [...seen]
    .map(([label, { seconds, weighted }]) => ({ label, seconds, probability: weighted / seconds }))
    .sort((one, other) => other.seconds - one.seconds)
    .slice(0, mostLabels);
}

/** The label that names the step for people: the expected one, or for an extra action the one that was done. */
export function labelOf({ expected, label }: JudgedStep): string {
  return expected ?? label ?? '';
}

// The timeline of a part: the windows of the network as coloured segments, and the judged steps. Pure.
import type { JudgedStep, PartRecord } from '../../src-inference/contract/index.ts';

export interface LabelSegment {
  readonly label: string;
  /** Seconds of the source. */
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Mean over its windows, 0 to 1. */
  readonly probability: number;
}

export interface TimelineStep {
  readonly step: JudgedStep;
  /** Seconds of the source. Both are equal for a step that was not done: it is a mark after the step before it. */
  readonly startSeconds: number;
  readonly endSeconds: number;
}

export interface PartTimeline {
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly segments: readonly LabelSegment[];
  readonly steps: readonly TimelineStep[];
  /** Seconds at which the axis has a mark. */
  readonly ticks: readonly number[];
}

export function partTimeline({ summary, startSeconds, steps, windows }: PartRecord): PartTimeline {
  const ends = [
    startSeconds + summary.seconds,
    ...steps.map(({ endSeconds }) => endSeconds ?? 0),
    windows.at(-1)?.endSeconds ?? 0,
  ];
  const begins = [
    startSeconds,
    ...steps.flatMap((step) => (step.startSeconds === null ? [] : [step.startSeconds])),
    ...windows.slice(0, 1).map((window) => window.startSeconds),
  ];
  const start = Math.min(...begins);
  // A part without length still needs an axis.
  const end = Math.max(start + 1, ...ends);
  return {
    startSeconds: start,
    endSeconds: end,
    segments: mergeWindows(windows),
    steps: timelineSteps(steps, start),
    ticks: ticksBetween(start, end),
  };
}

/**
 * Windows overlap when the hop is shorter than a window: each one counts from its start to the start of the next one.
 * Windows of one label that follow each other become one segment.
 */
export function mergeWindows(windows: PartRecord['windows']): readonly LabelSegment[] {
  const segments: (LabelSegment & { count: number })[] = [];
  windows.forEach((window, index) => {
    const next = windows[index + 1];
    const { label, startSeconds, probability } = window;
    const endSeconds =
      next === undefined ? window.endSeconds : Math.min(window.endSeconds, next.startSeconds);
    const last = segments.at(-1);
    if (last?.label === label && startSeconds <= last.endSeconds + 1e-6) {
      const count = last.count + 1;
      segments[segments.length - 1] = {
        ...last,
        endSeconds,
        count,
        probability: last.probability + (probability - last.probability) / count,
      };
    } else segments.push({ label, startSeconds, endSeconds, probability, count: 1 });
  });
  return segments.map(({ count: _, ...segment }) => segment);
}

function timelineSteps(steps: readonly JudgedStep[], start: number): readonly TimelineStep[] {
  let last = start;
  return steps.map((step) => {
    const { startSeconds, endSeconds } = step;
    if (startSeconds === null || endSeconds === null) return { step, startSeconds: last, endSeconds: last };
    last = Math.max(last, endSeconds);
    return { step, startSeconds, endSeconds };
  });
}

const mostTicks = 12;
const tickSteps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600] as const;

function ticksBetween(start: number, end: number): readonly number[] {
  const step = tickSteps.find((one) => (end - start) / one <= mostTicks) ?? 7200;
  const count = Math.floor((end - start) / step) + 1;
  return Array.from({ length: count }, (_, index) => start + index * step);
}

/** Where playback begins: a little before the first step that failed, else before the first that was not ok, else at the start. */
export function firstProblemSeconds({ steps, startSeconds }: PartTimeline): number {
  const leadSeconds = 2;
  const isBad = ({ step }: TimelineStep): boolean => step.status !== 'ok' && step.status !== 'uncertain';
  const problem = steps.find(isBad) ?? steps.find(({ step }) => step.status !== 'ok');
  return problem === undefined ? startSeconds : Math.max(startSeconds, problem.startSeconds - leadSeconds);
}

// How a network errs, measured on windows of which the label is known. Pure.
import { argmax, type ErrorModel } from '../contract/index.ts';

interface LabelledWindow {
  /** Position of the label that fills most of the window. */
  readonly truth: number;
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** As the network gave them, one for each label. */
  readonly probabilities: readonly number[];
}

/** Windows of one video by rising time. Windows without a label are left out: a gap. */
export type LabelledRecording = readonly LabelledWindow[];

/** What is known of a window beside its label. */
interface ReadWindow extends LabelledWindow {
  /** No other label is done in it. */
  readonly isInside: boolean;
  /** It names a label that is not done in it at all. */
  readonly isWrong: boolean;
}

const bins = 10;
/** The journal keeps four digits, and the checker sees no more: smaller probabilities cannot be told from 0. */
const leastProbability = 5e-5;
/** Where the temperature is searched, and to which precision of its logarithm. */
const temperatures = { lowest: 1 / 8, highest: 8, precision: 1e-4 };
/** Independent windows, as right as their probabilities say, that are added: few windows give a temperature near 1. */
const honestWindows = 20;
/** What is assumed of the length of errors, and for how many errors the assumption counts. */
const usualError = { seconds: 0.75, count: 5 };
/** A step to the next window that is this many times the usual one is a gap. */
const gapHops = 1.5;
const toleranceSeconds = 1e-6;

/**
 * - A window that straddles two actions is no error of the network when it names either of them: it is told by neither the
 *   temperature nor the bins, and ends an error. It is known by its neighbours: a window whose middle lies in it has another
 *   label.
 * - The temperature is the likeliest one. A window counts by the share that it does not share with the next one, and 20 windows
 *   are added that are as right as they are sure: few windows give a temperature near 1.
 * - An error goes on from window to window with one probability, whose estimate needs no whole errors: one that runs into a
 *   gap, or into the end of the video, counts for as long as it was seen. Few errors give a length near 0.75 s.
 *
 * @returns Temperature 1, 0.75 s and empty bins when there is no window.
 */
export function measureErrors(recordings: readonly LabelledRecording[]): ErrorModel {
  const read = recordings.map((windows) => ({ windows: readWindows(windows), hop: hopOf(windows) }));
  const temperature = fitTemperature(
    read.flatMap(({ windows, hop }) =>
      windows
        .filter(({ isInside }) => isInside)
        .map((window) => toSample(window, Math.min(1, hop / (window.endSeconds - window.startSeconds)))),
    ),
  );
  const confidence = { right: new Array<number>(bins).fill(0), wrong: new Array<number>(bins).fill(0) };
  for (const { isInside, isWrong, probabilities } of read.flatMap(({ windows }) => windows)) {
    if (!isInside) continue;
    const bin = Math.floor(Math.max(...calibrated(probabilities, temperature)) * bins);
    confidence[isWrong ? 'wrong' : 'right'][Math.min(bin, bins - 1)]! += 1;
  }
  return { temperature, errorSeconds: meanErrorSeconds(read), confidence };
}

/**
 * Probabilities to the power of 1/temperature, made to add up to 1.
 *
 * @param temperature Above 0.
 */
export function calibrated(probabilities: readonly number[], temperature: number): readonly number[] {
  const powers = probabilities.map((value) => Math.max(value, leastProbability) ** (1 / temperature));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

function readWindows(windows: LabelledRecording): readonly ReadWindow[] {
  return windows.map((window, at): ReadWindow => {
    const done = labelsIn(windows, at);
    return {
      ...window,
      isInside: done.size === 1,
      isWrong: !done.has(argmax(window.probabilities)),
    };
  });
}

/** The labels of all windows whose middle lies in this one. */
function labelsIn(windows: LabelledRecording, at: number): ReadonlySet<number> {
  const { truth, startSeconds, endSeconds } = windows[at]!;
  const labels = new Set([truth]);
  const middleOf = (one: LabelledWindow): number => (one.startSeconds + one.endSeconds) / 2;
  for (let i = at - 1; i >= 0 && middleOf(windows[i]!) >= startSeconds - toleranceSeconds; i--)
    labels.add(windows[i]!.truth);
  for (let i = at + 1; i < windows.length && middleOf(windows[i]!) <= endSeconds + toleranceSeconds; i++)
    labels.add(windows[i]!.truth);
  return labels;
}

/** The usual time from one window to the next; infinite for a single window. */
function hopOf(windows: LabelledRecording): number {
  const steps = windows.slice(1).map(({ startSeconds }, i) => startSeconds - windows[i]!.startSeconds);
  return steps.length === 0 ? Number.POSITIVE_INFINITY : steps.sort((a, b) => a - b)[steps.length >> 1]!;
}

interface Sample {
  readonly truth: number;
  readonly logarithms: readonly number[];
  /** For how many independent windows it stands, 0 to 1. */
  readonly weight: number;
}

function toSample({ truth, probabilities }: LabelledWindow, weight: number): Sample {
  return { truth, weight, logarithms: calibrated(probabilities, 1).map(Math.log) };
}

/** Temperature scaling with the least negative log-likelihood (Guo et al. 2017, arXiv:1706.04599); 1 without samples. */
function fitTemperature(samples: readonly Sample[]): number {
  const windows = samples.reduce((sum, { weight }) => sum + weight, 0);
  if (windows === 0) return 1;
  const terms = samples.map(({ truth, logarithms, weight }) => {
    const honest = (weight * honestWindows) / windows;
    const expected = logarithms.reduce((sum, one) => sum + one * Math.exp(one), 0);
    return { logarithms, weight: weight + honest, observed: weight * logarithms[truth]! + honest * expected };
  });
  const { lowest, highest, precision } = temperatures;
  const found = leastArgument(Math.log(lowest), Math.log(highest), precision, (logarithm) => {
    const inverse = Math.exp(-logarithm);
    return terms.reduce((cost, { logarithms, weight, observed }) => {
      const sum = logarithms.reduce((total, one) => total + Math.exp(one * inverse), 0);
      return cost + weight * Math.log(sum) - observed * inverse;
    }, 0);
  });
  return Math.exp(found);
}

/** Where a function with one minimum is least: golden-section search. */
function leastArgument(low: number, high: number, precision: number, costAt: (x: number) => number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let left = high - golden * (high - low);
  let right = low + golden * (high - low);
  let [atLeft, atRight] = [costAt(left), costAt(right)];
  while (high - low > precision) {
    if (atLeft < atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - golden * (high - low);
      atLeft = costAt(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + golden * (high - low);
      atRight = costAt(right);
    }
  }
  return (low + high) / 2;
}

/** Time in error over the number of errors that were seen to end: the maximum likelihood for errors that are cut off. */
function meanErrorSeconds(
  recordings: readonly { readonly windows: readonly ReadWindow[]; readonly hop: number }[],
): number {
  let seconds = usualError.count * usualError.seconds;
  let ended = usualError.count;
  for (const { windows, hop } of recordings) {
    windows.slice(1).forEach((next, i) => {
      const step = next.startSeconds - windows[i]!.startSeconds;
      if (!windows[i]!.isWrong || step > gapHops * hop) return;
      seconds += step;
      if (!next.isWrong) ended++;
    });
  }
  return seconds / ended;
}

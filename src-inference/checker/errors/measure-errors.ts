// How a network errs, measured on windows of which the label is known. Pure.
import { argmax, type ErrorModel } from '../../contract/index.ts';

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

/** Tenths of confidence. */
export const bins = 10;
/** The journal keeps four digits, and the checker sees no more: smaller probabilities cannot be told from 0. */
const leastProbability = 5e-5;
/** Where the temperature is searched, and to which precision of its logarithm. */
const temperatures = { lowest: 1 / 8, highest: 8, precision: 1e-4 };
/** Independent windows, as right as their probabilities say, that are added: few windows give a temperature near 1. */
const honestWindows = 20;
/** What is assumed of the length of errors, and for how many errors the assumption counts. */
const usualError = { seconds: 0.75, count: 5 };
/** What is assumed of windows that show two actions, and for how many of them the assumption counts. */
const usualMixing = { share: 0.2, windows: 10 };
/** A label with this probability has its share in a mixture. */
const leastOfMixture = 0.15;
/** A step to the next window that is this many times the usual one is a gap. */
const gapHops = 1.5;
const toleranceSeconds = 1e-6;

/**
 * - The temperature is the likeliest one. A window counts by the share that it does not share with the next one, and 20 windows
 *   are added that are as right as they are sure: few windows give a temperature near 1.
 * - A window that straddles two actions and names either of them is no error of the network: an error of such windows alone does
 *   not count for the length of errors. They are known by their neighbours: one whose middle lies in them has another label.
 * - An error goes on from window to window with one probability, whose estimate needs no whole errors: one that runs into a
 *   gap, or into the end of the video, counts for as long as it was seen. Few errors give a length near 0.75 s.
 *
 * @param leastTemperature Above 0.
 * @returns Temperature 1, 0.75 s and empty bins when there is no window.
 */
export function measureErrors(
  recordings: readonly LabelledRecording[],
  leastTemperature = temperatures.lowest,
): ErrorModel {
  const temperature = fitTemperature(recordings.flatMap(toSamples), leastTemperature);
  const confidence = { right: new Array<number>(bins).fill(0), wrong: new Array<number>(bins).fill(0) };
  for (const { truth, probabilities } of recordings.flat()) {
    const scaled = calibrated(probabilities, temperature);
    const named = argmax(scaled);
    confidence[named === truth ? 'right' : 'wrong'][binOf(scaled[named]!)]! += 1;
  }
  return {
    temperature,
    errorSeconds: meanErrorSeconds(recordings),
    mixing: mixingOf(recordings),
    confidence,
  };
}

/** The tenth of confidence to which a probability belongs, from 0 on. */
export function binOf(probability: number): number {
  return Math.min(Math.floor(probability * bins), bins - 1);
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

/** Of the windows in which two labels lie, the share that gives something to both; few windows give the usual share. */
function mixingOf(recordings: readonly LabelledRecording[]): number {
  let count = usualMixing.windows;
  let mixed = usualMixing.share * usualMixing.windows;
  for (const windows of recordings) {
    windows.forEach(({ probabilities }, at) => {
      const labels = labelsIn(windows, at);
      if (labels.size < 2) return;
      count++;
      if ([...labels].filter((label) => probabilities[label]! >= leastOfMixture).length > 1) mixed++;
    });
  }
  return mixed / count;
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

function toSamples(windows: LabelledRecording): readonly Sample[] {
  const hop = hopOf(windows);
  return windows.map(({ truth, startSeconds, endSeconds, probabilities }) => ({
    truth,
    logarithms: calibrated(probabilities, 1).map(Math.log),
    weight: Math.min(1, hop / (endSeconds - startSeconds)),
  }));
}

/** Temperature scaling with the least negative log-likelihood (Guo et al. 2017, arXiv:1706.04599); 1 without samples. */
function fitTemperature(samples: readonly Sample[], lowest: number): number {
  const windows = samples.reduce((sum, { weight }) => sum + weight, 0);
  if (windows === 0) return 1;
  const terms = samples.map(({ truth, logarithms, weight }) => {
    const honest = (weight * honestWindows) / windows;
    const expected = logarithms.reduce((sum, one) => sum + one * Math.exp(one), 0);
    return { logarithms, weight: weight + honest, observed: weight * logarithms[truth]! + honest * expected };
  });
  const { highest, precision } = temperatures;
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
function meanErrorSeconds(recordings: readonly LabelledRecording[]): number {
  let seconds = usualError.count * usualError.seconds;
  let ended = usualError.count;
  for (const windows of recordings) {
    const longestStep = gapHops * hopOf(windows);
    /** Of the error in progress. */
    let wrongSeconds = 0;
    let isReal = false;
    windows.forEach((window, at) => {
      const named = argmax(window.probabilities);
      const isWrong = named !== window.truth;
      const step = (windows[at + 1]?.startSeconds ?? Number.POSITIVE_INFINITY) - window.startSeconds;
      const isCut = step > longestStep;
      if (isWrong) {
        isReal ||= !labelsIn(windows, at).has(named);
        if (!isCut) wrongSeconds += step;
      }
      if (isWrong && !isCut) return;
      if (isReal) seconds += wrongSeconds;
      if (isReal && !isWrong) ended++;
      [wrongSeconds, isReal] = [0, false];
    });
  }
  return seconds / ended;
}

// What a window says for each action, in nats: the network's probabilities, as far as its confusion matrix trusts them.
import type { WindowScores } from '../contract/index.ts';

export interface Reading {
  readonly window: WindowScores;
  /** Time that the window speaks for: around its middle. */
  readonly fromSeconds: number;
  readonly toSeconds: number;
  /** How much it counts: windows that share most of their frames are one piece of evidence. */
  readonly weight: number;
  /** Cost of each label, 0 for the likeliest. */
  readonly costs: readonly number[];
  /** The likeliest label. */
  readonly top: number;
}

export interface RecognitionQuality {
  /** Counts or rates; row: true label, column: named label. Null: not known. */
  readonly confusion: readonly (readonly number[])[] | null;
}

/** Of a network of which nothing was measured. */
const assumedAccuracy = 0.9;
/** Share of the belief that is taken from the confusion matrix alone: networks are surer than they are right. */
const matrixShare = 0.1;
/** Every confusion happens: so many are added to what was counted, spread over all. */
const unseenCounts = 4;
/** Windows whose middles are this part of a window apart are separate evidence; nearer ones share their frames. */
const separateShare = 0.25;
/** Errors come in bursts of 1.5 windows on average: so often another one follows. */
const errorGoesOn = 1 / 3;

/**
 * What it costs beyond the window itself, and mostly saves, that a hypothesis was or was not at odds with what was named
 * in the window before, and is or is not now.
 */
export type ErrorPrices = (wasError: boolean, isError: boolean) => number;

export interface WindowReader {
  read(window: WindowScores): Reading;
  readonly errorPrices: ErrorPrices;
}

export function createWindowReader(labelCount: number, { confusion }: RecognitionQuality): WindowReader {
  const rates = smoothed(labelCount, confusion);
  const accuracy = rates.reduce((sum, row, label) => sum + row[label]!, 0) / labelCount;
  /** For each named label: how likely each label is the true one, all being as frequent. */
  const truth = rates.map((_, named) => {
    const column = rates.map((row) => row[named]!);
    const sum = column.reduce((total, rate) => total + rate, 0);
    return column.map((rate) => rate / sum);
  });
  let lastMiddle: number | null = null;

  return {
    read(window) {
      const { startSeconds, endSeconds, probabilities } = window;
      const middle = (startSeconds + endSeconds) / 2;
      const length = endSeconds - startSeconds;
      const hop = lastMiddle === null ? length : Math.min(Math.max(middle - lastMiddle, 1e-3), length);
      lastMiddle = middle;
      const weight = Math.min(1, hop / (separateShare * length));
      const beliefs = probabilities.map((probability, label) => {
        let told = 0;
        for (let named = 0; named < labelCount; named++)
          told += probabilities[named]! * truth[named]![label]!;
        return (1 - matrixShare) * probability + matrixShare * told;
      });
      let top = 0;
      for (let label = 1; label < labelCount; label++) if (beliefs[label]! > beliefs[top]!) top = label;
      const costs = beliefs.map((belief) => weight * Math.log(beliefs[top]! / Math.max(belief, 1e-9)));
      return { window, fromSeconds: middle - hop / 2, toSeconds: middle + hop / 2, weight, costs, top };
    },

    errorPrices: createErrorPrices(1 - accuracy),
  };
}

/** A Markov chain of error and no error, with this rate and bursts of the usual length. */
function createErrorPrices(rate: number): ErrorPrices {
  const goesOn = Math.max(errorGoesOn, rate);
  const begins = Math.min(1, (rate * (1 - goesOn)) / (1 - rate));
  return (wasError, isError) => {
    const error = wasError ? goesOn : begins;
    return isError ? -Math.log(error / rate) : -Math.log((1 - error) / (1 - rate));
  };
}

/** Rows that add up to 1, with no zero in them. */
function smoothed(labelCount: number, confusion: RecognitionQuality['confusion']): number[][] {
  const other = (1 - assumedAccuracy) / Math.max(labelCount - 1, 1);
  return Array.from({ length: labelCount }, (_, label) => {
    const row = confusion?.[label] ?? [];
    const sum = row.reduce((total, count) => total + count, 0);
    const assumed = (named: number): number => (named === label ? assumedAccuracy : other);
    // Rates instead of counts stand for a thousand windows.
    const scale = sum === 0 ? 0 : sum <= 1.001 ? 1000 : 1;
    const total = sum * scale + unseenCounts;
    return Array.from(
      { length: labelCount },
      (_, named) => ((row[named] ?? 0) * scale + unseenCounts * assumed(named)) / total,
    );
  });
}

// Multinomial logistic regression with an L2 penalty on the weights (Hastie, Tibshirani and Friedman, The Elements of
// Statistical Learning, 2nd edition, 4.4).
import { type Matrix, makeMatrix } from './matrix.ts';
import { minimize, type Objective } from './minimize.ts';
import type { Products } from './products.ts';

export interface LabelledFeatures {
  /** `[windows, features]`. */
  readonly features: Matrix;
  /** Position of the label of each window. */
  readonly truth: Int32Array;
  readonly classes: number;
}

/** Scores are `features * weights + bias`; a softmax makes probabilities of them. */
export interface LinearScores {
  /** `[features, classes]`, row-major. */
  readonly weights: Float64Array;
  readonly bias: Float64Array;
}

export interface RegressionOptions {
  /** Of the sum of squared weights, against the mean loss of a window. */
  readonly penalty: number;
  /**
   * 0: every window counts the same; 1: every label does, however rare it is. Probabilities are those of the windows as they are
   * in any case.
   */
  readonly balance: number;
  /** Where the search begins; null: at zero. */
  readonly start: LinearScores | null;
}

/** The score, below the best one, of a label that no window shows: it is never named. */
const absentScore = -30;
const search = { iterations: 150, tolerance: 3e-6 };

/** A label that no window shows is never named, and does not count. */
export async function fitSoftmax(
  data: LabelledFeatures,
  options: RegressionOptions,
  products: Products,
): Promise<LinearScores> {
  const { columns } = data.features;
  const { classes } = data;
  const counts = countsOf(data);
  const shares = sharesOf(data, counts, options.balance);
  const start = new Float64Array((columns + 1) * classes);
  if (options.start) {
    start.set(options.start.weights);
    start.set(options.start.bias, columns * classes);
    for (let k = 0; k < classes; k++)
      if (start[columns * classes + k]! <= absentScore) start[columns * classes + k] = 0;
  }
  const objective = softmaxObjective(data, shares, options.penalty, products);
  const found = await minimize(objective, start, search);
  const weights = found.slice(0, columns * classes);
  const bias = found.slice(columns * classes);
  counts.forEach((count, k) => {
    // Windows that counted more than they are many made their label seem that much likelier.
    if (count > 0) bias[k]! += options.balance * Math.log(count / data.truth.length);
    if (count > 0) return;
    bias[k] = absentScore;
    for (let j = 0; j < columns; j++) weights[j * classes + k] = 0;
  });
  return { weights, bias };
}

/** The score of each label, before the softmax. */
export function scoresOf(features: Matrix, row: number, { weights, bias }: LinearScores): number[] {
  const classes = bias.length;
  const scores = Array.from(bias);
  const offset = row * features.columns;
  for (let j = 0; j < features.columns; j++) {
    const value = features.data[offset + j]!;
    if (value === 0) continue;
    const at = j * classes;
    for (let k = 0; k < classes; k++) scores[k]! += value * weights[at + k]!;
  }
  return scores;
}

/**
 * The mean loss, with its gradient. The parameters are the weights `[features, classes]` with the bias behind them.
 *
 * @param shares What each window counts; they add up to 1.
 */
export function softmaxObjective(
  { features, truth, classes }: LabelledFeatures,
  shares: Float64Array,
  penalty: number,
  products: Products,
): Objective {
  const { rows, columns } = features;
  const biasAt = columns * classes;
  const row = new Float64Array(classes);
  const present = new Uint8Array(classes);
  for (const label of truth) present[label] = 1;
  const weights = makeMatrix(columns, classes);
  const errors = makeMatrix(rows, classes);
  return async (at, gradient) => {
    weights.data.set(at.subarray(0, biasAt));
    const scores = columns === 0 ? errors.data.fill(0) : (await products.multiply(features, weights)).data;
    gradient.fill(0);
    let loss = 0;
    for (let i = 0; i < rows; i++) {
      for (let k = 0; k < classes; k++) {
        row[k] = present[k] ? scores[i * classes + k]! + at[biasAt + k]! : Number.NEGATIVE_INFINITY;
      }
      const share = shares[i]!;
      loss += share * toErrors(row, truth[i]!);
      for (let k = 0; k < classes; k++) {
        errors.data[i * classes + k] = share * row[k]!;
        gradient[biasAt + k]! += share * row[k]!;
      }
    }
    if (columns > 0) gradient.set((await products.multiply(features, errors, true)).data);
    for (let w = 0; w < biasAt; w++) {
      const weight = at[w]!;
      loss += (penalty * weight * weight) / 2;
      gradient[w]! += penalty * weight;
    }
    return loss;
  };
}

/** Turns scores into probabilities minus what they should be. @returns The loss: the negative logarithm of the true label's. */
function toErrors(scores: Float64Array, truth: number): number {
  const highest = scores.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY);
  const right = scores[truth]! - highest;
  let sum = 0;
  for (let k = 0; k < scores.length; k++) {
    scores[k] = Math.exp(scores[k]! - highest);
    sum += scores[k]!;
  }
  for (let k = 0; k < scores.length; k++) scores[k]! /= sum;
  scores[truth]! -= 1;
  return Math.log(sum) - right;
}

function countsOf({ truth, classes }: LabelledFeatures): Float64Array {
  const counts = new Float64Array(classes);
  for (const label of truth) counts[label]! += 1;
  return counts;
}

function sharesOf({ truth }: LabelledFeatures, counts: Float64Array, balance: number): Float64Array {
  const shares = Float64Array.from(truth, (label) => counts[label]! ** -balance);
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map((share) => share / sum);
}

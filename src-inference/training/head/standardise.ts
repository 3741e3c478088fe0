// Brings features to a common scale. Pure.
import type { Matrix } from './matrix.ts';

/** What is taken off each feature, and what it is multiplied by then. */
export interface Scaling {
  readonly mean: Float64Array;
  readonly factor: Float64Array;
}

/**
 * A feature that hardly ever shows anything would be blown up: its deviation counts as at least this share of the usual one.
 */
const leastDeviation = 0.25;
/** Of the mean: less is the rounding of single precision. */
const leastSpread = 1e-6;

/** After it, a row has length 1 on average, however many features there are: penalties mean the same for every network. */
export function scalingOf({ rows, columns, data }: Matrix): Scaling {
  const mean = new Float64Array(columns);
  const squares = new Float64Array(columns);
  for (let i = 0, at = 0; i < rows; i++) for (let j = 0; j < columns; j++) mean[j]! += data[at++]! / rows;
  for (let i = 0, at = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) squares[j]! += (data[at++]! - mean[j]!) ** 2 / rows;
  }
  const floor = leastDeviation * Math.sqrt(squares.reduce((sum, value) => sum + value, 0) / columns);
  const factor = squares.map((square, j) => {
    if (Math.sqrt(square) <= leastSpread * Math.abs(mean[j]!)) return 0;
    return 1 / (Math.max(Math.sqrt(square), floor) * Math.sqrt(columns));
  });
  return { mean, factor };
}

export function scaled({ rows, columns, data }: Matrix, { mean, factor }: Scaling): Matrix {
  const result = new Float32Array(data.length);
  for (let i = 0, at = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++, at++) result[at] = (data[at]! - mean[j]!) * factor[j]!;
  }
  return { rows, columns, data: result };
}

// The few numbers of a window that a head is fitted on: its features on a common scale, along the directions in which windows
// differ most. Found without labels, from the windows that are taught only.
import { type Matrix, makeMatrix } from './matrix.ts';
import { principalComponents } from './principal-components.ts';
import type { Products } from './products.ts';
import type { LinearScores } from './softmax-regression.ts';
import { type Scaling, scaled, scalingOf } from './standardise.ts';

export interface Projection {
  readonly scaling: Scaling;
  /** `[features, directions]`. */
  readonly directions: Matrix;
}

/** More directions change nothing but the time. */
const mostDirections = 160;

export async function findProjection(
  features: Matrix,
  products: Products,
  normal: () => number,
): Promise<Projection> {
  const scaling = scalingOf(features);
  const directions = await principalComponents(scaled(features, scaling), mostDirections, products, normal);
  return { scaling, directions };
}

/** `[windows, directions]`. */
export async function project(
  features: Matrix,
  { scaling, directions }: Projection,
  products: Products,
): Promise<Matrix> {
  // Without any direction all windows are alike.
  if (directions.columns === 0) return makeMatrix(features.rows, 0);
  return products.multiply(scaled(features, scaling), directions);
}

/** Scores of projected windows as scores of the features themselves. */
export function unprojected(
  { scaling, directions }: Projection,
  { weights, bias }: LinearScores,
): LinearScores {
  const classes = bias.length;
  const features = directions.rows;
  const full = new Float64Array(features * classes);
  const shifted = bias.slice();
  for (let f = 0; f < features; f++) {
    const factor = scaling.factor[f]!;
    for (let d = 0; d < directions.columns; d++) {
      const share = factor * directions.data[f * directions.columns + d]!;
      for (let k = 0; k < classes; k++) full[f * classes + k]! += share * weights[d * classes + k]!;
    }
    for (let k = 0; k < classes; k++) shifted[k]! -= scaling.mean[f]! * full[f * classes + k]!;
  }
  return { weights: full, bias: shifted };
}

// Whether two pictures show the same view, and how far it was shifted: orientation correlation (Fitch, Kadyrov, Christmas, Kittler
// 2002). Only the direction of edges counts, so that light and contrast have no say, and what has moved spoils its own place only.
// Pure.
import type { PictureShift } from '../contract/index.ts';
import { type ComplexGrid, emptyGrid, transform } from './fourier.ts';
import { gridSize } from './grid.ts';

/** Edges weaker than this share of the mean edge have no direction; from the mean on all count alike. */
const weakestEdge = 0.3;

/** The directions of the edges of a view, as the correlation needs them. */
export interface ViewEdges {
  readonly spectrum: ComplexGrid;
  /** Sum of the squares of all edges. */
  readonly energy: number;
}

export interface ViewMatch {
  /** How alike the views are as they lie, up to 1. A view with work in it reaches 0.7 to 0.95, another view stays under 0.35. */
  readonly unshifted: number;
  /** How alike they are when one is shifted as well as it can be. */
  readonly shifted: number;
  /** That shift. */
  readonly shift: PictureShift;
}

/** @param grid Brightness at `[64, 64]` points. */
export function edgesOf(grid: Float32Array): ViewEdges {
  const edges = emptyGrid();
  const { real, imaginary } = edges;
  let sum = 0;
  for (let y = 0; y < gridSize; y++) {
    for (let x = 0; x < gridSize; x++) {
      const at = y * gridSize + x;
      const isInner = x > 0 && y > 0 && x < gridSize - 1 && y < gridSize - 1;
      if (!isInner) continue;
      real[at] = grid[at + 1]! - grid[at - 1]!;
      imaginary[at] = grid[at + gridSize]! - grid[at - gridSize]!;
      sum += real[at]! ** 2 + imaginary[at]! ** 2;
    }
  }
  const usual = Math.sqrt(sum / real.length);
  let energy = 0;
  for (let at = 0; at < real.length; at++) {
    const size = Math.hypot(real[at]!, imaginary[at]!);
    const weight = size <= weakestEdge * usual || size === 0 ? 0 : Math.min(size / usual, 1) / size;
    real[at]! *= weight;
    imaginary[at]! *= weight;
    energy += real[at]! ** 2 + imaginary[at]! ** 2;
  }
  return { spectrum: transform(edges), energy };
}

export function matchViews(usual: ViewEdges, present: ViewEdges): ViewMatch {
  const product = emptyGrid();
  const [one, other] = [usual.spectrum, present.spectrum];
  for (let at = 0; at < product.real.length; at++) {
    const [a, b, c, d] = [one.real[at]!, one.imaginary[at]!, other.real[at]!, other.imaginary[at]!];
    product.real[at] = a * c + b * d;
    product.imaginary[at] = a * d - b * c;
  }
  const { real } = transform(product, true);
  const scale = real.length * Math.sqrt(usual.energy * present.energy);
  if (scale === 0) return { unshifted: 0, shifted: 0, shift: { right: 0, down: 0 } };
  let best = 0;
  for (let at = 1; at < real.length; at++) if (real[at]! > real[best]!) best = at;
  const [x, y] = [best % gridSize, Math.floor(best / gridSize)];
  const value = (column: number, row: number): number => real[wrapped(row) * gridSize + wrapped(column)]!;
  const right = signed(x) + peakOffset(value(x - 1, y), value(x, y), value(x + 1, y));
  const down = signed(y) + peakOffset(value(x, y - 1), value(x, y), value(x, y + 1));
  return {
    unshifted: real[0]! / scale,
    shifted: real[best]! / scale,
    shift: { right: right / gridSize, down: down / gridSize },
  };
}

function wrapped(index: number): number {
  return (index + gridSize) % gridSize;
}

function signed(index: number): number {
  return index < gridSize / 2 ? index : index - gridSize;
}

/** Where a parabola through three neighbours has its peak: -0.5 to 0.5. */
function peakOffset(before: number, at: number, after: number): number {
  const curvature = before - 2 * at + after;
  return curvature >= 0 ? 0 : Math.max(-0.5, Math.min(0.5, (before - after) / (2 * curvature)));
}

// What one step of training sees: windows drawn at random, moved by a place, and mixed in pairs.
import type { Random } from '../../evaluation/index.ts';
import { type MapSize, summaryLength, widths } from './sizes.ts';

/** Maps of windows, in one piece or in several: rows of half-precision bits `[parts * side * side * channels]`. */
export interface MapRows {
  readonly row: (window: number) => Uint16Array;
  /** The same window as others might have filmed it; at least one. */
  readonly views: (window: number) => readonly Uint16Array[];
  /** Position of the label of each window. */
  readonly truth: Int32Array;
}

export interface Batch {
  readonly maps: Uint16Array;
  readonly partner: BigInt64Array;
  readonly share: number;
  readonly targets: Float32Array;
  readonly keepFirst: Float32Array;
  readonly keepLast: Float32Array;
}

/** Windows of one step. */
export const batchSize = 64;
/** Windows that are moved alike. */
const movedTogether = 16;
/** A window is moved by at most so many places in each direction, where a picture has enough of them. */
const mostMoved = 1;
const smallestMovedSide = 4;
/** The parameter of the beta distribution of mixup. */
const mixing = 0.2;
/** Share of the target that all labels have alike (Szegedy et al. 2016, arXiv:1512.00567). */
const smoothing = 0.05;
const dropout = { first: 0.1, last: 0.5 } as const;

/** @param rows Which windows are drawn from. */
export function drawBatch(
  { views, truth }: MapRows,
  rows: Int32Array,
  size: MapSize,
  labels: number,
  random: Random,
): Batch {
  const length = size.parts * size.side ** 2 * size.channels;
  const maps = new Uint16Array(batchSize * length);
  const drawn = Int32Array.from({ length: batchSize }, () => rows[random.below(rows.length)]!);
  let move: readonly [number, number] = [0, 0];
  drawn.forEach((window, at) => {
    if (at % movedTogether === 0) move = drawMove(size, random);
    const seen = views(window);
    copyMoved(seen[random.below(seen.length)]!, maps.subarray(at * length, (at + 1) * length), size, move);
  });
  const partner = shuffled(batchSize, random);
  const share = random.beta(mixing, mixing);
  const targets = new Float32Array(batchSize * labels).fill(smoothing / labels);
  drawn.forEach((window, at) => {
    const other = drawn[partner[at]!]!;
    targets[at * labels + truth[window]!]! += (1 - smoothing) * share;
    targets[at * labels + truth[other]!]! += (1 - smoothing) * (1 - share);
  });
  return {
    maps,
    partner: BigInt64Array.from(partner, (other) => BigInt(other)),
    share,
    targets,
    keepFirst: drawKept(batchSize * widths.first, dropout.first, random),
    keepLast: drawKept(batchSize * summaryLength(size), dropout.last, random),
  };
}

function drawMove({ side }: MapSize, random: Random): readonly [number, number] {
  if (side < smallestMovedSide) return [0, 0];
  const draw = (): number => random.below(2 * mostMoved + 1) - mostMoved;
  return [draw(), draw()];
}

/** Places at the edge are repeated. */
function copyMoved(
  from: Uint16Array,
  to: Uint16Array,
  { parts, side, channels }: MapSize,
  [down, right]: readonly [number, number],
): void {
  if (down === 0 && right === 0) {
    to.set(from);
    return;
  }
  const inside = (place: number): number => Math.min(side - 1, Math.max(0, place));
  for (let part = 0; part < parts; part++) {
    for (let y = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const source = ((part * side + inside(y + down)) * side + inside(x + right)) * channels;
        to.set(from.subarray(source, source + channels), ((part * side + y) * side + x) * channels);
      }
    }
  }
}

function drawKept(length: number, share: number, random: Random): Float32Array {
  const kept = 1 / (1 - share);
  return Float32Array.from({ length }, () => (random.uniform() < share ? 0 : kept));
}

function shuffled(count: number, random: Random): Int32Array {
  const order = Int32Array.from({ length: count }, (_, at) => at);
  for (let at = count - 1; at > 0; at--) {
    const other = random.below(at + 1);
    [order[at], order[other]] = [order[other]!, order[at]!];
  }
  return order;
}

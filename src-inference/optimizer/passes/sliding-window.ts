// Strides, pads and sizes of convolutions and pools.
import { type GraphNode, intOf, intsOf, stringOf } from '../graph.ts';

export interface SlidingWindow {
  readonly kernel: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly padsBegin: readonly number[];
  readonly padsEnd: readonly number[];
  /** Sizes of the result. */
  readonly sizes: readonly number[];
}

/**
 * @param spatial Sizes of the input without batch and channels.
 * @returns Null when the node's attributes do not fit.
 */
export function slidingWindow(
  node: GraphNode,
  spatial: readonly number[],
  kernel: readonly number[],
): SlidingWindow | null {
  const rank = spatial.length;
  if (kernel.length !== rank) return null;
  const strides = intsOf(node, 'strides') ?? spatial.map(() => 1);
  const dilations = intsOf(node, 'dilations') ?? spatial.map(() => 1);
  const reach = kernel.map((size, i) => (size - 1) * dilations[i]! + 1);
  const { begin, end } = padding(node, spatial, reach, strides);
  const round = intOf(node, 'ceil_mode', 0) === 0 ? Math.floor : Math.ceil;
  const sizes = spatial.map((size, i) => round((size + begin[i]! + end[i]! - reach[i]!) / strides[i]!) + 1);
  return { kernel, strides, dilations, padsBegin: begin, padsEnd: end, sizes };
}

function padding(
  node: GraphNode,
  spatial: readonly number[],
  reach: readonly number[],
  strides: readonly number[],
): { begin: readonly number[]; end: readonly number[] } {
  const mode = stringOf(node, 'auto_pad', 'NOTSET');
  if (mode === 'SAME_UPPER' || mode === 'SAME_LOWER') {
    const totals = spatial.map((size, i) => {
      const count = Math.ceil(size / strides[i]!);
      return Math.max(0, (count - 1) * strides[i]! + reach[i]! - size);
    });
    const small = totals.map((total) => Math.floor(total / 2));
    const large = totals.map((total, i) => total - small[i]!);
    return mode === 'SAME_UPPER' ? { begin: small, end: large } : { begin: large, end: small };
  }
  const pads = mode === 'VALID' ? null : intsOf(node, 'pads');
  const zeros = spatial.map(() => 0);
  return pads
    ? { begin: pads.slice(0, spatial.length), end: pads.slice(spatial.length) }
    : { begin: zeros, end: zeros };
}

// A value in int8 lies in memory with its channels last, whatever the order of its axes in the network: transpositions and
// many reshapes then cost nothing.
import { sizeOf } from '../onnx/tensor.ts';
import type { Quantization } from './parameters.ts';

export interface QuantizedValue extends Quantization {
  /** Of the tensor in the graph that is made. */
  readonly name: string;
  /** As it lies in memory. */
  readonly shape: readonly number[];
  /** Axis i of the value in the network is axis `order[i]` in memory. */
  readonly order: readonly number[];
}

/** `[N, C, ...places]` lies as `[N, ...places, C]`. */
export function channelsLast(rank: number): readonly number[] {
  return Array.from({ length: rank }, (_, axis) => (axis === 0 ? 0 : axis === 1 ? rank - 1 : axis - 1));
}

/** Shape of the value in the network. */
export function logicalShape({ shape, order }: Pick<QuantizedValue, 'shape' | 'order'>): readonly number[] {
  return order.map((axis) => shape[axis]!);
}

/** Of a shape in the network, how it lies in memory. */
export function physicalShape(logical: readonly number[], order: readonly number[]): readonly number[] {
  const shape = new Array<number>(logical.length);
  order.forEach((axis, i) => {
    shape[axis] = logical[i]!;
  });
  return shape;
}

export function isSameOrder(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((axis, i) => axis === b[i]);
}

/**
 * A reshape in the network, as one in memory that moves nothing: axes are split, or joined where they lie side by side.
 *
 * @returns How the result lies in memory; null when numbers would have to move.
 */
export function reshapeInPlace(
  { shape, order }: Pick<QuantizedValue, 'shape' | 'order'>,
  target: readonly number[],
): Pick<QuantizedValue, 'shape' | 'order'> | null {
  const groups = matchGroups(logicalShape({ shape, order }), target);
  if (groups === null) return null;
  // The new axes that take the place of each old one in memory; those that are joined come with the first.
  const atPlace = new Map<number, number[]>();
  const loose: number[] = [];
  for (const { from, to } of groups) {
    const wide = from.filter((axis) => shape[order[axis]!] !== 1);
    const places = wide.map((axis) => order[axis]!).sort((a, b) => a - b);
    const isInOrder = wide.every((axis, i) => order[axis] === places[i]);
    const between = shape
      .slice((places[0] ?? 0) + 1, places.at(-1))
      .filter((_, i) => !places.includes(places[0]! + 1 + i));
    if (!isInOrder || between.some((size) => size !== 1)) return null;
    if (places.length === 0) loose.push(...to);
    else atPlace.set(places[0]!, [...to]);
  }
  const inMemory = [...loose, ...[...atPlace].sort(([a], [b]) => a - b).flatMap(([, axes]) => axes)];
  const newOrder = new Array<number>(target.length);
  inMemory.forEach((axis, place) => {
    newOrder[axis] = place;
  });
  return { shape: inMemory.map((axis) => target[axis]!), order: newOrder };
}

/** Stretches of axes with equal products. */
function matchGroups(
  from: readonly number[],
  to: readonly number[],
): readonly { readonly from: readonly number[]; readonly to: readonly number[] }[] | null {
  if (sizeOf(from) !== sizeOf(to)) return null;
  const groups: { from: number[]; to: number[] }[] = [];
  let [i, j] = [0, 0];
  while (i < from.length || j < to.length) {
    const group = { from: [] as number[], to: [] as number[] };
    let [a, b] = [1, 1];
    const takeFrom = (): void => {
      a *= from[i]!;
      group.from.push(i++);
    };
    const takeTo = (): void => {
      b *= to[j]!;
      group.to.push(j++);
    };
    if (i < from.length) takeFrom();
    if (j < to.length) takeTo();
    while (a !== b) {
      if (a < b && i < from.length) takeFrom();
      else if (b < a && j < to.length) takeTo();
      else return null;
    }
    groups.push(group);
  }
  return groups;
}

/** `inverse(order)[place]` is the axis that lies there. */
export function inverse(order: readonly number[]): readonly number[] {
  const result = new Array<number>(order.length);
  order.forEach((place, axis) => {
    result[place] = axis;
  });
  return result;
}

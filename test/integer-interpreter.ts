// Runs an int8 graph as its operators are defined, in whole numbers: what the graph says, whatever the kernels of a CPU do
// with it. Definitions: https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md. Operators in float go
// through ONNX Runtime, one by one.
import { type Graph, type GraphNode, intOf, intsOf, microsoft } from '../src-inference/optimizer/graph.ts';
import {
  numbersOf,
  sizeOf,
  stridesOf,
  type Tensor,
  transposed,
} from '../src-inference/optimizer/onnx/tensor.ts';
import { openGraph } from '../src-inference/optimizer/runtime.ts';

/**
 * How products are added up:
 * - `exact`: in 32 bits, as the operator is defined
 * - `pairs`: products of two neighbouring channels in 16 bits that saturate, as ONNX Runtime's kernels for x64 without VNNI do
 *   (`vpmaddubsw`)
 */
export type Accumulation = 'exact' | 'pairs';

type Operator = (inputs: readonly Tensor[], node: GraphNode, accumulation: Accumulation) => Tensor;

/** @returns What the graph makes of its inputs, by name. */
export async function interpret(
  graph: Graph,
  feeds: ReadonlyMap<string, Tensor>,
  accumulation: Accumulation = 'exact',
): Promise<ReadonlyMap<string, Tensor>> {
  const values = new Map([...graph.constants, ...feeds]);
  for (const node of graph.nodes) {
    const inputs = node.inputs.map((name) => values.get(name)!);
    const inBytes = inputs[0]!.type === 'uint8' || node.op === 'QLinearConcat';
    const operator = inBytes || node.op === 'QuantizeLinear' ? operators[node.op] : undefined;
    const made = operator
      ? operator(inputs, node, accumulation)
      : await inFloat(
          node,
          graph,
          inputs.map((value, i) => [node.inputs[i]!, value] as const),
        );
    values.set(node.outputs[0]!, made);
  }
  return new Map(graph.outputs.map(({ name }) => [name, values.get(name)!]));
}

async function inFloat(
  node: GraphNode,
  graph: Graph,
  inputs: readonly (readonly [string, Tensor])[],
): Promise<Tensor> {
  const isConstant = (name: string): boolean => graph.constants.has(name);
  const given = [...new Map(inputs.filter(([name]) => name !== ''))];
  const fed = given.filter(([name]) => !isConstant(name));
  const runnable = await openGraph(
    {
      ...graph,
      nodes: [node],
      constants: new Map(given.filter(([name]) => isConstant(name))),
      inputs: fed.map(([name, { type, shape }]) => ({ name, type, shape })),
      outputs: [{ name: node.outputs[0]!, type: 'float32', shape: [], isUntyped: true }],
    },
    { level: 'disabled' },
  );
  try {
    return (await runnable.run(new Map(fed))).get(node.outputs[0]!)!;
  } finally {
    await runnable.release();
  }
}

const operators: Readonly<Record<string, Operator>> = {
  QuantizeLinear: ([x, scale, zeroPoint]) =>
    toBytes(x!.shape, x!.data.length, (i) => number(x, i) / number(scale), number(zeroPoint)),
  DequantizeLinear: ([x, scale, zeroPoint]) => ({
    type: 'float32',
    shape: x!.shape,
    data: Float32Array.from(numbersOf(x!), (byte) => (byte - number(zeroPoint)) * number(scale)),
  }),
  QLinearConv: convolve,
  QLinearAdd: (inputs) => combine(inputs, (a, b) => a + b),
  QLinearMul: (inputs) => combine(inputs, (a, b) => a * b),
  QLinearSigmoid: ([x, scale, zeroPoint, outScale, outZero]) =>
    toBytes(
      x!.shape,
      x!.data.length,
      (i) => 1 / (1 + Math.exp(-(number(x, i) - number(zeroPoint)) * number(scale))) / number(outScale),
      number(outZero),
    ),
  QLinearConcat: ([scale, zeroPoint, ...sides], node) =>
    concat(
      Array.from({ length: sides.length / 3 }, (_, i) => {
        const [x, own, zero] = sides.slice(3 * i);
        const value = (k: number): number => ((number(x, k) - number(zero)) * number(own)) / number(scale);
        return toBytes(x!.shape, x!.data.length, value, number(zeroPoint));
      }),
      node,
    ),
  NhwcMaxPool: maxPool,
  Concat: concat,
  Gather: gather,
  Reshape: ([x, shape]) => ({ ...x!, shape: numbersOf(shape!) }),
  Transpose: ([x], node) => {
    const { shape, data } = transposed(x!, intsOf(node, 'perm')!);
    return { type: 'uint8', shape, data: Uint8Array.from(data as Float32Array) };
  },
  Clip: ([x, least, most]) => ({
    ...x!,
    data: Uint8Array.from(numbersOf(x!), (byte) => Math.min(number(most), Math.max(number(least), byte))),
  }),
  Identity: ([x]) => x!,
};

function number(value: Tensor | undefined, i = 0): number {
  return Number(value!.data[i]);
}

/** `value / scale` of each place, rounded half to even and cut off. */
function toBytes(
  shape: readonly number[],
  count: number,
  inSteps: (i: number) => number,
  zeroPoint: number,
): Tensor {
  const data = Uint8Array.from({ length: count }, (_, i) =>
    Math.min(255, Math.max(0, roundHalfToEven(inSteps(i)) + zeroPoint)),
  );
  return { type: 'uint8', shape, data };
}

function roundHalfToEven(value: number): number {
  const down = Math.floor(value);
  if (value - down !== 0.5) return Math.round(value);
  return down % 2 === 0 ? down : down + 1;
}

interface Convolved {
  readonly x: Tensor;
  readonly zeroPoint: number;
  readonly weights: Tensor;
  readonly perGroup: number;
  readonly accumulation: Accumulation;
}

/** `QLinearConv` with `channels_last`: `[N, ...places, C]` by `[out, in, ...kernel]`. */
function convolve(inputs: readonly Tensor[], node: GraphNode, accumulation: Accumulation): Tensor {
  if (node.domain !== microsoft || intOf(node, 'channels_last', 0) !== 1)
    throw new Error('not channels last');
  const [x, xScale, xZero, weights, scales, , yScale, yZero, bias] = inputs as readonly [Tensor, ...Tensor[]];
  const [outputs, perGroup, ...kernel] = weights!.shape as [number, number, ...number[]];
  const groups = intOf(node, 'group', 1);
  const window = windowOf(node, x.shape, kernel);
  const parts: Convolved = { x, zeroPoint: number(xZero), weights: weights!, perGroup, accumulation };
  const data = new Uint8Array(x.shape[0]! * sizeOf(window.places) * outputs);
  let at = 0;
  for (const taps of window.each()) {
    for (let out = 0; out < outputs; out++) {
      const group = Math.floor(out / (outputs / groups));
      const sum = dot(parts, taps, out, group * perGroup) + number(bias, out);
      const steps = roundHalfToEven((sum * number(xScale) * number(scales, out)) / number(yScale));
      data[at++] = Math.min(255, Math.max(0, steps + number(yZero)));
    }
  }
  return { type: 'uint8', shape: [x.shape[0]!, ...window.places, outputs], data };
}

/** @param taps For each tap of the kernel where its first channel lies; null: outside, which counts as zero point. */
function dot(
  { x, zeroPoint, weights, perGroup, accumulation }: Convolved,
  taps: readonly (number | null)[],
  out: number,
  firstChannel: number,
): number {
  const area = taps.length;
  const weightAt = (tap: number, channel: number): number =>
    channel < perGroup ? number(weights, (out * perGroup + channel) * area + tap) : 0;
  const byteAt = (place: number | null, channel: number): number =>
    place === null || channel >= perGroup ? zeroPoint : number(x, place + firstChannel + channel);
  let sum = 0;
  taps.forEach((place, tap) => {
    for (let channel = 0; channel < perGroup; channel += 2) {
      const [first, second] = [weightAt(tap, channel), weightAt(tap, channel + 1)];
      const pair = byteAt(place, channel) * first + byteAt(place, channel + 1) * second;
      const added = accumulation === 'exact' ? pair : Math.min(32767, Math.max(-32768, pair));
      sum += added - zeroPoint * (first + second);
    }
  });
  return sum;
}

/** Where a kernel looks, for each place of the result. */
function windowOf(node: GraphNode, shape: readonly number[], kernel: readonly number[]) {
  const sizes = shape.slice(1, -1);
  const rank = sizes.length;
  const ones = sizes.map(() => 1);
  const [strides, dilations] = ['strides', 'dilations'].map((name) => intsOf(node, name) ?? ones);
  const pads = intsOf(node, 'pads') ?? [...ones, ...ones].map(() => 0);
  const places = sizes.map(
    (size, i) =>
      Math.floor((size + pads[i]! + pads[i + rank]! - (kernel[i]! - 1) * dilations![i]! - 1) / strides![i]!) +
      1,
  );
  const steps = stridesOf(shape);
  return {
    places,
    *each(): Generator<readonly (number | null)[]> {
      for (let batch = 0; batch < shape[0]!; batch++) {
        for (const result of indices(places)) {
          yield [...indices(kernel)].map((tap) => {
            const place = tap.map((step, i) => result[i]! * strides![i]! + step * dilations![i]! - pads[i]!);
            if (place.some((one, i) => one < 0 || one >= sizes[i]!)) return null;
            return place.reduce((sum, one, i) => sum + one * steps[i + 1]!, batch * steps[0]!);
          });
        }
      }
    },
  };
}

function* indices(sizes: readonly number[]): Generator<readonly number[]> {
  const strides = stridesOf(sizes);
  for (let i = 0; i < sizeOf(sizes); i++) {
    yield sizes.map((size, axis) => Math.floor(i / strides[axis]!) % size);
  }
}

function maxPool([x]: readonly Tensor[], node: GraphNode): Tensor {
  const window = windowOf(node, x!.shape, intsOf(node, 'kernel_shape')!);
  const channels = x!.shape.at(-1)!;
  const data: number[] = [];
  for (const taps of window.each()) {
    const there = taps.filter((place) => place !== null);
    for (let channel = 0; channel < channels; channel++) {
      data.push(Math.max(...there.map((place) => number(x, place + channel))));
    }
  }
  return { type: 'uint8', shape: [x!.shape[0]!, ...window.places, channels], data: Uint8Array.from(data) };
}

/** Element by element, with broadcasting. */
function combine(
  [a, aScale, aZero, b, bScale, bZero, scale, zeroPoint]: readonly Tensor[],
  apply: (a: number, b: number) => number,
): Tensor {
  const rank = Math.max(a!.shape.length, b!.shape.length);
  const wide = ({ shape }: Tensor): readonly number[] => [
    ...new Array<number>(rank - shape.length).fill(1),
    ...shape,
  ];
  const shape = wide(a!).map((size, axis) => Math.max(size, wide(b!)[axis]!));
  const placeIn = (side: Tensor, place: readonly number[]): number => {
    const strides = stridesOf(wide(side));
    return wide(side).reduce((sum, size, axis) => sum + (size === 1 ? 0 : place[axis]! * strides[axis]!), 0);
  };
  const places = [...indices(shape)];
  const value = (i: number): number =>
    apply(
      (number(a, placeIn(a!, places[i]!)) - number(aZero)) * number(aScale),
      (number(b, placeIn(b!, places[i]!)) - number(bZero)) * number(bScale),
    ) / number(scale);
  return toBytes(shape, places.length, value, number(zeroPoint));
}

function concat(sides: readonly Tensor[], node: GraphNode): Tensor {
  const [first] = sides;
  const axis = (intOf(node, 'axis', 0) + first!.shape.length) % first!.shape.length;
  const outer = sizeOf(first!.shape.slice(0, axis));
  const rows = sides.map(({ shape }) => sizeOf(shape.slice(axis)));
  const data = Array.from({ length: outer }, (_, i) =>
    sides.flatMap((side, k) => numbersOf(side).slice(i * rows[k]!, (i + 1) * rows[k]!)),
  ).flat();
  const shape = first!.shape.with(
    axis,
    sides.reduce((sum, side) => sum + side.shape[axis]!, 0),
  );
  return { type: 'uint8', shape, data: Uint8Array.from(data) };
}

function gather([x, which]: readonly Tensor[], node: GraphNode): Tensor {
  if (intOf(node, 'axis', 0) !== 0) throw new Error('only along the first axis');
  const row = sizeOf(x!.shape.slice(1));
  const data = numbersOf(which!).flatMap((i) => numbersOf(x!).slice(i * row, (i + 1) * row));
  return { type: 'uint8', shape: [...which!.shape, ...x!.shape.slice(1)], data: Uint8Array.from(data) };
}

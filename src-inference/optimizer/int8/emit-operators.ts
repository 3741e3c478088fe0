// The int8 forms of everything but convolutions: one function for each operator.
import { type GraphNode, intsOf, microsoft } from '../graph.ts';
import { floats, integers, sizeOf, tensor, transposed } from '../onnx/tensor.ts';
import { slidingWindow } from '../passes/sliding-window.ts';
import { unitQuantization } from './assign.ts';
import type { Emitter } from './emitter.ts';
import { type Quantization, quantizationOf } from './parameters.ts';
import {
  inverse,
  logicalShape,
  physicalShape,
  type QuantizedValue,
  reshapeInPlace,
} from './quantized-value.ts';

export function emitBinary(emitter: Emitter, node: GraphNode): void {
  const [first, second] = node.inputs.map((name) =>
    emitter.graph.constants.has(name) ? null : emitter.quantized(name),
  );
  const output = emitter.quantizationFor(emitter.outputOf(node));
  const shape = emitter.graph.types.get(node.outputs[0]!)!.shape;
  // The larger of the two sets the order, since the result lies as it does.
  const lead =
    first && second ? (sizeOf(first.shape) >= sizeOf(second.shape) ? first : second) : (first ?? second)!;
  const sides = [first, second].map((value, i) =>
    value
      ? emitter.inOrder(withRank(emitter, value, shape.length), lead.order)
      : constantSide(emitter, node.inputs[i]!, lead.order),
  );
  const inputs = sides.flatMap((side) => [side.name, ...emitter.parameters(side)]);
  const name = emitter.edit.node(
    node.op === 'Add' ? 'QLinearAdd' : 'QLinearMul',
    [...inputs, ...emitter.parameters(output)],
    {},
    { domain: microsoft },
  );
  emitter.give(node, { ...output, name, shape: physicalShape(shape, lead.order), order: lead.order });
}

/** Axes of size 1 are put in front, as broadcasting does. */
function withRank(emitter: Emitter, value: QuantizedValue, rank: number): QuantizedValue {
  const missing = rank - value.shape.length;
  if (missing <= 0) return value;
  const ones = Array.from({ length: missing }, (_, i) => i);
  const shape = [...ones.map(() => 1), ...value.shape];
  const order = [...ones, ...value.order.map((axis) => axis + missing)];
  return { ...value, name: emitter.view(value.name, value.shape, shape), shape, order };
}

/** A constant in int8, with its axes where `order` has them. */
function constantSide(emitter: Emitter, name: string, order: readonly number[]): QuantizedValue {
  const constant = emitter.graph.constants.get(name)!;
  const logical = [...order.map(() => 1), ...constant.shape].slice(-order.length);
  const data = constant.data as Float32Array;
  const quantization = quantizationOf({ min: Math.min(...data), max: Math.max(...data) });
  const moved = transposed(floats(logical, data), inverse(order));
  const bytes = Uint8Array.from(moved.data as Float32Array, (value) =>
    Math.min(255, Math.max(0, Math.round(value / quantization.scale) + quantization.zeroPoint)),
  );
  const bytesName = emitter.edit.constant({ type: 'uint8', shape: moved.shape, data: bytes });
  return { ...quantization, name: bytesName, shape: moved.shape, order };
}

export function emitSigmoid(emitter: Emitter, node: GraphNode): void {
  const value = emitter.quantized(node.inputs[0]!);
  const inputs = [value.name, ...emitter.parameters(value), ...emitter.parameters(unitQuantization)];
  const name = emitter.edit.node('QLinearSigmoid', inputs, {}, { domain: microsoft });
  emitter.give(node, { ...value, ...unitQuantization, name });
}

/** max(0, min(1, alpha * x + beta)): the factor goes into the scale, the limits are those of the result. */
export function hardSigmoid(emitter: Emitter, value: QuantizedValue, node: GraphNode): QuantizedValue {
  const attribute = (name: string, otherwise: number): number => {
    const one = node.op === 'HardSigmoid' ? node.attributes[name] : undefined;
    return one?.kind === 'float' ? one.value : otherwise;
  };
  const alpha = attribute('alpha', node.op === 'HardSwish' ? 1 / 6 : 0.2);
  const beta = attribute('beta', 0.5);
  const shift = quantizationOf({ min: Math.min(0, beta), max: Math.max(0, beta) });
  const shiftByte = Math.round(beta / shift.scale) + shift.zeroPoint;
  const full: Quantization = { scale: Math.fround(1 / 255), zeroPoint: 0 };
  const name = emitter.edit.node(
    'QLinearAdd',
    [
      value.name,
      ...emitter.parameters({ scale: value.scale * alpha, zeroPoint: value.zeroPoint }),
      emitter.edit.constant(tensor('uint8', [1], [shiftByte])),
      ...emitter.parameters(shift),
      ...emitter.parameters(full),
    ],
    {},
    { domain: microsoft },
  );
  return { ...value, ...full, name };
}

export function emitHardSwish(emitter: Emitter, node: GraphNode): void {
  const value = emitter.quantized(node.inputs[0]!);
  const gate = hardSigmoid(emitter, value, node);
  const output = emitter.quantizationFor(emitter.outputOf(node));
  const inputs = [value, gate, output].flatMap((one) => [
    ...('name' in one ? [one.name] : []),
    ...emitter.parameters(one),
  ]);
  const name = emitter.edit.node('QLinearMul', inputs as string[], {}, { domain: microsoft });
  emitter.give(node, { ...value, ...output, name });
}

export function emitMaxPool(emitter: Emitter, node: GraphNode): void {
  const value = emitter.inChannelsLast(emitter.quantized(node.inputs[0]!));
  const [batch, channels, ...places] = logicalShape(value) as [number, number, ...number[]];
  const window = slidingWindow(node, places, intsOf(node, 'kernel_shape')!)!;
  // Frames that are not pooled among each other are pictures of a batch.
  const isPerFrame = places.length === 3 && window.kernel[0] === 1 && window.strides[0] === 1;
  const from = isPerFrame ? 1 : 0;
  const taken = isPerFrame ? [batch * places[0]!, ...places.slice(1), channels] : value.shape;
  const pooled = emitter.edit.node(
    'NhwcMaxPool',
    [emitter.view(value.name, value.shape, taken)],
    {
      kernel_shape: { kind: 'ints', value: window.kernel.slice(from) },
      strides: { kind: 'ints', value: window.strides.slice(from) },
      pads: { kind: 'ints', value: [...window.padsBegin.slice(from), ...window.padsEnd.slice(from)] },
    },
    { domain: microsoft },
  );
  const shape = [batch, ...window.sizes, channels];
  const made = [taken[0]!, ...window.sizes.slice(from), channels];
  emitter.give(node, { ...value, name: emitter.view(pooled, isPerFrame ? made : shape, shape), shape });
}

export function emitRelu(emitter: Emitter, node: GraphNode): void {
  emitter.give(node, emitter.limited(emitter.quantized(node.inputs[0]!), node));
}

export function emitConcat(emitter: Emitter, node: GraphNode): void {
  const values = node.inputs.map((name) => emitter.quantized(name));
  const lead = values[0]!;
  const shape = emitter.graph.types.get(node.outputs[0]!)!.shape;
  const given = node.attributes.axis?.kind === 'int' ? node.attributes.axis.value : 0;
  const axis = {
    axis: { kind: 'int', value: lead.order[given < 0 ? given + shape.length : given]! },
  } as const;
  const sides = values.map((value) => emitter.inOrder(value, lead.order));
  const output = emitter.quantizationFor(node.outputs[0]!);
  const isCopy = sides.every(
    ({ scale, zeroPoint }) => scale === output.scale && zeroPoint === output.zeroPoint,
  );
  const name = isCopy
    ? emitter.edit.node(
        'Concat',
        sides.map((side) => side.name),
        axis,
      )
    : emitter.edit.node(
        'QLinearConcat',
        [...emitter.parameters(output), ...sides.flatMap((side) => [side.name, ...emitter.parameters(side)])],
        axis,
        { domain: microsoft },
      );
  emitter.give(node, { ...output, name, shape: physicalShape(shape, lead.order), order: lead.order });
}

export function emitReshape(emitter: Emitter, node: GraphNode): void {
  const value = emitter.quantized(node.inputs[0]!);
  const target = emitter.graph.types.get(node.outputs[0]!)!.shape;
  const inPlace = reshapeInPlace(value, target);
  if (inPlace) {
    return emitter.give(node, {
      ...value,
      ...inPlace,
      name: emitter.view(value.name, value.shape, inPlace.shape),
    });
  }
  const plain = emitter.inOrder(
    value,
    value.order.map((_, axis) => axis),
  );
  const order = target.map((_, axis) => axis);
  emitter.give(node, { ...value, name: emitter.view(plain.name, plain.shape, target), shape: target, order });
}

/** `[1, C, ...places]` to the float mean of each channel, by one product with the weights of the places. */
export function emitMean(emitter: Emitter, node: GraphNode, input: string, weightsName: string | null): void {
  const value = emitter.inChannelsLast(emitter.quantized(input));
  const [, channels, ...places] = logicalShape(value) as [number, number, ...number[]];
  const count = sizeOf(places);
  const weights = weightsName ? (emitter.graph.constants.get(weightsName)!.data as Float32Array) : null;
  const row = floats(
    [1, count],
    Float32Array.from({ length: count }, (_, i) => (weights?.[i] ?? 1) / count),
  );
  const flat = emitter.view(value.name, value.shape, [count, channels]);
  const numbers = emitter.edit.node('DequantizeLinear', [flat, ...emitter.parameters(value)]);
  const mean = emitter.edit.node('MatMul', [emitter.edit.constant(row), numbers]);
  const target = emitter.edit.constant(integers(emitter.graph.types.get(node.outputs[0]!)!.shape));
  emitter.edit.node('Reshape', [mean, target], {}, { output: node.outputs[0]! });
  emitter.isThereInFloat(node.outputs[0]!);
}

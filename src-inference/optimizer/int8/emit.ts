// Makes the int8 network: channels last, with the contributed operators of ONNX Runtime that compute on bytes
// (https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md). What is not assigned to int8 stays as it is,
// between a DequantizeLinear and a QuantizeLinear.
import { type Graph, type GraphNode, intsOf, microsoft } from '../graph.ts';
import { GraphEditor } from '../graph-editor.ts';
import { floats, integers, scalar, sizeOf, tensor, transposed } from '../onnx/tensor.ts';
import { slidingWindow } from '../passes/sliding-window.ts';
import type { Assignment } from './assign.ts';
import { unitQuantization } from './assign.ts';
import { emitConvolution } from './emit-convolution.ts';
import { type Quantization, quantizationOf } from './parameters.ts';
import type { PixelView } from './pixels.ts';
import {
  channelsLast,
  inverse,
  isSameOrder,
  logicalShape,
  physicalShape,
  type QuantizedValue,
  reshapeInPlace,
} from './quantized-value.ts';

export interface EmitOptions {
  /** Largest weight, 127 or 63. */
  readonly weightLimit: number;
}

export function emitInt8(
  graph: Graph,
  pixels: ReadonlyMap<string, PixelView>,
  assignment: Assignment,
  options: EmitOptions,
): Graph {
  const emitter = new Emitter(graph, pixels, assignment, options);
  const absorbed = new Set(assignment.activations.values());
  for (const node of graph.nodes) {
    if (absorbed.has(node)) continue;
    if (assignment.nodes.has(node)) emitter.emit(node);
    else emitter.keep(node);
  }
  return emitter.finish();
}

export class Emitter {
  readonly graph: Graph;
  readonly edit: GraphEditor;
  readonly options: EmitOptions;
  readonly pixels: ReadonlyMap<string, PixelView>;
  private readonly assignment: Assignment;
  private readonly values = new Map<string, QuantizedValue>();
  private readonly isFloat: Set<string>;
  private readonly views = new Map<string, string>();

  constructor(
    graph: Graph,
    pixels: ReadonlyMap<string, PixelView>,
    assignment: Assignment,
    options: EmitOptions,
  ) {
    this.graph = graph;
    this.pixels = pixels;
    this.assignment = assignment;
    this.options = options;
    this.edit = new GraphEditor(graph);
    this.isFloat = new Set([...graph.constants.keys(), ...graph.inputs.map(({ name }) => name)]);
  }

  /** A node in float: what it takes in int8 is converted first. */
  keep(node: GraphNode): void {
    for (const name of node.inputs) if (name !== '') this.needFloat(name);
    this.edit.keep(node);
    for (const name of node.outputs) this.isFloat.add(name);
  }

  emit(node: GraphNode): void {
    const mean = this.assignment.means.get(node);
    if (mean) return this.emitMean(node, mean.input, mean.weights);
    switch (node.op) {
      case 'Conv':
        return emitConvolution(this, node);
      case 'Add':
      case 'Mul':
        return this.emitBinary(node);
      case 'Sigmoid':
        return this.emitSigmoid(node);
      case 'HardSigmoid':
        return this.give(node, this.hardSigmoid(this.quantized(node.inputs[0]!), node));
      case 'HardSwish':
        return this.emitHardSwish(node);
      case 'MaxPool':
        return this.emitMaxPool(node);
      case 'Relu':
        return this.emitRelu(node);
      case 'Concat':
        return this.emitConcat(node);
      case 'Transpose': {
        const value = this.quantized(node.inputs[0]!);
        const order = intsOf(node, 'perm')!.map((axis) => value.order[axis]!);
        return this.give(node, { ...value, order });
      }
      case 'Reshape':
      case 'Squeeze':
      case 'Unsqueeze':
        return this.emitReshape(node);
      default:
        throw new Error(`no int8 form of ${node.op}`);
    }
  }

  finish(): Graph {
    for (const { name } of this.graph.outputs) this.needFloat(name);
    const opsets = new Map([...this.graph.opsets, [microsoft, 1]]);
    return this.edit.finish({ opsets });
  }

  // What emitters are made of.

  /** The value in int8; a float value is converted. */
  quantized(name: string): QuantizedValue {
    const known = this.values.get(name);
    if (known) return known;
    const quantization = this.quantizationFor(name);
    const { shape } = this.graph.types.get(name)!;
    const order = channelsLast(shape.length);
    const bytes = this.edit.node('QuantizeLinear', [name, ...this.parameters(quantization)]);
    const moved = this.edit.node('Transpose', [bytes], { perm: { kind: 'ints', value: inverse(order) } });
    return this.remember(name, { ...quantization, name: moved, shape: physicalShape(shape, order), order });
  }

  /** The value with its channels last in memory, as convolutions and pools take it. */
  inChannelsLast(value: QuantizedValue): QuantizedValue {
    return this.inOrder(value, channelsLast(value.shape.length));
  }

  quantizationFor(name: string): Quantization {
    return this.assignment.values.get(name)!;
  }

  /** The name of what a node makes: that of its activation, where it performs one. */
  outputOf(node: GraphNode): string {
    return (this.assignment.activations.get(node) ?? node).outputs[0]!;
  }

  give(node: GraphNode, value: QuantizedValue): void {
    const activation = this.assignment.activations.get(node);
    this.remember(this.outputOf(node), activation ? this.limited(value, activation) : value);
  }

  /** Rounding performs an activation where the scale ends at its limits. A scale that is shared may go beyond them. */
  private limited(value: QuantizedValue, activation: GraphNode): QuantizedValue {
    const most = activation.op === 'Clip' ? this.graph.constants.get(activation.inputs[2] ?? '') : undefined;
    const low = value.zeroPoint;
    const high = most ? Math.min(255, Math.round(Number(most.data[0]) / value.scale) + value.zeroPoint) : 255;
    if (low === 0 && high === 255) return value;
    const limits = [low, high].map((limit) => this.edit.constant(scalar('uint8', limit)));
    return { ...value, name: this.edit.node('Clip', [value.name, ...limits]) };
  }

  /** The same memory under another shape. */
  view(name: string, from: readonly number[], to: readonly number[]): string {
    if (from.join() === to.join()) return name;
    const key = `${name} ${to}`;
    const known = this.views.get(key);
    if (known !== undefined) return known;
    const made = this.edit.node('Reshape', [name, this.edit.constant(integers(to))]);
    this.views.set(key, made);
    return made;
  }

  /** Names of the constants for scale and zero point. */
  parameters({ scale, zeroPoint }: Quantization): readonly [string, string] {
    return [this.edit.constant(scalar('float32', scale)), this.edit.constant(scalar('uint8', zeroPoint))];
  }

  private remember(name: string, value: QuantizedValue): QuantizedValue {
    this.values.set(name, value);
    return value;
  }

  private inOrder(value: QuantizedValue, order: readonly number[]): QuantizedValue {
    if (isSameOrder(value.order, order)) return value;
    // Place p of the new memory is where the axis that lies there was before.
    const perm = inverse(order).map((axis) => value.order[axis]!);
    const shape = perm.map((place) => value.shape[place]!);
    const wideBefore = value.shape.filter((size) => size !== 1);
    const isFree = perm
      .filter((place) => value.shape[place] !== 1)
      .every((place, i, all) => i === 0 || all[i - 1]! < place);
    if (isFree && wideBefore.length > 0)
      return { ...value, name: this.view(value.name, value.shape, shape), shape, order };
    return {
      ...value,
      name: this.edit.node('Transpose', [value.name], { perm: { kind: 'ints', value: perm } }),
      shape,
      order,
    };
  }

  private needFloat(name: string): void {
    if (this.isFloat.has(name)) return;
    this.isFloat.add(name);
    const value = this.values.get(name)!;
    const target = { output: name };
    const isPlain = value.order.every((axis, i) => axis === i);
    const floatName = this.edit.node(
      'DequantizeLinear',
      [value.name, ...this.parameters(value)],
      {},
      isPlain ? target : {},
    );
    if (!isPlain)
      this.edit.node('Transpose', [floatName], { perm: { kind: 'ints', value: value.order } }, target);
  }

  private emitBinary(node: GraphNode): void {
    const [first, second] = node.inputs.map((name) =>
      this.graph.constants.has(name) ? null : this.quantized(name),
    );
    const output = this.quantizationFor(this.outputOf(node));
    const shape = this.graph.types.get(node.outputs[0]!)!.shape;
    // The larger of the two sets the order, since the result lies as it does.
    const lead =
      first && second ? (sizeOf(first.shape) >= sizeOf(second.shape) ? first : second) : (first ?? second)!;
    const sides = [first, second].map((value, i) =>
      value
        ? this.inOrder(this.withRank(value, shape.length), lead.order)
        : this.constantSide(node.inputs[i]!, lead.order),
    );
    const inputs = sides.flatMap((side) => [side.name, ...this.parameters(side)]);
    const name = this.edit.node(
      node.op === 'Add' ? 'QLinearAdd' : 'QLinearMul',
      [...inputs, ...this.parameters(output)],
      {},
      { domain: microsoft },
    );
    this.give(node, { ...output, name, shape: physicalShape(shape, lead.order), order: lead.order });
  }

  /** Axes of size 1 are put in front, as broadcasting does. */
  private withRank(value: QuantizedValue, rank: number): QuantizedValue {
    const missing = rank - value.shape.length;
    if (missing <= 0) return value;
    const ones = Array.from({ length: missing }, (_, i) => i);
    const shape = [...ones.map(() => 1), ...value.shape];
    const order = [...ones, ...value.order.map((axis) => axis + missing)];
    return { ...value, name: this.view(value.name, value.shape, shape), shape, order };
  }

  /** A constant in int8, with its axes where `order` has them. */
  private constantSide(name: string, order: readonly number[]): QuantizedValue {
    const constant = this.graph.constants.get(name)!;
    const logical = [...order.map(() => 1), ...constant.shape].slice(-order.length);
    const data = constant.data as Float32Array;
    const quantization = quantizationOf({ min: Math.min(...data), max: Math.max(...data) });
    const moved = transposed(floats(logical, data), inverse(order));
    const bytes = Uint8Array.from(moved.data as Float32Array, (value) =>
      Math.min(255, Math.max(0, Math.round(value / quantization.scale) + quantization.zeroPoint)),
    );
    const bytesName = this.edit.constant({ type: 'uint8', shape: moved.shape, data: bytes });
    return { ...quantization, name: bytesName, shape: moved.shape, order };
  }

  private emitSigmoid(node: GraphNode): void {
    const value = this.quantized(node.inputs[0]!);
    const inputs = [value.name, ...this.parameters(value), ...this.parameters(unitQuantization)];
    const name = this.edit.node('QLinearSigmoid', inputs, {}, { domain: microsoft });
    this.give(node, { ...value, ...unitQuantization, name });
  }

  /** max(0, min(1, alpha * x + beta)): the factor goes into the scale, the limits are those of the result. */
  private hardSigmoid(value: QuantizedValue, node: GraphNode): QuantizedValue {
    const attribute = (name: string, otherwise: number): number => {
      const one = node.op === 'HardSigmoid' ? node.attributes[name] : undefined;
      return one?.kind === 'float' ? one.value : otherwise;
    };
    const alpha = attribute('alpha', node.op === 'HardSwish' ? 1 / 6 : 0.2);
    const beta = attribute('beta', 0.5);
    const shift = quantizationOf({ min: Math.min(0, beta), max: Math.max(0, beta) });
    const shiftByte = Math.round(beta / shift.scale) + shift.zeroPoint;
    const full: Quantization = { scale: Math.fround(1 / 255), zeroPoint: 0 };
    const name = this.edit.node(
      'QLinearAdd',
      [
        value.name,
        ...this.parameters({ scale: value.scale * alpha, zeroPoint: value.zeroPoint }),
        this.edit.constant(tensor('uint8', [1], [shiftByte])),
        ...this.parameters(shift),
        ...this.parameters(full),
      ],
      {},
      { domain: microsoft },
    );
    return { ...value, ...full, name };
  }

  private emitHardSwish(node: GraphNode): void {
    const value = this.quantized(node.inputs[0]!);
    const gate = this.hardSigmoid(value, node);
    const output = this.quantizationFor(this.outputOf(node));
    const inputs = [value, gate, output].flatMap((one) => [
      ...('name' in one ? [one.name] : []),
      ...this.parameters(one),
    ]);
    const name = this.edit.node('QLinearMul', inputs as string[], {}, { domain: microsoft });
    this.give(node, { ...value, ...output, name });
  }

  private emitMaxPool(node: GraphNode): void {
    const value = this.inChannelsLast(this.quantized(node.inputs[0]!));
    const [batch, channels, ...places] = logicalShape(value) as [number, number, ...number[]];
    const window = slidingWindow(node, places, intsOf(node, 'kernel_shape')!)!;
    // Frames that are not pooled among each other are pictures of a batch.
    const isPerFrame = places.length === 3 && window.kernel[0] === 1 && window.strides[0] === 1;
    const from = isPerFrame ? 1 : 0;
    const taken = isPerFrame ? [batch * places[0]!, ...places.slice(1), channels] : value.shape;
    const pooled = this.edit.node(
      'NhwcMaxPool',
      [this.view(value.name, value.shape, taken)],
      {
        kernel_shape: { kind: 'ints', value: window.kernel.slice(from) },
        strides: { kind: 'ints', value: window.strides.slice(from) },
        pads: { kind: 'ints', value: [...window.padsBegin.slice(from), ...window.padsEnd.slice(from)] },
      },
      { domain: microsoft },
    );
    const shape = [batch, ...window.sizes, channels];
    const made = [taken[0]!, ...window.sizes.slice(from), channels];
    this.give(node, { ...value, name: this.view(pooled, isPerFrame ? made : shape, shape), shape });
  }

  private emitRelu(node: GraphNode): void {
    this.give(node, this.limited(this.quantized(node.inputs[0]!), node));
  }

  private emitConcat(node: GraphNode): void {
    const values = node.inputs.map((name) => this.quantized(name));
    const lead = values[0]!;
    const shape = this.graph.types.get(node.outputs[0]!)!.shape;
    const given = node.attributes.axis?.kind === 'int' ? node.attributes.axis.value : 0;
    const axis = {
      axis: { kind: 'int', value: lead.order[given < 0 ? given + shape.length : given]! },
    } as const;
    const sides = values.map((value) => this.inOrder(value, lead.order));
    const output = this.quantizationFor(node.outputs[0]!);
    const isCopy = sides.every(
      ({ scale, zeroPoint }) => scale === output.scale && zeroPoint === output.zeroPoint,
    );
    const name = isCopy
      ? this.edit.node(
          'Concat',
          sides.map((side) => side.name),
          axis,
        )
      : this.edit.node(
          'QLinearConcat',
          [...this.parameters(output), ...sides.flatMap((side) => [side.name, ...this.parameters(side)])],
          axis,
          { domain: microsoft },
        );
    this.give(node, { ...output, name, shape: physicalShape(shape, lead.order), order: lead.order });
  }

  private emitReshape(node: GraphNode): void {
    const value = this.quantized(node.inputs[0]!);
    const target = this.graph.types.get(node.outputs[0]!)!.shape;
    const inPlace = reshapeInPlace(value, target);
    if (inPlace) {
      return this.give(node, {
        ...value,
        ...inPlace,
        name: this.view(value.name, value.shape, inPlace.shape),
      });
    }
    const plain = this.inOrder(
      value,
      value.order.map((_, axis) => axis),
    );
    const order = target.map((_, axis) => axis);
    this.give(node, { ...value, name: this.view(plain.name, plain.shape, target), shape: target, order });
  }

  /** `[1, C, ...places]` to the float mean of each channel, by one product with the weights of the places. */
  private emitMean(node: GraphNode, input: string, weightsName: string | null): void {
    const value = this.inChannelsLast(this.quantized(input));
    const [, channels, ...places] = logicalShape(value) as [number, number, ...number[]];
    const count = sizeOf(places);
    const weights = weightsName ? (this.graph.constants.get(weightsName)!.data as Float32Array) : null;
    const row = floats(
      [1, count],
      Float32Array.from({ length: count }, (_, i) => (weights?.[i] ?? 1) / count),
    );
    const flat = this.view(value.name, value.shape, [count, channels]);
    const numbers = this.edit.node('DequantizeLinear', [flat, ...this.parameters(value)]);
    const mean = this.edit.node('MatMul', [this.edit.constant(row), numbers]);
    const target = this.edit.constant(integers(this.graph.types.get(node.outputs[0]!)!.shape));
    this.edit.node('Reshape', [mean, target], {}, { output: node.outputs[0]! });
    this.isFloat.add(node.outputs[0]!);
  }
}

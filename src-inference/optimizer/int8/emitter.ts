// What the int8 forms of operators are written with: values with their channels last, and the float islands between them.
import { type Graph, type GraphNode, microsoft } from '../graph.ts';
import { GraphEditor } from '../graph-editor.ts';
import { integers, scalar } from '../onnx/tensor.ts';
import type { Assignment } from './assign.ts';
import type { Quantization } from './parameters.ts';
import type { PixelView } from './pixels.ts';
import { channelsLast, inverse, isSameOrder, physicalShape, type QuantizedValue } from './quantized-value.ts';

export interface EmitOptions {
  /** Largest weight, 127 or 63. */
  readonly weightLimit: number;
}

export class Emitter {
  readonly graph: Graph;
  readonly edit: GraphEditor;
  readonly options: EmitOptions;
  readonly pixels: ReadonlyMap<string, PixelView>;
  readonly assignment: Assignment;
  private readonly values = new Map<string, QuantizedValue>();
  /** Values that are there in float. */
  private readonly floats: Set<string>;
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
    this.floats = new Set([...graph.constants.keys(), ...graph.inputs.map(({ name }) => name)]);
  }

  /** A node in float: what it takes in int8 is converted first. */
  keep(node: GraphNode): void {
    for (const name of node.inputs) if (name !== '') this.needFloat(name);
    this.edit.keep(node);
    for (const name of node.outputs) this.floats.add(name);
  }

  finish(): Graph {
    for (const { name } of this.graph.outputs) this.needFloat(name);
    const opsets = new Map([...this.graph.opsets, [microsoft, 1]]);
    return this.edit.finish({ opsets });
  }

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
  limited(value: QuantizedValue, activation: GraphNode): QuantizedValue {
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

  /** A node of float operators made this value under its own name. */
  isThereInFloat(name: string): void {
    this.floats.add(name);
  }

  private remember(name: string, value: QuantizedValue): QuantizedValue {
    this.values.set(name, value);
    return value;
  }

  inOrder(value: QuantizedValue, order: readonly number[]): QuantizedValue {
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
    if (this.floats.has(name)) return;
    this.floats.add(name);
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
}

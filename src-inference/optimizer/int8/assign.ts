// Decides which nodes compute in int8, and the scale and zero point of every value between them. What is not decided for
// stays in float.
import {
  type Graph,
  type GraphNode,
  intOf,
  intsOf,
  isOp,
  type Links,
  linksOf,
  reducedAxes,
} from '../graph.ts';
import { at } from '../passes/infer-shapes.ts';
import { slidingWindow } from '../passes/sliding-window.ts';
import { type Quantization, quantizationOf, type Range, union } from './parameters.ts';
import { isPicture, type PixelView } from './pixels.ts';

export interface Assignment {
  /** Nodes that compute in int8. */
  readonly nodes: ReadonlySet<GraphNode>;
  /** Scale and zero point of every value that may be int8. */
  readonly values: ReadonlyMap<string, Quantization>;
  /** The range of every value: one for all that must have one scale. */
  readonly ranges: ReadonlyMap<string, Range>;
  /** A node to the activation behind it that its own rounding performs: the activation's output is what it makes. */
  readonly activations: ReadonlyMap<GraphNode, GraphNode>;
  /** Means over all places, to the constant weights of the places; null: they count alike. */
  readonly means: ReadonlyMap<GraphNode, PlaceMean>;
}

interface PlaceMean {
  /** The value that is averaged, before it is weighted. */
  readonly input: string;
  /** Name of the constant `[1, 1, ...places]`. */
  readonly weights: string | null;
}

/** Sigmoid and HardSigmoid give 0 to 1: their scale needs no measuring. */
export const unitQuantization: Quantization = { scale: Math.fround(1 / 256), zeroPoint: 0 };

/** A value of at least this rank has channels and places; below, int8 gains nothing. */
const leastRank = 3;

/** @returns The values whose ranges must be known before anything can be assigned. */
export function valuesToObserve(graph: Graph, pixels: ReadonlyMap<string, PixelView>): readonly string[] {
  const names = new Set<string>();
  const links = linksOf(graph);
  const isBytes = (name: string): boolean => pixels.has(name) && isPicture(pixels.get(name)!);
  for (const node of graph.nodes) {
    for (const name of [...node.inputs, ...node.outputs]) {
      const type = graph.types.get(name);
      const producer = links.producers.get(name);
      const isHidden = producer !== undefined && fusedActivation(producer, graph, links) !== null;
      if (type?.type === 'float32' && type.shape.length >= leastRank && !isBytes(name) && !isHidden)
        names.add(name);
    }
  }
  return [...names];
}

/**
 * @param graph With shapes, after all float passes.
 * @param ranges Of the values to observe.
 * @param keepFloat Names of nodes that must stay in float.
 */
export function assignQuantization(
  graph: Graph,
  pixels: ReadonlyMap<string, PixelView>,
  ranges: ReadonlyMap<string, Range>,
  keepFloat: ReadonlySet<string>,
): Assignment {
  const links = linksOf(graph);
  const nodes = new Set<GraphNode>();
  const activations = new Map<GraphNode, GraphNode>();
  const means = new Map<GraphNode, PlaceMean>();
  /** Values that are there in int8. */
  const quantized = new Set<string>();
  const absorbed = new Set<GraphNode>();
  const classes = new Classes();

  for (const node of graph.nodes) {
    if (absorbed.has(node) || keepFloat.has(node.name)) continue;
    const mean = placeMean(node, graph, links, quantized);
    if (mean) {
      nodes.add(node);
      means.set(node, mean);
      continue;
    }
    const kind = kindOf(node, { graph, quantized, pixels, ranges });
    if (kind === null) continue;
    const activation = kind === 'computes' ? fusedActivation(node, graph, links) : null;
    const output = (activation ?? node).outputs[0]!;
    if (kind !== 'unit' && !ranges.has(output)) continue;
    if (weightsPlaces(node, graph, links)) continue;
    nodes.add(node);
    quantized.add(output);
    if (activation) {
      activations.set(node, activation);
      absorbed.add(activation);
    }
    if (kind === 'shares') {
      for (const name of node.inputs) if (quantized.has(name)) classes.join(name, output);
    }
  }
  const merged = mergedRanges(ranges, classes);
  return { nodes, values: valuesOf(graph, merged), ranges: merged, activations, means };
}

interface Situation {
  readonly graph: Graph;
  readonly quantized: ReadonlySet<string>;
  readonly pixels: ReadonlyMap<string, PixelView>;
  readonly ranges: ReadonlyMap<string, Range>;
}

/**
 * - `computes`: the result has its own scale
 * - `shares`: the result has the scale of what goes in, and is only moved or chosen from it
 * - `unit`: the result lies between 0 and 1
 */
type Kind = 'computes' | 'shares' | 'unit';

function kindOf(node: GraphNode, situation: Situation): Kind | null {
  const { graph, quantized, pixels, ranges } = situation;
  const rank = graph.types.get(node.outputs[0] ?? '')?.shape.length ?? 0;
  if (rank < leastRank || node.domain !== '' || node.outputs.length !== 1) return null;
  const [first, second] = node.inputs;
  const isThere = (name: string | undefined): boolean => quantized.has(name ?? '');
  const isBytes = (name: string): boolean =>
    pixels.has(name) && isPicture(pixels.get(name)!) && intOf(node, 'group', 1) === 1;
  const isConstant = (name: string | undefined): boolean =>
    graph.constants.get(name ?? '')?.type === 'float32';
  switch (node.op) {
    case 'Conv': {
      const hasConstants = node.inputs.slice(1).every((name) => name === '' || isConstant(name));
      const isKnown = isThere(first) || isBytes(first!) || ranges.has(first!);
      // One place is a product of a matrix and a vector: nothing is gained, and precision is lost.
      const hasPlaces = graph.types
        .get(first!)
        ?.shape.slice(2)
        .some((size) => size > 1);
      return rank <= 5 && hasConstants && isKnown && hasPlaces ? 'computes' : null;
    }
    case 'Add':
    case 'Mul': {
      const sides = [first, second].map((name) => isThere(name) || (isConstant(name) ? 'constant' : false));
      const isGate = sides.includes(true) && node.inputs.every((name) => isThere(name) || ranges.has(name));
      const sameRank = node.inputs.every((name) => rankOf(name, graph) === rank);
      return (sides.includes(true) && sides.every((side) => side !== false)) || (isGate && sameRank)
        ? 'computes'
        : null;
    }
    case 'Sigmoid':
    case 'HardSigmoid':
      return isThere(first) ? 'unit' : null;
    case 'HardSwish':
      return isThere(first) ? 'computes' : null;
    case 'MaxPool':
      return isThere(first) && intsOf(node, 'kernel_shape') !== null && hasPlainWindow(node, graph)
        ? 'shares'
        : null;
    case 'Relu':
    case 'Transpose':
    case 'Reshape':
    case 'Squeeze':
    case 'Unsqueeze':
      return isThere(first) ? 'shares' : null;
    case 'Concat':
      return node.inputs.every(isThere) ? 'shares' : null;
    default:
      return null;
  }
}

function rankOf(name: string, graph: Graph): number {
  return graph.types.get(name)?.shape.length ?? graph.constants.get(name)?.shape.length ?? 0;
}

function hasPlainWindow(node: GraphNode, graph: Graph): boolean {
  const shape = graph.types.get(node.inputs[0]!)?.shape;
  const window = shape && slidingWindow(node, shape.slice(2), intsOf(node, 'kernel_shape')!);
  return intOf(node, 'ceil_mode', 0) === 0 && (window?.dilations.every((step) => step === 1) ?? false);
}

/** The node behind it that only cuts off what is negative, or too large: rounding to the scale of its result does that. */
function fusedActivation(node: GraphNode, graph: Graph, links: Links): GraphNode | null {
  if (!isOp(node, 'Conv', 'Add')) return null;
  const next = links.soleConsumer(node.outputs[0]!);
  if (!next || next.inputs[0] !== node.outputs[0]) return null;
  if (isOp(next, 'Relu')) return next;
  const least = isOp(next, 'Clip') ? graph.constants.get(next.inputs[1] ?? '') : undefined;
  return least && Number(least.data[0]) === 0 ? next : null;
}

/** A mean over all places of an int8 value; weights of the places, if it has some, go into it. */
function placeMean(
  node: GraphNode,
  graph: Graph,
  links: Links,
  quantized: ReadonlySet<string>,
): PlaceMean | null {
  const input = node.inputs[0] ?? '';
  const shape = graph.types.get(input)?.shape;
  if (!isOp(node, 'ReduceMean') || !shape || shape[0] !== 1 || shape.length < leastRank) return null;
  const axes = (reducedAxes(node, graph) ?? []).map((axis) => at(axis, shape.length));
  if (!shape.every((_, axis) => axes.includes(axis) === axis >= 2)) return null;
  if (quantized.has(input)) return { input, weights: null };
  const before = links.producers.get(input);
  if (!before || !weightsPlaces(before, graph, links)) return null;
  const [value, weights] = [...before.inputs].sort((a) => (graph.constants.has(a) ? 1 : -1));
  return quantized.has(value!) ? { input: value!, weights: weights! } : null;
}

/** Whether it multiplies places by constants, for the mean that alone takes the result. */
function weightsPlaces(node: GraphNode, graph: Graph, links: Links): boolean {
  if (!isOp(node, 'Mul') || !isOp(links.soleConsumer(node.outputs[0]!), 'ReduceMean')) return false;
  const constant = node.inputs.map((name) => graph.constants.get(name)).find((one) => one !== undefined);
  const shape = graph.types.get(node.outputs[0]!)?.shape ?? [];
  return (
    constant?.shape.length === shape.length &&
    constant.shape.every((size, i) => size === (i < 2 ? 1 : shape[i]))
  );
}

function mergedRanges(ranges: ReadonlyMap<string, Range>, classes: Classes): ReadonlyMap<string, Range> {
  const merged = new Map<string, Range>();
  for (const [name, range] of ranges) {
    const root = classes.rootOf(name);
    const known = merged.get(root);
    merged.set(root, known ? union(known, range) : range);
  }
  return new Map([...ranges.keys()].map((name) => [name, merged.get(classes.rootOf(name))!]));
}

function valuesOf(graph: Graph, ranges: ReadonlyMap<string, Range>): ReadonlyMap<string, Quantization> {
  const isUnit = new Set(
    graph.nodes.filter((node) => isOp(node, 'Sigmoid', 'HardSigmoid')).map(({ outputs }) => outputs[0]!),
  );
  return new Map(
    [...ranges].map(([name, range]) => [name, isUnit.has(name) ? unitQuantization : quantizationOf(range)]),
  );
}

/** Values that must have one scale (union-find). */
class Classes {
  private readonly parents = new Map<string, string>();

  rootOf(name: string): string {
    let root = name;
    for (let next = this.parents.get(root); next !== undefined; next = this.parents.get(root)) root = next;
    return root;
  }

  join(a: string, b: string): void {
    const [from, to] = [this.rootOf(a), this.rootOf(b)];
    if (from !== to) this.parents.set(from, to);
  }
}

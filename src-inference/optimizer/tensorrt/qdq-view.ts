// A graph with explicit quantization as TensorRT reads it: which values are int8, with which scale, and which nodes compute on them.
// Pure.
import { type Graph, type GraphNode, intOf, isOp, type Links, linksOf } from '../graph.ts';
import { numbersOf, type Tensor } from '../onnx/tensor.ts';

export interface QdqView {
  readonly graph: Graph;
  readonly links: Links;
  /** The DequantizeLinear that makes a value; null: the value is a float. */
  dequantizer(name: string | undefined): GraphNode | null;
  /** Scales of a QuantizeLinear or DequantizeLinear; null when they are not constant. */
  scalesOf(node: GraphNode): readonly number[] | null;
  constant(name: string | undefined): Tensor | undefined;
  /** Those that take a value, behind the activations that TensorRT makes part of its node. */
  takers(name: string): readonly GraphNode[];
  /** The node that makes a value, before such activations. */
  maker(name: string): GraphNode | undefined;
}

const activations = ['Relu', 'Clip'] as const;

export function viewQdq(graph: Graph): QdqView {
  const links = linksOf(graph);
  const constant = (name: string | undefined): Tensor | undefined => graph.constants.get(name ?? '');
  const takers = (name: string): readonly GraphNode[] =>
    (links.consumers.get(name) ?? []).flatMap((node) =>
      isOp(node, ...activations) ? takers(node.outputs[0]!) : [node],
    );
  const maker = (name: string): GraphNode | undefined => {
    const node = links.producers.get(name);
    return node && isOp(node, ...activations) ? maker(node.inputs[0]!) : node;
  };
  return {
    graph,
    links,
    constant,
    takers,
    maker,
    dequantizer(name) {
      const node = links.producers.get(name ?? '');
      return node && isOp(node, 'DequantizeLinear') ? node : null;
    },
    scalesOf(node) {
      const scale = constant(node.inputs[1]);
      return scale ? numbersOf(scale) : null;
    },
  };
}

/** Whether a convolution has bytes on both sides. */
export function isInt8Convolution(node: GraphNode | undefined, view: QdqView): boolean {
  return (
    node !== undefined &&
    isOp(node, 'Conv') &&
    view.dequantizer(node.inputs[0]) !== null &&
    view.dequantizer(node.inputs[1]) !== null
  );
}

/** Whether a value is made by a convolution in int8 for this one taker: TensorRT adds in the convolution then. */
export function isFusedBranch(name: string, view: QdqView): boolean {
  return (
    isInt8Convolution(view.links.producers.get(name), view) && view.links.soleConsumer(name) !== undefined
  );
}

/** How many channels one group of a convolution takes and makes. */
export function channelsOfGroups(
  node: GraphNode,
  weights: readonly number[],
): { in: number; out: number; groups: number } {
  const groups = intOf(node, 'group', 1);
  return { in: weights[1]!, out: weights[0]! / groups, groups };
}

/** Nodes that compute on bytes, with the activations that are part of them, and those that compute on floats. */
export function splitByPrecision(graph: Graph): {
  readonly int8: Graph['nodes'];
  readonly float: Graph['nodes'];
} {
  const view = viewQdq(graph);
  const computesOnBytes = (node: GraphNode): boolean => {
    if (isOp(node, ...activations)) {
      const made = view.maker(node.inputs[0]!);
      return made !== undefined && computesOnBytes(made);
    }
    if (isOp(node, 'Conv')) return isInt8Convolution(node, view);
    return (
      isOp(node, 'Add', 'Concat', 'MaxPool') &&
      node.inputs.every((name) => view.dequantizer(name) !== null || isFusedBranch(name, view)) &&
      node.inputs.some((name) => view.dequantizer(name) !== null)
    );
  };
  const computing = graph.nodes.filter((node) => !isOp(node, 'QuantizeLinear', 'DequantizeLinear'));
  return {
    int8: computing.filter(computesOnBytes),
    float: computing.filter((node) => !computesOnBytes(node)),
  };
}

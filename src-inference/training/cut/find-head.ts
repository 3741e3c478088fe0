// Where the classifier of a network begins: its last matrix, and the maps of features that the network averages for it. Pure.
import { StationError } from '../../contract/index.ts';
import { type Graph, type GraphNode, isOp, type Links, linksOf } from '../../optimizer/index.ts';

export interface HeadPlace {
  /** What the classifier's matrix takes. */
  readonly penultimate: FeatureValue;
  /**
   * Maps from which the network makes the penultimate value by averages, maxima and by putting them side by side. Empty where
   * something else lies between, or where the penultimate value is no such summary.
   */
  readonly maps: readonly FeatureMap[];
}

export interface FeatureValue {
  readonly name: string;
  readonly shape: readonly number[];
  /** The axis along which features lie; all others are places or pictures. */
  readonly featureAxis: number;
}

/** Channels at places, over time. */
export interface FeatureMap {
  readonly name: string;
  /** `[T, C, H, W]` or `[1, C, T, H, W]`. */
  readonly shape: readonly number[];
  readonly timeAxis: 0 | 2;
  readonly channels: number;
  readonly frames: number;
  readonly height: number;
  readonly width: number;
}

/** After the matrix: they change neither which scores there are nor their order. */
const tailOps = ['Identity', 'Softmax', 'LogSoftmax', 'Reshape', 'Flatten', 'Squeeze', 'Unsqueeze'] as const;
const tailMeans = ['Transpose', 'ReduceMean', 'GlobalAveragePool', 'AveragePool', 'Cast', 'Dropout'] as const;
const arithmetic = ['Add', 'Sub', 'Mul', 'Div'] as const;
/** Between maps and the matrix. */
const summaries = [
  ...['Concat', 'Flatten', 'Reshape', 'Squeeze', 'Unsqueeze', 'Transpose', 'Identity', 'Dropout', 'Cast'],
  ...['ReduceMean', 'ReduceMax', 'GlobalAveragePool', 'GlobalMaxPool', 'AveragePool'],
] as const;

/**
 * @param graph With shapes.
 * @param output The output with the scores.
 * @param where The network, for messages.
 * @throws StationError `not_possible`: no matrix gives the scores.
 */
export function findHead(graph: Graph, output: string, where: string): HeadPlace {
  const links = linksOf(graph);
  const matrix = lastMatrix(graph, links, output, where);
  const penultimate = inputOf(matrix, graph);
  if (penultimate === null) {
    throw cannotBeCut(where, `the size of what its last ${matrix.op} takes is not known`);
  }
  return { penultimate, maps: mapsBefore(graph, links, penultimate.name) };
}

function lastMatrix(graph: Graph, links: Links, output: string, where: string): GraphNode {
  let name = output;
  for (;;) {
    const node = links.producers.get(name);
    if (!node) throw cannotBeCut(where, 'no node with weights makes its answer');
    if (isMatrix(node, graph)) return node;
    const next = inputOfTail(node, graph);
    if (next === null) {
      throw cannotBeCut(where, `its answer comes from "${node.op}", not from a matrix of a classifier`);
    }
    name = next;
  }
}

function isMatrix(node: GraphNode, graph: Graph): boolean {
  if (!isOp(node, 'Gemm', 'MatMul', 'Conv')) return false;
  const [data, weights] = node.inputs;
  return !graph.constants.has(data!) && graph.constants.has(weights!);
}

function inputOfTail(node: GraphNode, graph: Graph): string | null {
  if (isOp(node, ...tailOps, ...tailMeans)) return node.inputs[0]!;
  if (!isOp(node, ...arithmetic)) return null;
  const [first, second] = node.inputs as [string, string];
  if (graph.constants.has(second)) return first;
  return graph.constants.has(first) ? second : null;
}

function inputOf(matrix: GraphNode, graph: Graph): FeatureValue | null {
  const name = matrix.inputs[0]!;
  const shape = graph.types.get(name)?.shape ?? null;
  if (!shape || shape.length < 2) return null;
  // Of Gemm with transA, features lie along the first axis.
  const isTransposed = isOp(matrix, 'Gemm') && matrix.attributes.transA?.value === 1;
  const featureAxis = isOp(matrix, 'Conv') ? 1 : isTransposed ? 0 : shape.length - 1;
  return { name, shape, featureAxis };
}

function mapsBefore(graph: Graph, links: Links, penultimate: string): readonly FeatureMap[] {
  const found = new Map<string, FeatureMap>();
  const waiting = [penultimate];
  const seen = new Set<string>();
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    const node = links.producers.get(name);
    if (node && isSummary(node, graph)) {
      waiting.push(...node.inputs.filter((input) => input !== '' && !graph.constants.has(input)));
      continue;
    }
    const map = node && toMap(name, graph.types.get(name)?.shape ?? null);
    // A summary of maps and of something else is more than its maps: it is taken as it is.
    if (!map) return [];
    found.set(name, map);
  }
  return graph.nodes.flatMap(({ outputs }) => outputs.flatMap((name) => found.get(name) ?? []));
}

function isSummary(node: GraphNode, graph: Graph): boolean {
  if (isOp(node, ...summaries)) return true;
  // Weighted means, as the optimizer writes averages over windows that overlap.
  return isOp(node, 'Mul') && node.inputs.some((name) => graph.constants.has(name));
}

/** Networks over pictures put these along the first axis, networks over clips behind the channels. */
function toMap(name: string, shape: readonly number[] | null): FeatureMap | null {
  if (shape?.length === 4) {
    const [frames, channels, height, width] = shape as [number, number, number, number];
    return height * width > 1 ? { name, shape, timeAxis: 0, channels, frames, height, width } : null;
  }
  if (shape?.length === 5 && shape[0] === 1) {
    const [, channels, frames, height, width] = shape as [number, number, number, number, number];
    return frames * height * width > 1 ? { name, shape, timeAxis: 2, channels, frames, height, width } : null;
  }
  return null;
}

function cannotBeCut(where: string, reason: string): StationError {
  return new StationError('not_possible', `The network cannot be taught without PyTorch: ${reason}.`, {
    where,
    hint: 'Teach from another network, such as models/demo, or train with PyTorch.',
  });
}

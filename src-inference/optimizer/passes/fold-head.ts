// The head of a classifier of clips is linear: averages over places, a matrix, more averages. The averages are moved as far
// forward as they go, where they become one mean over all places (weighted, where averaged stretches overlap), and the
// matrix sees one vector.
import {
  type Graph,
  type GraphNode,
  int,
  intOf,
  ints,
  intsOf,
  isOp,
  type Links,
  linksOf,
  reducedAxes,
} from '../graph.ts';
import { type GraphEditor, rewrite } from '../graph-editor.ts';
import { floats, integers, sizeOf, stridesOf } from '../onnx/tensor.ts';
import { at, inferShapes } from './infer-shapes.ts';
import { removeNoOps } from './remove-no-ops.ts';
import { slidingWindow } from './sliding-window.ts';

/** @param graph With shapes, which must be fixed. @returns With shapes. */
export function foldHead(graph: Graph): Graph {
  let current = inferShapes(asMeans(graph));
  for (;;) {
    const next = inferShapes(removeNoOps(inferShapes(moveMeans(current))));
    // Every move takes a mean one node forward: there is an end to it.
    if (sameNodes(next, current)) return next;
    current = next;
  }
}

function sameNodes(a: Graph, b: Graph): boolean {
  const text = ({ nodes }: Graph): string => nodes.map(({ op, inputs }) => `${op}(${inputs})`).join(';');
  return text(a) === text(b);
}

/** Global averages, however they are written, as `ReduceMean` that keeps its axes. */
function asMeans(graph: Graph): Graph {
  return rewrite(graph, (node, edit) => {
    const [input, output] = [node.inputs[0] ?? '', node.outputs[0] ?? ''];
    const shape = graph.types.get(input)?.shape;
    const result = graph.types.get(output)?.shape;
    if (!shape || !result) return false;
    const isGlobal =
      isOp(node, 'GlobalAveragePool') ||
      (isOp(node, 'AveragePool') && result.slice(2).every((size) => size === 1) && hasNoPads(node, shape));
    if (isGlobal) {
      const places = shape.map((_, i) => i).slice(2);
      mean(edit, graph, input, places, output);
      return true;
    }
    if (!isOp(node, 'ReduceMean') || intOf(node, 'keepdims', 1) === 1) return false;
    const kept = mean(edit, graph, input, meanAxes(node, graph, shape.length));
    edit.node('Reshape', [kept, edit.constant(integers(result))], {}, { output });
    return true;
  });
}

function hasNoPads(node: GraphNode, shape: readonly number[]): boolean {
  const window = slidingWindow(node, shape.slice(2), intsOf(node, 'kernel_shape') ?? []);
  // Without pads, a window that ends before the last place leaves some of them out.
  return window?.kernel.every((size, i) => size === shape[i + 2]) ?? false;
}

function meanAxes(node: GraphNode, graph: Graph, rank: number): readonly number[] {
  return (reducedAxes(node, graph) ?? Array.from({ length: rank }, (_, i) => i)).map((axis) =>
    at(axis, rank),
  );
}

/** The form of `ReduceMean` that the opset of the graph has. */
function mean(
  edit: GraphEditor,
  graph: Graph,
  input: string,
  axes: readonly number[],
  output?: string,
): string {
  const named = output === undefined ? {} : { output };
  return (graph.opsets.get('') ?? 13) < 18
    ? edit.node('ReduceMean', [input], { axes: ints(axes), keepdims: int(1) }, named)
    : edit.node('ReduceMean', [input, edit.constant(integers(axes))], { keepdims: int(1) }, named);
}

function moveMeans(graph: Graph): Graph {
  const links = linksOf(graph);
  const replaced = new Set<GraphNode>();
  return rewrite(graph, (node, edit) => {
    if (!isOp(node, 'ReduceMean') || intOf(node, 'keepdims', 1) !== 1) return false;
    const before = links.producers.get(node.inputs[0]!);
    if (!before || !links.soleConsumer(node.inputs[0]!) || replaced.has(before)) return false;
    const rank = graph.types.get(node.inputs[0]!)?.shape.length;
    if (rank === undefined) return false;
    const moved = move({ node, before, axes: meanAxes(node, graph, rank), graph, edit, links });
    if (moved) replaced.add(before);
    return moved;
  });
}

interface Move {
  readonly node: GraphNode;
  /** The node whose result is averaged, and nothing else. */
  readonly before: GraphNode;
  readonly axes: readonly number[];
  readonly graph: Graph;
  readonly edit: GraphEditor;
  readonly links: Links;
}

function move(parts: Move): boolean {
  const { node, before, axes, graph, edit } = parts;
  const named = { output: node.outputs[0]! };
  const inputs = before.inputs.map((name) => edit.resolve(name));
  const shape = graph.types.get(before.inputs[0]!)?.shape;
  if (!shape) return false;
  if (isOp(before, 'Add', 'Mul')) return moveBeforeConstant(parts, inputs);
  if (isOp(before, 'MatMul')) {
    const isLast = axes.includes(shape.length - 1);
    if (isLast || graph.constants.get(inputs[1]!)?.shape.length !== 2) return false;
    edit.node('MatMul', [mean(edit, graph, inputs[0]!, axes), inputs[1]!], {}, named);
    return true;
  }
  if (isOp(before, 'Transpose')) {
    const order = intsOf(before, 'perm');
    if (!order) return false;
    const moved = mean(
      edit,
      graph,
      inputs[0]!,
      axes.map((axis) => order[axis]!).toSorted((a, b) => a - b),
    );
    edit.node('Transpose', [moved], before.attributes, named);
    return true;
  }
  if (isOp(before, 'Concat')) {
    if (axes.includes(at(intOf(before, 'axis', 0), shape.length))) return false;
    edit.node(
      'Concat',
      inputs.map((name) => mean(edit, graph, name, axes)),
      before.attributes,
      named,
    );
    return true;
  }
  if (isOp(before, 'Conv')) {
    const weights = graph.constants.get(inputs[1]!);
    const coversPlaces = shape.every((_, axis) => axes.includes(axis) === axis >= 2);
    const window = weights && slidingWindow(before, shape.slice(2), weights.shape.slice(2));
    const isPointwise =
      window?.sizes.every((size, i) => size === shape[i + 2]) && sizeOf(window.kernel) === 1;
    if (!coversPlaces || !isPointwise) return false;
    edit.node('Conv', [mean(edit, graph, inputs[0]!, axes), ...inputs.slice(1)], before.attributes, named);
    return true;
  }
  if (isOp(before, 'AveragePool')) {
    const window = slidingWindow(before, shape.slice(2), intsOf(before, 'kernel_shape') ?? []);
    if (!window || shape.some((_, axis) => axes.includes(axis) !== axis >= 2)) return false;
    const weights = poolWeights(window, shape.slice(2), intOf(before, 'count_include_pad', 0) === 1);
    const scaled = edit.node('Mul', [inputs[0]!, edit.constant(floats([1, 1, ...shape.slice(2)], weights))]);
    mean(edit, graph, scaled, axes, named.output);
    return true;
  }
  return false;
}

/** A constant that is the same along all averaged axes can be added, or multiplied by, afterwards. */
function moveBeforeConstant({ node, before, axes, graph, edit }: Move, inputs: readonly string[]): boolean {
  const constantAt = inputs.findIndex((name) => graph.constants.has(name));
  const constant = graph.constants.get(inputs[constantAt] ?? '');
  const other = inputs[1 - constantAt]!;
  const shape = graph.types.get(other)?.shape;
  const result = graph.types.get(before.outputs[0]!)?.shape;
  if (!constant || !shape || shape.join() !== result?.join()) return false;
  const offset = shape.length - constant.shape.length;
  if (axes.some((axis) => axis >= offset && constant.shape[axis - offset] !== 1)) return false;
  edit.node(
    before.op,
    [mean(edit, graph, other, axes), inputs[constantAt]!],
    {},
    { output: node.outputs[0]! },
  );
  return true;
}

/**
 * What each place counts in the mean of averages over windows, as a multiple of its share in a plain mean.
 *
 * @returns As many numbers as there are places, row-major; their mean is 1.
 */
function poolWeights(
  window: NonNullable<ReturnType<typeof slidingWindow>>,
  places: readonly number[],
  countsPads: boolean,
): Float32Array {
  // Axes are independent, but for the number of places in a window that its pads shorten: that is a product as well.
  const perAxis = places.map((size, axis) => {
    const weights = new Float64Array(size);
    const [kernel, stride, pad] = [window.kernel[axis]!, window.strides[axis]!, window.padsBegin[axis]!];
    const step = window.dilations[axis]!;
    for (let i = 0; i < window.sizes[axis]!; i++) {
      const all = Array.from({ length: kernel }, (_, k) => i * stride - pad + k * step);
      const inside = all.filter((place) => place >= 0 && place < size);
      for (const place of inside)
        weights[place]! += size / window.sizes[axis]! / (countsPads ? kernel : inside.length);
    }
    return weights;
  });
  const strides = stridesOf(places);
  return Float32Array.from({ length: sizeOf(places) }, (_, i) =>
    places.reduce(
      (product, size, axis) => product * perAxis[axis]![Math.floor(i / strides[axis]!) % size]!,
      1,
    ),
  );
}

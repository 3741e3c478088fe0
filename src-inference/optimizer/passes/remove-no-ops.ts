// Nodes that change nothing: left behind by exporters, and by the passes before.
import { type Graph, type GraphNode, intOf, ints, intsOf, isOp } from '../graph.ts';
import { type GraphEditor, rewrite } from '../graph-editor.ts';
import { numbersOf, typeOfCode } from '../onnx/tensor.ts';
import { slidingWindow } from './sliding-window.ts';

/** @param graph With shapes. */
export function removeNoOps(graph: Graph): Graph {
  const outputs = new Set(graph.outputs.map(({ name }) => name));
  return rewrite(graph, (node, edit) => {
    const merged = mergeTransposes(node, edit);
    if (!doesNothing(merged, graph)) {
      edit.keep(merged);
      return true;
    }
    const [input, output] = [merged.inputs[0]!, merged.outputs[0]!];
    // The outside keeps its names: what comes in cannot go out under another one without a node.
    if (outputs.has(output)) return false;
    edit.alias(output, input);
    return true;
  });
}

function doesNothing(node: GraphNode, graph: Graph): boolean {
  if (isOp(node, 'Identity', 'Dropout'))
    return node.outputs.length === 1 || node.outputs[1] === '' || isUnused(node, graph);
  const from = graph.types.get(node.inputs[0] ?? '');
  const to = graph.types.get(node.outputs[0] ?? '');
  if (!from || !to) return false;
  const sameShape =
    from.shape.length === to.shape.length && from.shape.every((size, i) => size === to.shape[i]);
  if (isOp(node, 'Cast')) return from.type === typeOfCode(intOf(node, 'to', 0));
  if (isOp(node, 'Reshape', 'Flatten', 'Squeeze', 'Unsqueeze', 'Slice', 'Expand')) {
    return sameShape && !isReversed(node, graph);
  }
  if (isOp(node, 'Pad')) return sameShape && pads(node, graph).every((size) => size === 0);
  if (isOp(node, 'Concat', 'Sum', 'Max', 'Min', 'Mean')) return node.inputs.length === 1;
  if (isOp(node, 'Transpose')) return intsOf(node, 'perm')?.every((axis, i) => axis === i) ?? false;
  if (isOp(node, 'AveragePool', 'MaxPool')) {
    const window = slidingWindow(node, from.shape.slice(2), intsOf(node, 'kernel_shape') ?? []);
    return sameShape && node.outputs.length === 1 && (window?.kernel.every((size) => size === 1) ?? false);
  }
  return false;
}

/** Whether only the first output is taken. */
function isUnused(node: GraphNode, graph: Graph): boolean {
  const rest = new Set(node.outputs.slice(1));
  const isTaken = graph.nodes.some(({ inputs }) => inputs.some((name) => rest.has(name)));
  return !isTaken && !graph.outputs.some(({ name }) => rest.has(name));
}

function isReversed(node: GraphNode, graph: Graph): boolean {
  if (node.op !== 'Slice' || !node.inputs[4]) return false;
  const steps = graph.constants.get(node.inputs[4]);
  return !steps || numbersOf(steps).some((step) => step < 0);
}

function pads(node: GraphNode, graph: Graph): readonly number[] {
  const constant = graph.constants.get(node.inputs[1] ?? '');
  return constant ? numbersOf(constant) : [1];
}

/** A transposition after another one becomes one with it. */
function mergeTransposes(node: GraphNode, edit: GraphEditor): GraphNode {
  if (!isOp(node, 'Transpose')) return node;
  const before = edit.nodes.find(({ outputs }) => outputs[0] === node.inputs[0]);
  if (!isOp(before, 'Transpose')) return node;
  const [first, second] = [intsOf(before, 'perm'), intsOf(node, 'perm')];
  if (!first || !second) return node;
  const order = second.map((axis) => first[axis]!);
  return { ...node, inputs: before.inputs, attributes: { perm: ints(order) } };
}

// Batch normalisation, and whatever else multiplies or shifts channels by constants, goes into the weights of the
// convolution before it. A normalisation without one becomes a multiplication and an addition.
import { floatOf, type Graph, type GraphNode, intOf, isOp, linksOf } from '../graph.ts';
import { GraphEditor } from '../graph-editor.ts';
import { floats, sizeOf, type Tensor } from '../onnx/tensor.ts';

/** y = scale * x + shift, for each channel. */
interface Affine {
  readonly scale: Float64Array;
  readonly shift: Float64Array;
}

/** @param graph With shapes and folded constants. */
export function foldBatchNorm(graph: Graph): Graph {
  const links = linksOf(graph);
  const edit = new GraphEditor(graph);
  /** Convolutions that are rewritten, by the name of their output. */
  const folded = new Map<string, GraphNode>();
  for (const original of graph.nodes) {
    const node = { ...original, inputs: original.inputs.map((name) => edit.resolve(name)) };
    const affine = affineOf(node, graph);
    if (affine === null) {
      if (isOp(node, 'Conv')) folded.set(node.outputs[0]!, node);
      edit.keep(node);
      continue;
    }
    const source = affine.input;
    const conv = folded.get(source);
    if (conv && canTake(conv, affine, edit) && soleUse(original, graph, links)) {
      const merged = withAffine(conv, affine, edit);
      edit.nodes[edit.nodes.indexOf(conv)] = merged;
      folded.set(source, merged);
      edit.alias(node.outputs[0]!, source);
    } else if (isOp(node, 'BatchNormalization')) splitNormalisation(node, affine, edit, graph);
    else edit.keep(node);
  }
  return edit.finish();
}

function canTake(conv: GraphNode, { scale }: Affine, edit: GraphEditor): boolean {
  const weights = edit.constants.get(conv.inputs[1]!);
  const hasBias = !conv.inputs[2] || edit.constants.has(conv.inputs[2]);
  return hasBias && weights?.type === 'float32' && weights.shape[0] === scale.length;
}

function soleUse(node: GraphNode, graph: Graph, links: ReturnType<typeof linksOf>): boolean {
  const input = node.inputs.find((name) => !graph.constants.has(name))!;
  return links.soleConsumer(input) === node;
}

function affineOf(node: GraphNode, graph: Graph): (Affine & { readonly input: string }) | null {
  if (isOp(node, 'BatchNormalization')) {
    if (intOf(node, 'training_mode', 0) !== 0) return null;
    const [scale, bias, mean, variance] = node.inputs.slice(1, 5).map((name) => graph.constants.get(name));
    if (!scale || !bias || !mean || !variance) return null;
    const epsilon = floatOf(node, 'epsilon', 1e-5);
    const factor = Float64Array.from(
      scale.data as Float32Array,
      (value, i) => value / Math.sqrt(at(variance, i) + epsilon),
    );
    const shift = Float64Array.from(
      bias.data as Float32Array,
      (value, i) => value - at(mean, i) * factor[i]!,
    );
    return { input: node.inputs[0]!, scale: factor, shift };
  }
  if (!isOp(node, 'Mul', 'Add', 'Sub', 'Div') || node.inputs.length !== 2) return null;
  const constantAt = node.inputs.findIndex((name) => graph.constants.has(name));
  if (constantAt === -1 || (isOp(node, 'Sub', 'Div') && constantAt === 0)) return null;
  const constant = graph.constants.get(node.inputs[constantAt]!)!;
  const shape = graph.types.get(node.outputs[0]!)?.shape;
  const given = graph.types.get(node.inputs[1 - constantAt]!)?.shape;
  if (given?.join() !== shape?.join()) return null;
  const values = shape && constant.type === 'float32' ? perChannel(constant, shape) : null;
  if (values === null) return null;
  const ones = values.map(() => 1);
  const zeros = values.map(() => 0);
  const input = node.inputs[1 - constantAt]!;
  switch (node.op) {
    case 'Mul':
      return { input, scale: values, shift: zeros };
    case 'Div':
      return { input, scale: values.map((value) => 1 / value), shift: zeros };
    case 'Add':
      return { input, scale: ones, shift: values };
    default:
      return { input, scale: ones, shift: values.map((value) => -value) };
  }
}

/** The values for each channel of `[N, C, ...]`; null when the constant differs along another axis. */
function perChannel(constant: Tensor, shape: readonly number[]): Float64Array | null {
  const channels = shape[1];
  if (channels === undefined || shape.length < 3) return null;
  const aligned = [...shape.map(() => 1), ...constant.shape].slice(-shape.length);
  if (constant.shape.length > shape.length || aligned.some((size, i) => size !== 1 && i !== 1)) return null;
  return Float64Array.from({ length: channels }, (_, i) => at(constant, aligned[1] === 1 ? 0 : i));
}

function withAffine(conv: GraphNode, { scale, shift }: Affine, edit: GraphEditor): GraphNode {
  const weights = edit.constants.get(conv.inputs[1]!)!;
  const bias = conv.inputs[2] ? edit.constants.get(conv.inputs[2])! : null;
  const perOutput = sizeOf(weights.shape.slice(1));
  const data = (weights.data as Float32Array).map((value, i) => value * scale[Math.floor(i / perOutput)]!);
  const shifted = Float32Array.from(shift, (value, i) => (bias ? at(bias, i) : 0) * scale[i]! + value);
  return {
    ...conv,
    inputs: [
      conv.inputs[0]!,
      edit.constant(floats(weights.shape, data)),
      edit.constant(floats([shifted.length], shifted)),
    ],
  };
}

function splitNormalisation(
  node: GraphNode,
  { scale, shift }: Affine,
  edit: GraphEditor,
  graph: Graph,
): void {
  const rank = graph.types.get(node.inputs[0]!)?.shape.length;
  if (rank === undefined) return edit.keep(node);
  const shape = Array.from({ length: rank }, (_, axis) => (axis === 1 ? scale.length : 1));
  const scaled = edit.node('Mul', [node.inputs[0]!, edit.constant(floats(shape, Float32Array.from(scale)))]);
  const known = edit.types.get(node.inputs[0]!);
  if (known) edit.types.set(scaled, known);
  edit.node(
    'Add',
    [scaled, edit.constant(floats(shape, Float32Array.from(shift)))],
    {},
    { output: node.outputs[0]! },
  );
}

function at(tensor: Tensor, index: number): number {
  return (tensor.data as Float32Array)[index]!;
}

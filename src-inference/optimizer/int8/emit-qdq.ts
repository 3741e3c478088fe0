// The network with explicit quantization, for TensorRT: float operators between pairs of QuantizeLinear and DequantizeLinear,
// which TensorRT turns into int8 kernels of its own choice, by the rules of ../tensorrt/qdq-rules.ts. What is not between pairs
// runs in half precision there.
import { type Graph, type GraphNode, int, isOp, type Links, linksOf } from '../graph.ts';
import { GraphEditor } from '../graph-editor.ts';
import { scalar, sizeOf, type Tensor, tensor } from '../onnx/tensor.ts';
import { mayBeInt8 } from '../tensorrt/index.ts';
import type { Assignment } from './assign.ts';
import type { Range } from './parameters.ts';
import type { PixelView } from './pixels.ts';

const limit = 127;
/** Operators whose inputs are worth being int8. What only moves numbers follows from its neighbours. */
const takesInt8 = ['Conv', 'Add', 'MaxPool', 'Concat'];

export function emitQdq(graph: Graph, pixels: ReadonlyMap<string, PixelView>, assignment: Assignment): Graph {
  const edit = new GraphEditor(graph);
  const links = linksOf(graph);
  const pairs = new Map<string, string>();
  const isInt8 = (node: GraphNode): boolean => assignment.nodes.has(node) && canBeInt8(node, graph);
  /** Values that are int8 for everybody: what has no weights and takes int8 must make int8. */
  const closed = new Set<string>();

  const rounded = (name: string): string => {
    const known = pairs.get(name);
    if (known !== undefined) return known;
    const view = pixels.get(name);
    const range = view ? rangeOfPixels(view) : assignment.ranges.get(name);
    if (!range || graph.constants.has(name)) return name;
    const largest = Math.max(Math.abs(range.min), Math.abs(range.max));
    const parameters = [
      edit.constant(scalar('float32', Math.fround(largest / limit) || 1)),
      edit.constant(scalar('int8', 0)),
    ];
    const bytes = edit.node('QuantizeLinear', [name, ...parameters]);
    const made = edit.node('DequantizeLinear', [bytes, ...parameters]);
    pairs.set(name, made);
    return made;
  };
  const roundedWeights = (name: string): string => {
    const { bytes, scales } = perChannel(graph.constants.get(name)!);
    const zeros = tensor('int8', scales.shape, new Array(scales.data.length).fill(0));
    return edit.node(
      'DequantizeLinear',
      [edit.constant(bytes), edit.constant(scales), edit.constant(zeros)],
      {
        axis: int(0),
      },
    );
  };
  const asIs = (node: GraphNode): GraphNode => ({
    ...node,
    inputs: node.inputs.map((name) => (closed.has(name) ? rounded(name) : name)),
  });

  for (const node of graph.nodes) {
    if (!isInt8(node)) {
      edit.keep(asIs(node));
      continue;
    }
    if (node.op === 'Conv') {
      const [input, weights, ...rest] = node.inputs;
      edit.keep({ ...node, inputs: [rounded(input!), roundedWeights(weights!), ...rest] });
      continue;
    }
    const fused = node.op === 'Add' ? fusedBranch(node, graph, links, isInt8) : null;
    edit.keep({ ...node, inputs: node.inputs.map((name) => (name === fused ? name : rounded(name))) });
    if (fused === null) closed.add(assignment.activations.get(node)?.outputs[0] ?? node.outputs[0]!);
  }
  return edit.finish();
}

function canBeInt8(node: GraphNode, { constants }: Graph): boolean {
  if (node.op === 'Conv') return mayBeInt8(node, constants.get(node.inputs[1]!)!.shape);
  return takesInt8.includes(node.op) && !node.inputs.some((name) => constants.has(name));
}

/** The convolution that an addition becomes part of, where its result goes nowhere else: of two, the one that comes last. */
function fusedBranch(
  { inputs }: GraphNode,
  graph: Graph,
  links: Links,
  isInt8: (node: GraphNode) => boolean,
): string | null {
  const makers = inputs
    .map((name) => links.producers.get(name))
    .filter(
      (node) =>
        node !== undefined && isOp(node, 'Conv') && isInt8(node) && links.soleConsumer(node.outputs[0]!),
    )
    .sort((a, b) => graph.nodes.indexOf(a!) - graph.nodes.indexOf(b!));
  return makers.at(-1)?.outputs[0] ?? null;
}

function rangeOfPixels({ scale, offset }: PixelView): Range {
  const ends = scale.flatMap((factor, i) => [offset[i]!, offset[i]! + 255 * factor]);
  return { min: Math.min(...ends), max: Math.max(...ends) };
}

/** Weights `[out, ...]` as bytes with one scale for each output channel. */
function perChannel({ shape, data }: Tensor): { readonly bytes: Tensor; readonly scales: Tensor } {
  const outputs = shape[0]!;
  const perOutput = sizeOf(shape.slice(1));
  const bytes = new Int8Array(data.length);
  const scales = new Float32Array(outputs);
  for (let out = 0; out < outputs; out++) {
    const row = (data as Float32Array).subarray(out * perOutput, (out + 1) * perOutput);
    const largest = row.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    scales[out] = largest / limit || 1;
    for (let i = 0; i < perOutput; i++) bytes[out * perOutput + i] = Math.round(row[i]! / scales[out]!);
  }
  return {
    bytes: { type: 'int8', shape, data: bytes },
    scales: { type: 'float32', shape: [outputs], data: scales },
  };
}

// An int8 network is judged on the machine that makes it, which may be of another kind than the one it is for. Where the
// kernels for bytes would overflow, its convolutions are computed in float: the same bytes come out, slowly.
import { type Graph, type GraphNode, ints, microsoft } from '../graph.ts';
import { GraphEditor } from '../graph-editor.ts';
import { floats, type Tensor } from '../onnx/tensor.ts';

/** @param graph As `emitInt8` makes it: channels last, weights with a scale for each channel and zero points of 0. */
export function convolveInFloat(graph: Graph): Graph {
  const edit = new GraphEditor(graph);
  for (const node of graph.nodes) {
    if (node.op === 'QLinearConv' && node.domain === microsoft) replace(node, graph, edit);
    else edit.keep(node);
  }
  return edit.finish();
}

function replace(node: GraphNode, graph: Graph, edit: GraphEditor): void {
  const [x, xScale, xZero, weights, scales, , yScale, yZero, bias] = node.inputs as readonly string[];
  const constant = (name: string | undefined): Tensor => graph.constants.get(name!)!;
  const { shape, data } = constant(weights);
  const inputScale = Number(constant(xScale).data[0]);
  const perOutput = data.length / shape[0]!;
  const scaleOf = (out: number): number => Number(constant(scales).data[out]);
  const kernels = Float32Array.from(
    data as Int8Array,
    (weight, i) => weight * scaleOf(Math.floor(i / perOutput)),
  );
  const offsets = Float32Array.from(
    constant(bias).data as Int32Array,
    (value, out) => value * inputScale * scaleOf(out),
  );
  const rank = shape.length;
  const channelsFirst = [0, rank - 1, ...Array.from({ length: rank - 2 }, (_, i) => i + 1)];
  const channelsLast = [0, ...Array.from({ length: rank - 2 }, (_, i) => i + 2), 1];
  const { channels_last: _, ...attributes } = node.attributes;
  const numbers = edit.node('DequantizeLinear', [x!, xScale!, xZero!]);
  const sums = edit.node(
    'Conv',
    [
      edit.node('Transpose', [numbers], { perm: ints(channelsFirst) }),
      edit.constant(floats(shape, kernels)),
      edit.constant(floats([shape[0]!], offsets)),
    ],
    attributes,
  );
  const moved = edit.node('Transpose', [sums], { perm: ints(channelsLast) });
  edit.node('QuantizeLinear', [moved, yScale!, yZero!], {}, { output: node.outputs[0]! });
}

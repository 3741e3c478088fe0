// The network with explicit quantization, for TensorRT: float operators between pairs of QuantizeLinear and DequantizeLinear,
// which TensorRT turns into int8 kernels of its own choice. It asks for zero points of 0, on activations as on weights
// (https://docs.nvidia.com/deeplearning/tensorrt, "Working with quantized types").
import { type Graph, int } from '../graph.ts';
import { GraphEditor } from '../graph-editor.ts';
import { scalar, sizeOf, type Tensor, tensor } from '../onnx/tensor.ts';
import type { Assignment } from './assign.ts';
import type { Range } from './parameters.ts';
import type { PixelView } from './pixels.ts';

const limit = 127;
/** Operators whose inputs are worth being int8. What only moves numbers follows from its neighbours. */
const takesInt8 = ['Conv', 'Add', 'MaxPool', 'Concat'];

export function emitQdq(
  graph: Graph,
  pixels: ReadonlyMap<string, PixelView>,
  assignment: Assignment,
  ranges: ReadonlyMap<string, Range>,
): Graph {
  const edit = new GraphEditor(graph);
  const pairs = new Map<string, string>();

  const rounded = (name: string): string => {
    const known = pairs.get(name);
    if (known !== undefined) return known;
    const view = pixels.get(name);
    const range = view ? rangeOfPixels(view) : ranges.get(name);
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

  for (const node of graph.nodes) {
    if (!assignment.nodes.has(node) || !takesInt8.includes(node.op)) edit.keep(node);
    else if (node.op === 'Conv') {
      const [input, weights, ...rest] = node.inputs;
      edit.keep({ ...node, inputs: [rounded(input!), roundedWeights(weights!), ...rest] });
    } else edit.keep({ ...node, inputs: node.inputs.map(rounded) });
  }
  return edit.finish();
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

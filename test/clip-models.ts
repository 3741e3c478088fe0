// Small networks that classify clips, with their cards, for the tests of the commands. The optimizer's encoder writes them.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Attributes, Graph, Port } from '../src-inference/optimizer/graph.ts';
import { int, ints } from '../src-inference/optimizer/graph.ts';
import { GraphEditor } from '../src-inference/optimizer/graph-editor.ts';
import { makeSlowFast } from '../src-inference/optimizer/networks/slowfast-r50.ts';
import { encodeGraph } from '../src-inference/optimizer/onnx/model-file.ts';
import { floats, sizeOf, type Tensor } from '../src-inference/optimizer/onnx/tensor.ts';
import { noise } from './graphs.ts';

const classes = 4;
const clipLabels = ['red', 'green', 'blue', 'nothing'] as const;

const clipCard = (input: string): string => `# A card with a comment that must stay.
name: small
labels: [${clipLabels.join(', ')}] # in the order of the outputs
background: nothing
window: { seconds: 1, hopSeconds: 0.5 }
input: ${input}
output: { name: logits, activation: softmax }
files:
  fp32: { path: network.fp32.onnx } # as exported
`;

function writeModel(directory: string, graph: Graph, input: string): string {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'model.yaml'), clipCard(input));
  writeFileSync(join(directory, 'network.fp32.onnx'), encodeGraph(graph));
  return directory;
}

/** Two pathways, as PyTorchVideo exports SlowFast, with few channels. */
export function makePathways(directory: string, swapInputs = false): string {
  const graph = makeSlowFast({ seed: 3, size: 64, classes, depths: [1, 1, 1, 1], channels: 32 });
  const input =
    'layout: pathways, slow: { name: slow, frames: 8 }, fast: { name: fast }, frames: 32, height: 64, width: 64, mean: 0.45, std: 0.225';
  return writeModel(
    directory,
    swapInputs ? { ...graph, inputs: graph.inputs.toReversed() } : graph,
    `{ ${input} }`,
  );
}

export interface ClipNetwork {
  readonly opset?: number;
  readonly shape?: Port['shape'];
  /** Put between the convolutions and the head. */
  readonly draw?: (edit: GraphEditor, value: string) => string;
}

/** One pathway of 8 frames, 32 x 32, with batch normalisation after its convolutions. It distinguishes colours. */
export function makeClips(directory: string, network: ClipNetwork = {}): string {
  return writeModel(
    directory,
    clipGraph(network),
    '{ layout: clip, name: clip, frames: 8, height: 32, width: 32, mean: [0.4, 0.45, 0.5], std: [0.2, 0.22, 0.25] }',
  );
}

/** Weights that keep the magnitude of the activations. */
function scaled(shape: readonly number[]): Tensor {
  const deviation = Math.sqrt(6 / sizeOf(shape.slice(1)));
  const data = noise(shape, shape[1]!).data as Float32Array;
  return floats(
    shape,
    data.map((value) => value * deviation),
  );
}

export function clipGraph({ opset = 17, shape = [1, 3, 8, 32, 32], draw }: ClipNetwork = {}): Graph {
  const edit = new GraphEditor({
    nodes: [],
    constants: new Map(),
    inputs: [{ name: 'clip', type: 'float32', shape }],
    outputs: [{ name: 'logits', type: 'float32', shape: [shape[0]!, classes] }],
    opsets: new Map([
      ['', opset],
      ['com.microsoft', 1],
    ]),
    types: new Map(),
  });
  const convolution = (input: string, weights: readonly number[], attributes: Attributes): string => {
    const made = edit.node('Conv', [input, edit.constant(scaled(weights))], attributes);
    const count = weights[0]!;
    const ones = floats([count], new Float32Array(count).fill(1));
    const constants = [ones, noise([count], 5), noise([count], 6), ones].map((one) => edit.constant(one));
    return edit.node('Relu', [edit.node('BatchNormalization', [made, ...constants])]);
  };
  const stem = convolution('clip', [8, 3, 3, 7, 7], {
    strides: ints([1, 2, 2]),
    pads: ints([1, 3, 3, 1, 3, 3]),
  });
  const body = convolution(stem, [16, 8, 1, 3, 3], { pads: ints([0, 1, 1, 0, 1, 1]) });
  const pooled = edit.node('GlobalAveragePool', [draw ? draw(edit, body) : body]);
  const row = edit.node('Flatten', [pooled], { axis: int(1) });
  edit.node(
    'Gemm',
    [row, edit.constant(noise([16, classes], 9)), edit.constant(noise([classes], 8))],
    {},
    { output: 'logits' },
  );
  return edit.finish();
}

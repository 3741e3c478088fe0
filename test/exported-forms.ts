// One small classifier in the forms in which libraries export theirs: whatever the order of its axes, the type and the range
// of its pictures, it answers the same. Written by the repository's own encoder, so that no framework is needed.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toHalf } from '../src-inference/model/half.ts';
import { type Graph, int, ints, type Port } from '../src-inference/optimizer/graph.ts';
import { GraphEditor } from '../src-inference/optimizer/graph-editor.ts';
import { encodeGraph } from '../src-inference/optimizer/onnx/model-file.ts';
import { decodeModel, encodeModel, type ModelMessage } from '../src-inference/optimizer/onnx/schema.ts';
import { floats, integers, tensor, typeCodes } from '../src-inference/optimizer/onnx/tensor.ts';
import { bytes, noise } from './graphs.ts';

export const size = { frames: 4, height: 6, width: 5 } as const;
const pixels = size.height * size.width;
export const formLabels = ['a', 'b', 'c'] as const;
const classes = formLabels.length;

/** `[3 * T * H * W, classes]`, rows in the order C, T, H, W. */
const weights = noise([3 * size.frames * pixels, classes], 11).data as Float32Array;
/** For each picture by itself, rows in the order C, H, W. */
const pictureWeights = noise([3 * pixels, classes], 12).data as Float32Array;

/** `[T, H, W, 3]` uint8 RGB. */
export function clipBytes(seed: number): Uint8Array {
  return bytes([size.frames, size.height, size.width, 3], seed).data as Uint8Array;
}

export type Values = (byte: number, channel: number) => number;

/** Scores that the classifier must give, by the definition of its layer. */
export function scoresOf(clip: Uint8Array, value: Values): readonly number[] {
  return weightedSums(
    clip,
    value,
    weights,
    ({ channel, t, pixel }) => (channel * size.frames + t) * pixels + pixel,
  );
}

/** The same of the classifier of single pictures: the mean of its rows. */
export function meanPictureScores(clip: Uint8Array, value: Values): readonly number[] {
  const scores = weightedSums(clip, value, pictureWeights, ({ channel, pixel }) => channel * pixels + pixel);
  return scores.map((score) => score / size.frames);
}

function weightedSums(
  clip: Uint8Array,
  value: Values,
  matrix: Float32Array,
  rowOf: (place: { readonly channel: number; readonly t: number; readonly pixel: number }) => number,
): readonly number[] {
  const scores = new Array<number>(classes).fill(0);
  clip.forEach((byte, i) => {
    const channel = i % 3;
    const row = rowOf({ channel, t: Math.floor(i / 3 / pixels), pixel: Math.floor(i / 3) % pixels });
    for (let k = 0; k < classes; k++) {
      scores[k]! += (value(byte, channel) * matrix[row * classes + k]!) / pixels;
    }
  });
  return scores;
}

export interface Form {
  /** As in the card. */
  readonly axes: string;
  readonly type?: 'float32' | 'float16' | 'uint8';
  readonly bgr?: boolean;
  readonly opset?: number;
  /** Sizes that are left open, by letter, with the name of the axis. */
  readonly symbolic?: Readonly<Record<string, string>>;
  readonly input?: string;
  readonly output?: string;
  /** One row for each picture. */
  readonly perPicture?: boolean;
  /** Further outputs, before the one that counts. */
  readonly features?: boolean;
}

const sizes: Readonly<Record<string, number>> = {
  N: 1,
  M: 1,
  T: size.frames,
  C: 3,
  H: size.height,
  W: size.width,
};

export function formGraph(form: Form): Graph {
  const { axes, type = 'float32', opset = 17, symbolic = {}, input = 'clip', output = 'logits' } = form;
  const groups = axes.match(/\w|\(\w+\)/g)!;
  const letters = axes.replace(/[()]/g, '').split('');
  const shape = groups.map((group) =>
    symbolic[group] === undefined
      ? [...group.replace(/[()]/g, '')].reduce((all, one) => all * sizes[one]!, 1)
      : null,
  );
  const edit = editor(
    opset,
    [{ name: input, type, shape }],
    [
      ...(form.features ? [{ name: 'features', type: 'float32', shape: [] } as const] : []),
      {
        name: output,
        type: type === 'float16' ? type : 'float32',
        shape: form.perPicture ? [size.frames, classes] : [1, classes],
      },
    ],
  );
  const split = edit.node('Reshape', [input, edit.constant(integers(letters.map((one) => sizes[one]!)))]);
  const order = (form.perPicture ? 'NMTCHW' : 'NMCTHW').split('').filter((one) => letters.includes(one));
  const ordered = edit.node('Transpose', [split], { perm: ints(order.map((one) => letters.indexOf(one))) });
  const coloured = form.bgr
    ? edit.node('Gather', [ordered, edit.constant(integers([2, 1, 0]))], { axis: int(order.indexOf('C')) })
    : ordered;
  const numbers = type === 'uint8' ? edit.node('Cast', [coloured], { to: int(typeCodes.float32) }) : coloured;
  const rows = form.perPicture ? [size.frames, 3 * pixels] : [1, 3 * size.frames * pixels];
  const flat = edit.node('Reshape', [numbers, edit.constant(integers(rows))]);
  if (form.features) edit.node('Relu', [flat], {}, { output: 'features' });
  const values = (form.perPicture ? pictureWeights : weights).map((value) => value / pixels);
  const matrix = [values.length / classes, classes];
  const constant =
    type === 'float16' ? tensor('float16', matrix, Array.from(values, toHalf)) : floats(matrix, values);
  edit.node('MatMul', [flat, edit.constant(constant)], {}, { output });
  return edit.finish();
}

/** Adds the mean of the clip to what it was before, and counts the clips: `[1, 2]` of the mean over all clips, and its opposite. */
export function stateGraph(): Graph {
  const axis = ints([0, 1, 2, 3, 4]);
  const edit = editor(
    17,
    [
      { name: 'clip', type: 'float32', shape: [1, 3, size.frames, size.height, size.width] },
      { name: 'state/total', type: 'float32', shape: [null, 1] },
      { name: 'state/count', type: 'int64', shape: [1] },
    ],
    [
      { name: 'logits', type: 'float32', shape: [1, classes] },
      { name: 'new_state/total', type: 'float32', shape: [null, 1] },
      { name: 'new_state/count', type: 'int64', shape: [1] },
    ],
  );
  const mean = edit.node('ReduceMean', ['clip'], { axes: axis, keepdims: int(1) });
  const row = edit.node('Reshape', [mean, edit.constant(integers([1, 1]))]);
  edit.node('Add', ['state/total', row], {}, { output: 'new_state/total' });
  edit.node('Add', ['state/count', edit.constant(integers([1]))], {}, { output: 'new_state/count' });
  const count = edit.node('Cast', ['new_state/count'], { to: int(typeCodes.float32) });
  const average = edit.node('Div', ['new_state/total', count]);
  edit.node(
    'MatMul',
    [average, edit.constant(floats([1, classes], Float32Array.of(1, -1, 0)))],
    {},
    { output: 'logits' },
  );
  return edit.finish();
}

function editor(opset: number, inputs: readonly Port[], outputs: readonly Port[]): GraphEditor {
  return new GraphEditor({
    nodes: [],
    constants: new Map(),
    inputs,
    outputs,
    opsets: new Map([['', opset]]),
    types: new Map(),
  });
}

/** What the file is written like, beside the graph. */
export interface Writing {
  readonly symbolic?: Readonly<Record<number, string>>;
  /** Weights go into this file beside the network. */
  readonly externalFile?: string;
  readonly irVersion?: number;
  readonly producer?: readonly [name: string, version: string];
  /** The network ends in a branch, as PyTorch's older exporter writes squeeze. */
  readonly branch?: boolean;
}

const external = 1;
const graphAttribute = 5;

export function writeNetwork(path: string, graph: Graph, writing: Writing = {}): string {
  const model = decodeModel(encodeGraph(graph));
  const { irVersion, producer, externalFile, symbolic = {}, branch } = writing;
  if (irVersion !== undefined) model.irVersion = irVersion;
  if (producer !== undefined) [model.producerName, model.producerVersion] = [...producer];
  for (const [axis, name] of Object.entries(symbolic)) {
    model.graph!.input![0]!.type!.tensorType!.shape!.dim![Number(axis)] = { dimParam: name };
  }
  if (branch) endInBranch(model);
  mkdirSync(join(path, '..'), { recursive: true });
  if (externalFile !== undefined)
    writeFileSync(join(path, '..', externalFile), moveWeights(model, externalFile));
  writeFileSync(path, encodeModel(model));
  return path;
}

/** @returns The bytes of the file of weights. */
function moveWeights(model: ModelMessage, location: string): Uint8Array {
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (const one of model.graph!.initializer ?? []) {
    const raw = one.rawData!;
    // Shapes stay, as PyTorch leaves them.
    if (raw.length < 1024) continue;
    const entries = { location, offset: String(offset), length: String(raw.length) };
    one.externalData = Object.entries(entries).map(([key, value]) => ({ key, value }));
    one.dataLocation = external;
    delete one.rawData;
    parts.push(raw);
    offset += raw.length;
  }
  return Buffer.concat(parts);
}

function endInBranch({ graph }: ModelMessage): void {
  const last = graph!.node!.at(-1)!;
  const [name] = last.output!;
  last.output = ['before the branch'];
  const branchOf = (opType: string) => ({
    name: opType,
    node: [{ opType, name: opType, input: ['before the branch'], output: [`of ${opType}`] }],
    output: [{ name: `of ${opType}` }],
  });
  graph!.initializer!.push({
    name: 'condition',
    dims: [],
    dataType: typeCodes.bool,
    rawData: Uint8Array.of(1),
  });
  graph!.node!.push({
    opType: 'If',
    name: 'branch',
    input: ['condition'],
    output: [name!],
    attribute: [
      { name: 'then_branch', type: graphAttribute, g: branchOf('Identity') },
      { name: 'else_branch', type: graphAttribute, g: branchOf('Neg') },
    ],
  });
}

export interface FormCard {
  /** Lines of the input, without their indentation. */
  readonly input: readonly string[];
  readonly output?: string;
  readonly labels?: readonly string[];
  readonly window?: string;
}

export function writeForm(
  directory: string,
  graph: Graph,
  {
    input,
    output = 'name: logits, activation: softmax',
    labels = formLabels,
    window = '{ seconds: 1, hopSeconds: 0.5 }',
  }: FormCard,
  writing: Writing = {},
): string {
  writeNetwork(join(directory, 'network.onnx'), graph, writing);
  writeFileSync(
    join(directory, 'model.yaml'),
    `name: form
labels: [${labels.join(', ')}]
window: ${window}
input:
${input.map((line) => `  ${line}`).join('\n')}
output: { ${output} }
files:
  fp32: { path: network.onnx }
`,
  );
  return directory;
}

export const sizeLines = Object.entries(size).map(([field, value]) => `${field}: ${value}`);

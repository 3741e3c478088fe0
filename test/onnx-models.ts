// Tiny ONNX networks for the tests, encoded by hand (onnx.proto, IR version 8, opset 17). Their answers are simple functions
// of the pixels.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const elementTypes = { float32: 1, uint8: 2, int64: 7 } as const;
type ElementType = keyof typeof elementTypes;

/** Protocol buffers: a varint, or bytes with their length, under a field number. */
const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value & 127) | 128, ...varint(Math.floor(value / 128))];
const number = (field: number, value: number): number[] => [...varint(field << 3), ...varint(value)];
const bytes = (field: number, value: Iterable<number>): number[] => {
  const content = [...value];
  return [...varint((field << 3) | 2), ...varint(content.length), ...content];
};
const text = (field: number, value: string): number[] => bytes(field, Buffer.from(value));

function node(type: string, inputs: string[], output: string, attributes: number[] = []): number[] {
  return bytes(1, [
    ...inputs.flatMap((name) => text(1, name)),
    ...text(2, output),
    ...text(4, type),
    ...attributes,
  ]);
}

function integers(name: string, values: number[]): number[] {
  return bytes(5, [...text(1, name), ...values.flatMap((value) => number(8, value)), ...number(20, 7)]);
}

function integer(name: string, value: number): number[] {
  return bytes(5, [...text(1, name), ...number(3, value), ...number(20, 2)]);
}

function constant(name: string, type: ElementType, shape: number[], values: number[]): number[] {
  const raw = type === 'int64' ? BigInt64Array.from(values, BigInt) : Float32Array.from(values);
  return bytes(5, [
    ...shape.flatMap((size) => number(1, size)),
    ...number(2, elementTypes[type]),
    ...text(8, name),
    ...bytes(9, new Uint8Array(raw.buffer)),
  ]);
}

function value(field: 11 | 12, name: string, type: ElementType, shape: number[]): number[] {
  const dimensions = shape.flatMap((size) => bytes(1, number(1, size)));
  const tensor = [...number(1, elementTypes[type]), ...bytes(2, dimensions)];
  return bytes(field, [...text(1, name), ...bytes(2, bytes(1, tensor))]);
}

function model(...graph: number[][]): Uint8Array {
  return Uint8Array.from([
    ...number(1, 8),
    ...bytes(7, [...graph.flat(), ...text(2, 'test')]),
    ...bytes(8, number(2, 17)),
  ]);
}

function write(directory: string, card: string, network: Uint8Array): string {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'model.yaml'), card);
  writeFileSync(join(directory, 'network.onnx'), network);
  return directory;
}

export const colourCard = `name: colours
labels: [nothing, red, green, blue]
background: nothing
window: { seconds: 1, hopSeconds: 0.25 }
input: { layout: frames, name: frames, frames: 4, height: 16, width: 16 }
output: { name: scores, activation: softmax }
files: { fp32: { path: network.onnx } }
`;

/** Names the colour that fills a picture: `nothing`, `red`, `green` or `blue`. */
export function makeColourModel(directory: string, card = colourCard): string {
  return write(
    directory,
    card,
    model(
      node('Cast', ['frames'], 'floats', integer('to', 1)),
      node('ReduceMean', ['floats'], 'means', [...integers('axes', [0, 1, 2]), ...integer('keepdims', 1)]),
      node('Reshape', ['means', 'row'], 'channels'),
      node('MatMul', ['channels', 'weights'], 'products'),
      node('Add', ['products', 'bias'], 'scores'),
      constant('row', 'int64', [2], [1, 3]),
      constant('weights', 'float32', [3, 4], [0, 0.05, 0, 0, 0, 0, 0.05, 0, 0, 0, 0, 0.05]),
      constant('bias', 'float32', [4], [5, 0, 0, 0]),
      value(11, 'frames', 'uint8', [4, 16, 16, 3]),
      value(12, 'scores', 'float32', [1, 4]),
    ),
  );
}

/**
 * The colour network behind a product of two matrices of `size` squared, which takes its time and changes nothing:
 * slower than the hop of 0.25 s on whatever machine, given a size.
 */
export function makeSlowModel(directory: string, size: number): string {
  return write(
    directory,
    colourCard,
    model(
      node('Cast', ['frames'], 'floats', integer('to', 1)),
      node('ReduceMean', ['floats'], 'means', [...integers('axes', [0, 1, 2]), ...integer('keepdims', 1)]),
      node('Reshape', ['means', 'row'], 'channels'),
      node('MatMul', ['channels', 'weights'], 'products'),
      node('Add', ['products', 'bias'], 'colours'),
      node('ReduceMean', ['channels'], 'brightness', [
        ...integers('axes', [0, 1]),
        ...integer('keepdims', 1),
      ]),
      node('ConstantOfShape', ['square'], 'empty'),
      node('Add', ['empty', 'brightness'], 'filled'),
      node('MatMul', ['filled', 'filled'], 'square product'),
      node('ReduceMean', ['square product'], 'result', [
        ...integers('axes', [0, 1]),
        ...integer('keepdims', 1),
      ]),
      node('Mul', ['result', 'nothing'], 'vanished'),
      node('Add', ['colours', 'vanished'], 'scores'),
      constant('row', 'int64', [2], [1, 3]),
      constant('square', 'int64', [2], [size, size]),
      constant('nothing', 'float32', [1, 1], [0]),
      constant('weights', 'float32', [3, 4], [0, 0.05, 0, 0, 0, 0, 0.05, 0, 0, 0, 0, 0.05]),
      constant('bias', 'float32', [4], [5, 0, 0, 0]),
      value(11, 'frames', 'uint8', [4, 16, 16, 3]),
      value(12, 'scores', 'float32', [1, 4]),
    ),
  );
}

/** Two pathways as PyTorchVideo exports them; answers the mean of the slow and of the fast one. */
export function makePathwayModel(directory: string): string {
  const mean = (from: string, to: string): number[] => [
    ...node('ReduceMean', [from], `${to}s`, [...integers('axes', [1, 2, 3, 4]), ...integer('keepdims', 1)]),
    ...node('Reshape', [`${to}s`, 'one'], to),
  ];
  return write(
    directory,
    `name: pathways
labels: [slow, fast]
window: { seconds: 1, hopSeconds: 1 }
input:
  layout: pathways
  slow: { name: slow, frames: 8 }
  fast: { name: fast }
  frames: 32
  height: 4
  width: 4
  mean: 0.45
  std: 0.225
output: { name: scores, activation: softmax }
files: { fp32: { path: network.onnx } }
`,
    model(
      mean('slow', 'slowMean'),
      mean('fast', 'fastMean'),
      node('Concat', ['slowMean', 'fastMean'], 'scores', integer('axis', 1)),
      constant('one', 'int64', [2], [1, 1]),
      value(11, 'slow', 'float32', [1, 3, 8, 4, 4]),
      value(11, 'fast', 'float32', [1, 3, 32, 4, 4]),
      value(12, 'scores', 'float32', [1, 2]),
    ),
  );
}

/** One float input of 4 frames. Its output is already probabilities. */
export function makeClipModel(directory: string): string {
  return write(
    directory,
    `name: clip
labels: [dark, bright]
window: { seconds: 1, hopSeconds: 1 }
input: { layout: clip, name: clip, frames: 4, height: 4, width: 4, mean: [0, 0, 0], std: [1, 1, 1] }
output: { name: probabilities, activation: none }
files: { fp32: { path: network.onnx } }
`,
    model(
      node('ReduceMean', ['clip'], 'mean', [...integers('axes', [1, 2, 3, 4]), ...integer('keepdims', 1)]),
      node('Reshape', ['mean', 'one'], 'bright'),
      node('Sub', ['unit', 'bright'], 'dark'),
      node('Concat', ['dark', 'bright'], 'probabilities', integer('axis', 1)),
      constant('one', 'int64', [2], [1, 1]),
      constant('unit', 'float32', [1, 1], [1]),
      value(11, 'clip', 'float32', [1, 3, 4, 4, 4]),
      value(12, 'probabilities', 'float32', [1, 2]),
    ),
  );
}

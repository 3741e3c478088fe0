// A network that takes one clip becomes one that takes a batch of them, as `[N, T, H, W, 3]` uint8 RGB: a server may then name
// windows of several stations at once, and a quarter of the bytes of floats travels. Whether the result is right is for the
// caller to try.
import {
  type InputLayout,
  type InputTensor,
  servedInput,
  shapeOfTensor,
  slowIndices,
  takesBytes,
} from '../../model/index.ts';
import { type Graph, type GraphNode, int, intOf, ints, intsOf, isOp, type Port } from '../graph.ts';
import { GraphEditor } from '../graph-editor.ts';
import { floats, integers, numbersOf, type Tensor } from '../onnx/tensor.ts';

/** Codes of `TensorProto.DataType`. */
const castTo = { float32: 1, float16: 10 } as const;

/** @returns A sentence that says why not, where a batch has no place in the network. */
export function batched(graph: Graph, input: InputLayout): Graph | string {
  const { frames, height, width } = input;
  const port: Port = { name: servedInput, type: 'uint8', shape: [null, frames, height, width, 3] };
  const isTaken = graph.nodes.some(({ outputs }) => outputs.includes(servedInput));
  if (isTaken) return `a value of the network is called "${servedInput}"`;
  const edit = new GraphEditor(graph);
  const why = takesBytes(input) ? liftInput(graph, edit, input) : prepend(graph, edit, input);
  if (why !== null) return why;
  const outputs = graph.outputs.map((output) => ({ ...output, shape: [null, ...output.shape.slice(1)] }));
  return edit.finish({ inputs: [port], outputs, types: new Map() });
}

/** Bytes become what each input takes, inside of the network. */
function prepend(graph: Graph, edit: GraphEditor, input: InputLayout): string | null {
  for (const tensor of input.tensors) {
    const letters = tensor.axes.replace(/[()]/g, '');
    if (!letters.startsWith('N'))
      return `the input "${tensor.name}" (${tensor.axes}) has no axis for several clips`;
    const shape = shapeOfTensor(tensor, input);
    const chosen =
      tensor.frames === input.frames
        ? servedInput
        : gather(edit, servedInput, slowIndices(input.frames, tensor.frames), 1);
    const ordered = tensor.channels === 'RGB' ? chosen : gather(edit, chosen, [2, 1, 0], 4);
    const values = normalised(edit, ordered, tensor);
    const order = [...letters].filter((letter) => letter !== 'M').map((letter) => 'NTHWC'.indexOf(letter));
    const moved = edit.node('Transpose', [values], { perm: ints(order) });
    edit.node(
      'Reshape',
      [moved, edit.constant(integers([0, ...shape.slice(1)]))],
      {},
      { output: tensor.name },
    );
  }
  const constants = constantsOf(graph);
  for (const node of graph.nodes) keepForBatch(node, edit, constants);
  return null;
}

function normalised(edit: GraphEditor, pictures: string, tensor: InputTensor): string {
  if (tensor.type === 'uint8') return pictures;
  const { normalisation, channels, type } = tensor;
  const place = (values: readonly number[]): readonly number[] =>
    channels === 'RGB' ? values : values.toReversed();
  const mean = place(normalisation.mean);
  const std = place(normalisation.std);
  const scale = Float32Array.from(std, (value) => 1 / (255 * value));
  const offset = Float32Array.from(mean, (value, i) => -value / std[i]!);
  const numbers = edit.node('Cast', [pictures], { to: int(castTo.float32) });
  const scaled = edit.node('Mul', [numbers, edit.constant(floats([3], scale))]);
  const shifted = edit.node('Add', [scaled, edit.constant(floats([3], offset))]);
  return type === 'float16' ? edit.node('Cast', [shifted], { to: int(castTo.float16) }) : shifted;
}

function gather(edit: GraphEditor, from: string, indices: readonly number[], axis: number): string {
  return edit.node('Gather', [from, edit.constant(integers(indices))], { axis: int(axis) });
}

/**
 * The network takes `[T, H, W, 3]`, and adds the batch axis further on: what lies before gets it as its first axis, and what adds
 * it does nothing any more.
 */
function liftInput(graph: Graph, edit: GraphEditor, input: InputLayout): string | null {
  const constants = constantsOf(graph);
  /** Values whose batch axis is still to come, with the number of axes that they had. */
  const early = new Map([[input.tensors[0]!.name, 4]]);
  edit.alias(input.tensors[0]!.name, servedInput);
  for (const node of graph.nodes) {
    const from = node.inputs.find((name) => early.has(name));
    if (from === undefined) {
      keepForBatch(node, edit, constants);
      continue;
    }
    const axes = early.get(from)!;
    const [first, second = ''] = node.inputs;
    const output = node.outputs[0]!;
    if (isOp(node, 'Transpose')) {
      const order = intsOf(node, 'perm') ?? [...Array(axes).keys()].reverse();
      edit.keep({ ...node, attributes: { perm: ints([0, ...order.map((axis) => axis + 1)]) } });
      early.set(output, axes);
    } else if (isOp(node, 'Gather') && first === from && constants.has(second)) {
      const axis = intOf(node, 'axis', 0);
      edit.keep({ ...node, attributes: { axis: int(axis < 0 ? axis : axis + 1) } });
      early.set(output, axes);
    } else if (isOp(node, 'Cast', 'Identity')) {
      edit.keep(node);
      early.set(output, axes);
    } else if (isOp(node, 'Mul', 'Add', 'Sub', 'Div')) {
      const other = constants.get(first === from ? second : first!);
      if (other === undefined || other.shape.length > axes) return addsNoBatch(node);
      edit.keep(node);
      early.set(output, axes);
    } else if (addsFirstAxis(node, constants, axes)) {
      edit.alias(output, from);
    } else if (isOp(node, 'Reshape') && numbersOf(constants.get(second) ?? integers([]))[0] === 1) {
      keepForBatch(node, edit, constants);
    } else return addsNoBatch(node);
  }
  return null;
}

function addsNoBatch({ op, name }: GraphNode): string {
  return `the network takes one clip without an axis for several, and ${op} "${name}" has no place for one`;
}

function addsFirstAxis(node: GraphNode, constants: ReadonlyMap<string, Tensor>, axes: number): boolean {
  if (!isOp(node, 'Unsqueeze')) return false;
  const given = constants.get(node.inputs[1] ?? '');
  const added = intsOf(node, 'axes') ?? (given ? numbersOf(given) : []);
  return added.length === 1 && (added[0] === 0 || added[0] === -axes - 1);
}

/** A shape that begins with one clip begins with as many as there are; what else is fixed shows when it is tried. */
function keepForBatch(node: GraphNode, edit: GraphEditor, constants: ReadonlyMap<string, Tensor>): void {
  const shape = isOp(node, 'Reshape') ? constants.get(node.inputs[1]!) : undefined;
  const [first, ...rest] = shape ? numbersOf(shape) : [];
  if (first !== 1 || intOf(node, 'allowzero', 0) !== 0) return edit.keep(node);
  // Sizes that follow from the others would follow from the batch as well: only the first one may be left open.
  edit.keep({ ...node, inputs: [node.inputs[0]!, edit.constant(integers([0, ...rest]))] });
}

function constantsOf(graph: Graph): ReadonlyMap<string, Tensor> {
  const constants = new Map(graph.constants);
  for (const node of graph.nodes) {
    const value = isOp(node, 'Constant') ? node.attributes.value : undefined;
    if (value?.kind === 'tensor') constants.set(node.outputs[0]!, value.value);
  }
  return constants;
}

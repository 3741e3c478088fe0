// Types and shapes of all values, from those of the inputs. Of an operator that is not known here, what the file says of
// its outputs is taken; where it says nothing, what follows stays unknown, and no pass touches it.
import { type Graph, type GraphNode, intOf, intsOf, reducedAxes, type ValueType } from '../graph.ts';
import { type DataType, numbersOf, sizeOf, type Tensor, typeOfCode } from '../onnx/tensor.ts';
import { slidingWindow } from './sliding-window.ts';

type Shape = readonly number[];

interface Known {
  /** Types of the inputs; undefined where unknown. */
  readonly types: readonly (ValueType | undefined)[];
  /** Shape of the first input. */
  readonly shape: Shape;
  /** The input as constant numbers; null where it is none. */
  numbers(input: number): readonly number[] | null;
  readonly graph: Graph;
}

/** Shapes of the outputs; null: not to be told. */
type Rule = (node: GraphNode, known: Known) => readonly Shape[] | null;

/** @returns The same graph, with the types of whatever can be told. */
export function inferShapes(graph: Graph): Graph {
  const types = new Map<string, ValueType>(graph.types);
  const find = (name: string): ValueType | undefined => types.get(name) ?? graph.constants.get(name);
  for (const node of graph.nodes) {
    const inputs = node.inputs.map((name) => (name === '' ? undefined : find(name)));
    const shapes = shapesOf(node, inputs, graph);
    if (shapes === null) continue;
    const type = typeOfResult(node, inputs);
    node.outputs.forEach((name, i) => {
      const shape = shapes[i];
      if (name !== '' && shape && shape.every((size) => Number.isInteger(size) && size >= 0)) {
        types.set(name, { type, shape });
      }
    });
  }
  return { ...graph, types };
}

/** Whether shapes behind this operator can be told without running it. */
export function hasRule({ op, domain }: GraphNode): boolean {
  return domain === '' && (op === 'Constant' || Object.hasOwn(rules, op));
}

function shapesOf(node: GraphNode, types: Known['types'], graph: Graph): readonly Shape[] | null {
  const constant = (name: string | undefined): Tensor | undefined =>
    name ? graph.constants.get(name) : undefined;
  if (node.op === 'Constant' && node.domain === '') {
    const value = node.attributes.value;
    return value?.kind === 'tensor' ? [value.value.shape] : null;
  }
  const rule = hasRule(node) ? rules[node.op] : undefined;
  const first = types[0];
  if (!rule || !first) return null;
  return rule(node, {
    types,
    shape: first.shape,
    numbers: (input) => {
      const value = constant(node.inputs[input]);
      return value ? numbersOf(value) : null;
    },
    graph,
  });
}

function typeOfResult(node: GraphNode, types: Known['types']): DataType {
  if (node.op === 'Cast') return typeOfCode(intOf(node, 'to', 1)) ?? 'float32';
  if (node.op === 'Shape') return 'int64';
  if (['Equal', 'Less', 'Greater', 'Not', 'And', 'Or'].includes(node.op)) return 'bool';
  if (node.op === 'Where') return types[1]?.type ?? 'float32';
  if (node.op === 'QuantizeLinear') return types[2]?.type ?? 'uint8';
  if (node.op === 'DequantizeLinear') return 'float32';
  if (node.op === 'Constant' || node.op === 'ConstantOfShape') {
    const value = node.attributes.value;
    return value?.kind === 'tensor' ? value.value.type : 'float32';
  }
  return types[0]?.type ?? 'float32';
}

/** Shapes of several arrays taken together, as NumPy and ONNX do. */
function broadcast(shapes: readonly Shape[]): Shape | null {
  const rank = Math.max(...shapes.map((shape) => shape.length));
  const result: number[] = [];
  for (let i = 0; i < rank; i++) {
    const sizes = shapes.map((shape) => shape[shape.length - rank + i] ?? 1).filter((size) => size !== 1);
    if (sizes.some((size) => size !== sizes[0])) return null;
    result.push(sizes[0] ?? 1);
  }
  return result;
}

const same: Rule = (_, { shape }) => [shape];

const elementwise: Rule = (node, { types }) => {
  const shapes = types.filter((_, i) => node.inputs[i] !== '');
  if (shapes.some((one) => one === undefined)) return null;
  const shape = broadcast(shapes.map((one) => one!.shape));
  return shape && [shape];
};

const pool: Rule = (node, { shape }) => {
  const kernel = intsOf(node, 'kernel_shape');
  const sizes = kernel && slidingWindow(node, shape.slice(2), kernel)?.sizes;
  return sizes ? [[shape[0]!, shape[1]!, ...sizes]] : null;
};

const globalPool: Rule = (_, { shape }) => [[shape[0]!, shape[1]!, ...shape.slice(2).map(() => 1)]];

const reduce: Rule = (node, { shape, graph }) => {
  const axes = reducedAxes(node, graph)?.map((axis) => at(axis, shape.length)) ?? shape.map((_, i) => i);
  if (intOf(node, 'keepdims', 1) !== 0) return [shape.map((size, i) => (axes.includes(i) ? 1 : size))];
  return [shape.filter((_, i) => !axes.includes(i))];
};

const matMul: Rule = (_, { types }) => {
  const [a, b] = types.map((one) => one?.shape);
  if (!a || !b || a.length < 2 || b.length < 2) return null;
  const batch = broadcast([a.slice(0, -2), b.slice(0, -2)]);
  return batch && [[...batch, a.at(-2)!, b.at(-1)!]];
};

const rules: Readonly<Record<string, Rule>> = {
  ...Object.fromEntries(
    [
      ...[
        'Relu',
        'LeakyRelu',
        'PRelu',
        'Elu',
        'Selu',
        'Celu',
        'Sigmoid',
        'HardSigmoid',
        'HardSwish',
        'Tanh',
        'Erf',
      ],
      ...[
        'Exp',
        'Log',
        'Sqrt',
        'Neg',
        'Abs',
        'Floor',
        'Ceil',
        'Round',
        'Reciprocal',
        'Softplus',
        'Gelu',
        'Mish',
      ],
      ...['Clip', 'Identity', 'Dropout', 'Cast', 'BatchNormalization', 'InstanceNormalization', 'LRN', 'Not'],
      ...['LayerNormalization', 'Softmax', 'LogSoftmax', 'QuantizeLinear', 'DequantizeLinear'],
    ].map((op) => [op, same]),
  ),
  ...Object.fromEntries(
    [
      ...['Add', 'Sub', 'Mul', 'Div', 'Pow', 'Min', 'Max', 'Sum', 'Mean', 'Where', 'Mod'],
      ...['Equal', 'Less', 'Greater', 'And', 'Or'],
    ].map((op) => [op, elementwise]),
  ),
  ...Object.fromEntries(
    ['ReduceMean', 'ReduceSum', 'ReduceMax', 'ReduceMin', 'ReduceProd', 'ReduceL2'].map((op) => [op, reduce]),
  ),
  MaxPool: pool,
  AveragePool: pool,
  LpPool: pool,
  GlobalAveragePool: globalPool,
  GlobalMaxPool: globalPool,
  MatMul: matMul,
  Conv(node, { shape, types }) {
    const weights = types[1]?.shape;
    const sizes = weights && slidingWindow(node, shape.slice(2), weights.slice(2))?.sizes;
    return sizes ? [[shape[0]!, weights[0]!, ...sizes]] : null;
  },
  Gemm(node, { shape, types }) {
    const other = types[1]?.shape;
    if (!other) return null;
    return [[shape[intOf(node, 'transA', 0) ? 1 : 0]!, other[intOf(node, 'transB', 0) ? 0 : 1]!]];
  },
  Flatten(node, { shape }) {
    const axis = at(intOf(node, 'axis', 1), shape.length);
    return [[sizeOf(shape.slice(0, axis)), sizeOf(shape.slice(axis))]];
  },
  Reshape(node, { shape, numbers }) {
    const wanted = numbers(1);
    if (!wanted) return null;
    const copied = wanted.map((size, i) =>
      size === 0 && intOf(node, 'allowzero', 0) === 0 ? shape[i]! : size,
    );
    const rest = sizeOf(shape) / sizeOf(copied.filter((size) => size !== -1));
    return [copied.map((size) => (size === -1 ? rest : size))];
  },
  Transpose(node, { shape }) {
    const order = intsOf(node, 'perm') ?? shape.map((_, i) => shape.length - 1 - i);
    return [order.map((axis) => shape[axis]!)];
  },
  Squeeze(node, { shape, numbers }) {
    const axes = node.inputs[1] ? numbers(1)?.map((axis) => at(axis, shape.length)) : null;
    if (axes === undefined) return null;
    return [shape.filter((size, i) => (axes === null ? size !== 1 : !axes.includes(i)))];
  },
  Unsqueeze(_, { shape, numbers }) {
    const given = numbers(1);
    if (!given) return null;
    const rank = shape.length + given.length;
    const axes = given.map((axis) => at(axis, rank));
    const rest = [...shape];
    return [Array.from({ length: rank }, (_, i) => (axes.includes(i) ? 1 : rest.shift()!))];
  },
  Concat(node, { types }) {
    if (types.some((one) => !one)) return null;
    const shapes = types.map((one) => one!.shape);
    const axis = at(intOf(node, 'axis', 0), shapes[0]!.length);
    const total = shapes.reduce((sum, shape) => sum + shape[axis]!, 0);
    return [shapes[0]!.map((size, i) => (i === axis ? total : size))];
  },
  Pad(node, { shape, numbers }) {
    const pads = numbers(1);
    if (!pads || node.inputs[3]) return null;
    return [shape.map((size, i) => size + pads[i]! + pads[i + shape.length]!)];
  },
  Slice(node, { shape, numbers }) {
    const [starts, ends] = [numbers(1), numbers(2)];
    const axes = node.inputs[3] ? numbers(3) : starts?.map((_, i) => i);
    const steps = node.inputs[4] ? numbers(4) : starts?.map(() => 1);
    if (!starts || !ends || !axes || !steps) return null;
    const result = [...shape];
    axes.forEach((given, i) => {
      const axis = at(given, shape.length);
      result[axis] = sliceRange(shape[axis]!, starts[i]!, ends[i]!, steps[i]!).count;
    });
    return [result];
  },
  Gather(node, { shape, types }) {
    const indices = types[1]?.shape;
    if (!indices) return null;
    const axis = at(intOf(node, 'axis', 0), shape.length);
    return [[...shape.slice(0, axis), ...indices, ...shape.slice(axis + 1)]];
  },
  Split(node, { shape, numbers }) {
    const axis = at(intOf(node, 'axis', 0), shape.length);
    const given = node.inputs[1] ? numbers(1) : null;
    const even = Math.ceil(shape[axis]! / node.outputs.length);
    const sizes = given ?? node.outputs.map((_, i) => Math.min(even, shape[axis]! - i * even));
    return sizes.map((size) => shape.map((old, i) => (i === axis ? size : old)));
  },
  Expand(_, { shape, numbers }) {
    const wanted = numbers(1);
    const result = wanted && broadcast([shape, wanted]);
    return result && [result];
  },
  Shape: (_, { shape }) => [[shape.length]],
  ConstantOfShape(_, { numbers }) {
    const sizes = numbers(0);
    return sizes && [sizes];
  },
};

/** A negative axis counts from the end. */
export function at(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}

/** What a slice takes of an axis, as ONNX `Slice` clamps its numbers. */
export function sliceRange(
  size: number,
  start: number,
  end: number,
  step: number,
): { readonly first: number; readonly count: number; readonly step: number } {
  const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
  const from = clamp(start < 0 ? start + size : start, 0, step > 0 ? size : size - 1);
  const to = clamp(end < 0 ? end + size : end, step > 0 ? 0 : -1, size);
  return { first: from, count: Math.max(0, Math.ceil((to - from) / step)), step };
}

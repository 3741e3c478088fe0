// Which values are the pictures that came in, only moved, chosen and scaled: a convolution can take the bytes instead.
import { type Graph, type GraphNode, intOf, intsOf, isOp } from '../graph.ts';
import { numbersOf } from '../onnx/tensor.ts';
import { at, sliceRange } from '../passes/infer-shapes.ts';

type Role = 'time' | 'height' | 'width' | 'channel' | 'one';

/** A value of the graph as a view of the input `[T, H, W, 3]` uint8. */
export interface PixelView {
  /** Name of the input. */
  readonly source: string;
  /** What each axis of the value is. */
  readonly roles: readonly Role[];
  /** The frame of the input at each place of the time axis. */
  readonly frames: readonly number[];
  /** value = scale * byte + offset, for each of the three channels. */
  readonly scale: readonly number[];
  readonly offset: readonly number[];
}

/** Whether a convolution can take the bytes: pictures as a batch, or a clip. */
export function isPicture({ roles }: PixelView): boolean {
  const order = roles.join();
  return order === 'time,channel,height,width' || order === 'one,channel,time,height,width';
}

/** @param graph With shapes. @returns The values that are views of a byte input. */
export function findPixels(graph: Graph): ReadonlyMap<string, PixelView> {
  const views = new Map<string, PixelView>();
  for (const { name, type, shape } of graph.inputs) {
    if (type !== 'uint8' || shape.length !== 4 || shape[3] !== 3 || shape[0] === null) continue;
    views.set(name, {
      source: name,
      roles: ['time', 'height', 'width', 'channel'],
      frames: Array.from({ length: shape[0]! }, (_, i) => i),
      scale: [1, 1, 1],
      offset: [0, 0, 0],
    });
  }
  if (views.size !== 1) return new Map();
  for (const node of graph.nodes) {
    const view = viewAfter(node, views, graph);
    if (view) views.set(node.outputs[0]!, view);
  }
  return views;
}

function viewAfter(node: GraphNode, views: ReadonlyMap<string, PixelView>, graph: Graph): PixelView | null {
  const pictureAt = node.inputs.findIndex((name) => views.has(name));
  if (pictureAt === -1 || node.outputs.length !== 1) return null;
  const view = views.get(node.inputs[pictureAt]!)!;
  if (isOp(node, 'Identity') || (isOp(node, 'Cast') && intOf(node, 'to', 0) === 1)) return view;
  if (isOp(node, 'Transpose')) {
    const order = intsOf(node, 'perm');
    return order && { ...view, roles: order.map((axis) => view.roles[axis]!) };
  }
  if (isOp(node, 'Reshape', 'Squeeze', 'Unsqueeze', 'Flatten')) return reshaped(node, view, graph);
  if (isOp(node, 'Gather', 'Slice')) return chosen(node, view, graph);
  if (isOp(node, 'Mul', 'Div', 'Add', 'Sub') && node.inputs.length === 2)
    return scaled(node, view, pictureAt, graph);
  return null;
}

/** Axes of size 1 may come and go; the others must stay what they are. */
function reshaped(node: GraphNode, view: PixelView, graph: Graph): PixelView | null {
  const before = graph.types.get(node.inputs[0]!)?.shape;
  const after = graph.types.get(node.outputs[0]!)?.shape;
  if (!before || !after) return null;
  const rest = view.roles.map((role, i) => ({ role, size: before[i]! })).filter(({ role }) => role !== 'one');
  const roles: Role[] = [];
  for (const size of after) {
    if (rest[0]?.size === size) roles.push(rest.shift()!.role);
    else if (size === 1) roles.push('one');
    else return null;
  }
  return rest.length === 0 ? { ...view, roles } : null;
}

function chosen(node: GraphNode, view: PixelView, graph: Graph): PixelView | null {
  const constants = node.inputs.slice(1).map((name) => {
    const constant = graph.constants.get(name);
    return constant ? { numbers: numbersOf(constant), rank: constant.shape.length } : null;
  });
  if (constants.some((one) => one === null)) return null;
  const rank = view.roles.length;
  if (isOp(node, 'Gather')) {
    if (view.roles[at(intOf(node, 'axis', 0), rank)] !== 'time' || constants[0]!.rank !== 1) return null;
    const indices = constants[0]!.numbers.map((index) => at(index, view.frames.length));
    return { ...view, frames: indices.map((index) => view.frames[index]!) };
  }
  const [starts, ends, axes, steps] = constants.map((one) => one!.numbers);
  if (starts?.length !== 1 || view.roles[at(axes?.[0] ?? 0, rank)] !== 'time') return null;
  const { first, count, step } = sliceRange(view.frames.length, starts[0]!, ends![0]!, steps?.[0] ?? 1);
  return { ...view, frames: Array.from({ length: count }, (_, i) => view.frames[first + i * step]!) };
}

function scaled(node: GraphNode, view: PixelView, pictureAt: number, graph: Graph): PixelView | null {
  const constant = graph.constants.get(node.inputs[1 - pictureAt]!);
  // A byte that is divided or subtracted from is still a byte: only floats are scaled.
  if (constant?.type !== 'float32' || constant.shape.length > view.roles.length) return null;
  const shape = [...view.roles.map(() => 1), ...constant.shape].slice(-view.roles.length);
  if (shape.some((size, axis) => size !== 1 && view.roles[axis] !== 'channel')) return null;
  const numbers = numbersOf(constant);
  const values = [0, 1, 2].map((i) => numbers[numbers.length === 1 ? 0 : i]!);
  const { scale, offset } = view;
  switch (node.op) {
    case 'Mul':
      return {
        ...view,
        scale: scale.map((s, i) => s * values[i]!),
        offset: offset.map((o, i) => o * values[i]!),
      };
    case 'Add':
      return { ...view, offset: offset.map((o, i) => o + values[i]!) };
    case 'Div':
      if (pictureAt === 1) return null;
      return {
        ...view,
        scale: scale.map((s, i) => s / values[i]!),
        offset: offset.map((o, i) => o / values[i]!),
      };
    default: {
      const sign = pictureAt === 1 ? -1 : 1;
      return {
        ...view,
        scale: scale.map((s) => sign * s),
        offset: offset.map((o, i) => sign * (o - values[i]!)),
      };
    }
  }
}

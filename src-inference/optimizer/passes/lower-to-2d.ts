// Kernels over time, height and width run slowly in float on a CPU; kernels over pictures run fast. A value `[1, C, T, H, W]`
// becomes `[T, C, H, W]`, a batch of pictures, and a kernel over time sees neighbouring pictures as channels. Equal but for
// the order of sums. What has no form over pictures stays as it is, and is given the value in its old form.
import { type Graph, type GraphNode, int, intOf, ints, intsOf, isOp, reducedAxes } from '../graph.ts';
import { GraphEditor } from '../graph-editor.ts';
import { floats, integers, sizeOf, type Tensor, tensor } from '../onnx/tensor.ts';
import { at } from './infer-shapes.ts';
import { type SlidingWindow, slidingWindow } from './sliding-window.ts';

/** Channels that a fast kernel in float (NCHWc) of ONNX Runtime takes at once: 8 with AVX2. */
const block = 8;

/** @param graph With shapes. */
export function lowerTo2d(graph: Graph): Graph {
  const lowering = new Lowering(graph);
  for (const node of graph.nodes) if (!lowering.lower(node)) lowering.keep(node);
  return lowering.finish();
}

class Lowering {
  private readonly graph: Graph;
  private readonly edit: GraphEditor;
  /** Values that are there as pictures `[T, C, H, W]`, by their old names. */
  private readonly pictures = new Map<string, string>();
  /** Values that are there in their old form. */
  private readonly clips: Set<string>;

  constructor(graph: Graph) {
    this.graph = graph;
    this.edit = new GraphEditor(graph);
    this.clips = new Set([...graph.constants.keys(), ...graph.inputs.map(({ name }) => name)]);
  }

  finish(): Graph {
    for (const { name } of this.graph.outputs) this.needClip(name);
    return this.edit.finish();
  }

  keep(node: GraphNode): void {
    for (const name of node.inputs) if (name !== '') this.needClip(name);
    this.edit.keep(node);
    for (const name of node.outputs) this.clips.add(name);
  }

  /** @returns Whether the node has a form over pictures. */
  lower(node: GraphNode): boolean {
    const output = node.outputs[0] ?? '';
    const shape = this.graph.types.get(output)?.shape;
    const isClip = shape?.length === 5 && shape[0] === 1;
    if (node.domain !== '' || node.outputs.length !== 1 || !isClip) return false;
    switch (node.op) {
      case 'Conv':
        return this.lowerConvolution(node);
      case 'MaxPool':
      case 'AveragePool':
        return this.lowerPool(node);
      case 'Concat': {
        const axis = at(intOf(node, 'axis', 0), 5);
        if (axis < 1 || !node.inputs.every((name) => this.pictures.has(name))) return false;
        const place = axis === 2 ? 0 : axis === 1 ? 1 : axis - 1;
        this.give(output, this.edit.node('Concat', this.asPictures(node), { axis: int(place) }));
        return true;
      }
      case 'ReduceMean':
        return this.lowerMean(node);
      case 'Add':
      case 'Mul':
      case 'Sub':
      case 'Div':
        return this.lowerElementwise(node, shape);
      case 'Relu':
      case 'LeakyRelu':
      case 'Sigmoid':
      case 'HardSigmoid':
      case 'HardSwish':
      case 'Tanh':
      case 'Clip':
        if (!this.pictures.has(node.inputs[0]!)) return false;
        this.give(
          output,
          this.edit.node(
            node.op,
            [this.pictures.get(node.inputs[0]!)!, ...node.inputs.slice(1)],
            node.attributes,
          ),
        );
        return true;
      default:
        return false;
    }
  }

  private lowerConvolution(node: GraphNode): boolean {
    const weights = this.graph.constants.get(node.inputs[1]!);
    const shape = this.graph.types.get(node.inputs[0]!)?.shape;
    const window = weights && shape && slidingWindow(node, shape.slice(2), weights.shape.slice(2));
    if (!window || weights.type !== 'float32') return false;
    const groups = intOf(node, 'group', 1);
    const isPerFrame = seesOneFrame(window);
    // Neighbouring frames as channels would have to be sorted into the groups.
    if (groups !== 1 && !isPerFrame) return false;
    const [outputs, channels, taps] = weights.shape as [number, number, number];
    const seen = isPerFrame ? channels : paddedChannels(taps * channels);
    const flat = isPerFrame ? weights : tapsAsChannels(weights, seen);
    const kernel = [outputs, seen, ...weights.shape.slice(3)];
    const input = isPerFrame
      ? this.picture(node.inputs[0]!)
      : this.neighbours(node.inputs[0]!, window, shape.slice(1), seen);
    const made = this.edit.node(
      'Conv',
      [input, this.edit.constant(floats(kernel, flat.data as Float32Array)), ...node.inputs.slice(2)],
      { ...overPictures(window), group: int(groups) },
    );
    this.give(node.outputs[0]!, made);
    return true;
  }

  /**
   * For every frame of the result the planes of one channel that it looks at: `[T', seen, H, W]`. Where there is no frame, and
   * for the channels that only fill up, the plane is empty.
   */
  private neighbours(name: string, window: SlidingWindow, size: readonly number[], seen: number): string {
    const [channels, frames, height, width] = size as [number, number, number, number];
    const [taps, stride, step, pad, results] = [
      window.kernel,
      window.strides,
      window.dilations,
      window.padsBegin,
      window.sizes,
    ].map((values) => values[0]!) as [number, number, number, number, number];
    const emptyPlane = frames * channels;
    const looksAt = Array.from({ length: results * seen }, (_, i) => {
      const [result, channel] = [Math.floor(i / seen), i % seen];
      const tap = Math.floor(channel / channels);
      const frame = result * stride + tap * step - pad;
      const isThere = tap < taps && frame >= 0 && frame < frames;
      return isThere ? frame * channels + (channel % channels) : emptyPlane;
    });
    const planes = this.edit.node('Reshape', [
      this.picture(name),
      this.edit.constant(integers([frames * channels, height, width])),
    ]);
    const empty = floats([1, height, width], new Float32Array(height * width));
    const all = looksAt.includes(emptyPlane)
      ? this.edit.node('Concat', [planes, this.edit.constant(empty)], { axis: int(0) })
      : planes;
    const indices = this.edit.constant(tensor('int64', [results, seen], looksAt));
    return this.edit.node('Gather', [all, indices], { axis: int(0) });
  }

  private lowerPool(node: GraphNode): boolean {
    const shape = this.graph.types.get(node.inputs[0]!)?.shape;
    const window = shape && slidingWindow(node, shape.slice(2), intsOf(node, 'kernel_shape') ?? []);
    if (!window || !seesOneFrame(window)) return false;
    const rest = Object.entries(node.attributes).filter(([name]) =>
      ['count_include_pad', 'ceil_mode'].includes(name),
    );
    const { dilations, ...attributes } = overPictures(window);
    const isMax = isOp(node, 'MaxPool');
    const made = this.edit.node(node.op, [this.picture(node.inputs[0]!)], {
      ...Object.fromEntries(rest),
      ...attributes,
      ...(isMax && { dilations: dilations! }),
    });
    this.give(node.outputs[0]!, made);
    return true;
  }

  /** The mean over all places: over pictures first, then over time. */
  private lowerMean(node: GraphNode): boolean {
    const axes = reducedAxes(node, this.graph)
      ?.map((axis) => at(axis, 5))
      .toSorted();
    if (axes?.join() !== '2,3,4' || !this.pictures.has(node.inputs[0]!)) return false;
    const isAttribute = node.inputs.length === 1;
    const moved = this.picture(node.inputs[0]!);
    const made = isAttribute
      ? this.edit.node('ReduceMean', [moved], { axes: ints([0, 2, 3]), keepdims: int(1) })
      : this.edit.node('ReduceMean', [moved, this.edit.constant(integers([0, 2, 3]))], { keepdims: int(1) });
    this.give(node.outputs[0]!, made);
    return true;
  }

  private lowerElementwise(node: GraphNode, shape: readonly number[]): boolean {
    if (!node.inputs.some((name) => this.pictures.has(name))) return false;
    const sides = node.inputs.map((name) => {
      const constant = this.graph.constants.get(name);
      if (constant) return this.constantSide(constant);
      const type = this.graph.types.get(name);
      return type?.shape.length === 5 && type.shape[0] === 1 ? this.picture(name) : null;
    });
    if (sides.some((side) => side === null) || shape[0] !== 1) return false;
    this.give(node.outputs[0]!, this.edit.node(node.op, sides as string[]));
    return true;
  }

  /** A constant `[1, C, 1, H, W]` or less as it is added to pictures; null when it differs from frame to frame and channel to channel. */
  private constantSide(constant: Tensor): string | null {
    const shape = [1, 1, 1, 1, 1, ...constant.shape].slice(-5);
    if (constant.type !== 'float32' || constant.shape.length > 5) return null;
    const [, channels, frames, height, width] = shape as [number, number, number, number, number];
    if (channels !== 1 && frames !== 1) return null;
    return this.edit.constant(floats([frames, channels, height, width], constant.data as Float32Array));
  }

  private asPictures(node: GraphNode): readonly string[] {
    return node.inputs.map((name) => this.picture(name));
  }

  private picture(name: string): string {
    const known = this.pictures.get(name);
    if (known !== undefined) return known;
    const [, channels, frames, height, width] = this.graph.types.get(name)!.shape as [
      number,
      number,
      number,
      number,
      number,
    ];
    this.needClip(name);
    const swapped = this.edit.node('Transpose', [name], { perm: ints([0, 2, 1, 3, 4]) });
    const made = this.edit.node('Reshape', [
      swapped,
      this.edit.constant(integers([frames, channels, height, width])),
    ]);
    this.give(name, made);
    return made;
  }

  private give(name: string, picture: string): void {
    this.pictures.set(name, picture);
  }

  private needClip(name: string): void {
    if (this.clips.has(name)) return;
    this.clips.add(name);
    const { shape } = this.graph.types.get(name)!;
    const [, channels, frames, height, width] = shape as [number, number, number, number, number];
    const split = this.edit.node('Reshape', [
      this.pictures.get(name)!,
      this.edit.constant(integers([1, frames, channels, height, width])),
    ]);
    this.edit.node('Transpose', [split], { perm: ints([0, 2, 1, 3, 4]) }, { output: name });
  }
}

function seesOneFrame({ kernel, strides, padsBegin, padsEnd }: SlidingWindow): boolean {
  return kernel[0] === 1 && strides[0] === 1 && padsBegin[0] === 0 && padsEnd[0] === 0;
}

function overPictures({ kernel, strides, dilations, padsBegin, padsEnd }: SlidingWindow) {
  return {
    kernel_shape: ints(kernel.slice(1)),
    strides: ints(strides.slice(1)),
    dilations: ints(dilations.slice(1)),
    pads: ints([...padsBegin.slice(1), ...padsEnd.slice(1)]),
  };
}

/** Up to a block of channels a kernel for few of them is taken; above, they must be whole blocks: empty ones fill up. */
function paddedChannels(channels: number): number {
  return channels < block ? channels : Math.ceil(channels / block) * block;
}

/** `[out, in, kt, kh, kw]` as `[out, seen, kh, kw]`, tap after tap; what is missing is 0. */
function tapsAsChannels(weights: Tensor, seen: number): Tensor {
  const [outputs, channels, taps, ...places] = weights.shape as [number, number, number, ...number[]];
  const area = sizeOf(places);
  const data = weights.data as Float32Array;
  const sorted = new Float32Array(outputs * seen * area);
  for (let out = 0; out < outputs; out++) {
    for (let channel = 0; channel < channels; channel++) {
      for (let tap = 0; tap < taps; tap++) {
        const from = ((out * channels + channel) * taps + tap) * area;
        sorted.set(data.subarray(from, from + area), (out * seen + tap * channels + channel) * area);
      }
    }
  }
  return floats([outputs, seen, ...places], sorted);
}

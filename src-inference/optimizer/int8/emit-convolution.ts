// A convolution in int8: `QLinearConv` with its channels last, turned into what the fast kernel takes.
import { type GraphNode, int as integer, intOf, ints, microsoft } from '../graph.ts';
import { integers, tensor } from '../onnx/tensor.ts';
import { slidingWindow } from '../passes/sliding-window.ts';
import {
  asPlaneOfTime,
  type Convolution,
  legalise,
  outputPlaces,
  padInputs,
  quantizeWeights,
  stackFrames,
  type Triple,
} from './convolution.ts';
import type { Emitter } from './emitter.ts';
import type { Quantization } from './parameters.ts';
import { isPicture } from './pixels.ts';
import { channelsLast, logicalShape } from './quantized-value.ts';

/** Of planes that are gathered at once. */
const gatheredBytes = 8 * 2 ** 20;

/** What goes in, as it lies in memory: `[N, T, H, W, C]` without the axes that the network does not have. */
interface Input extends Quantization {
  readonly name: string;
  readonly shape: readonly number[];
  readonly convolution: Convolution;
}

export function emitConvolution(emitter: Emitter, node: GraphNode): void {
  const { graph } = emitter;
  const view = emitter.pixels.get(node.inputs[0]!);
  const takesBytes = view !== undefined && isPicture(view);
  const input = takesBytes ? fromPixels(emitter, node) : fromValue(emitter, node);
  const output = emitter.quantizationFor(emitter.outputOf(node));
  const isOverFrames = takesBytes && input.convolution.kernel[0] > 1;
  const made = isOverFrames ? overPlanes(emitter, input, output) : direct(emitter, input, output);
  const logical = graph.types.get(node.outputs[0]!)!.shape;
  const [batch, channels, ...places] = logical as [number, number, ...number[]];
  const shape = [batch, ...places, channels];
  emitter.give(node, {
    ...output,
    name: emitter.view(made.name, made.shape, shape),
    shape,
    order: channelsLast(logical.length),
  });
}

interface Made {
  readonly name: string;
  readonly shape: readonly number[];
}

function direct(emitter: Emitter, input: Input, output: Quantization): Made {
  const { convolution, foldIn, foldOut } = legalise(input.convolution);
  const batch = input.shape.length === 5 ? input.shape[0]! : 1;
  const { convolution: seen, rank, places, made } = asSeen(convolution, batch);
  const channels = input.convolution.inputsPerGroup * input.convolution.groups;
  const x = emitter.view(input.name, input.shape, [...places, channels * foldIn]);
  return {
    name: qLinearConv(emitter, seen, x, input, output, weightsOf(emitter, seen, input, rank)),
    shape: [...made, input.convolution.outputs * foldOut],
  };
}

/** As few axes as it can be seen with: batch and places of what goes in, and of what is made. */
function asSeen(
  convolution: Convolution,
  batch: number,
): {
  readonly convolution: Convolution;
  readonly rank: 2 | 3;
  readonly places: readonly number[];
  readonly made: readonly number[];
} {
  const plane = asPlaneOfTime(convolution);
  if (plane) {
    const [, time, area] = outputPlaces(plane);
    return {
      convolution: plane,
      rank: 2,
      places: [batch, ...plane.places.slice(1)],
      made: [batch, time, area],
    };
  }
  const { kernel, strides, padsBegin, padsEnd, places } = convolution;
  const made = outputPlaces(convolution);
  if (kernel[0] === 1 && strides[0] === 1 && padsBegin[0] + padsEnd[0] === 0) {
    const [frames, ...picture] = places;
    return {
      convolution,
      rank: 2,
      places: [batch * frames, ...picture],
      made: [batch * frames, ...made.slice(1)],
    };
  }
  return { convolution, rank: 3, places: [batch, ...places], made: [batch, ...made] };
}

/**
 * The first convolution over several frames. Bytes are taken apart into planes of one colour; for every frame of the
 * result the planes that it looks at are gathered, and become the channels of one picture. Three times as fast as a kernel
 * over time, height and width. What is gathered is several times as large as the clip: a few frames at a time.
 */
function overPlanes(emitter: Emitter, input: Input, output: Quantization): Made {
  const { edit } = emitter;
  const { inputsPerGroup: channels, outputs, places } = input.convolution;
  const [frames, height, width] = places;
  const stack = padInputs(stackFrames(input.convolution));
  const { convolution, foldIn, foldOut } = legalise(stack);
  const planes = edit.node('Transpose', [input.name], { perm: ints([0, 3, 1, 2]) });
  const flat = edit.node('Reshape', [planes, edit.constant(integers([frames * channels, height, width]))]);
  const empty = new Uint8Array(height * width).fill(input.zeroPoint);
  const emptyPlane = edit.constant({ type: 'uint8', shape: [1, height, width], data: empty });
  const all = edit.node('Concat', [flat, emptyPlane], { axis: integer(0) });
  const weights = weightsOf(emitter, convolution, input, 2);
  const results = stack.places[0];
  const atOnce = Math.max(1, Math.floor(gatheredBytes / (stack.inputsPerGroup * height * width)));
  const parts: string[] = [];
  for (let first = 0; first < results; first += atOnce) {
    const count = Math.min(atOnce, results - first);
    const looksAt = Array.from({ length: count }, (_, i) =>
      planesOf(input.convolution, first + i, stack.inputsPerGroup),
    ).flat();
    const indices = edit.constant(tensor('int64', [count, stack.inputsPerGroup], looksAt));
    const gathered = edit.node('Gather', [all, indices], { axis: integer(0) });
    const pictures = edit.node('Transpose', [gathered], { perm: ints([0, 2, 3, 1]) });
    const before = [count, height, width, stack.inputsPerGroup];
    const taken = [count, height, width / foldIn, stack.inputsPerGroup * foldIn];
    const x = emitter.view(pictures, before, taken);
    parts.push(qLinearConv(emitter, convolution, x, input, output, weights));
  }
  const [whole] = parts;
  const name = parts.length === 1 ? whole! : edit.node('Concat', parts, { axis: integer(0) });
  return { name, shape: [...outputPlaces(convolution), outputs * foldOut] };
}

/** The planes that a frame of the result looks at, tap after tap; the one behind the last is empty. */
function planesOf(
  { inputsPerGroup: channels, kernel, strides, dilations, padsBegin, places }: Convolution,
  result: number,
  count: number,
): readonly number[] {
  return Array.from({ length: count }, (_, i) => {
    const tap = Math.floor(i / channels);
    const frame = result * strides[0] + tap * dilations[0] - padsBegin[0];
    const isThere = tap < kernel[0] && frame >= 0 && frame < places[0];
    return (isThere ? frame : places[0]) * channels + (isThere ? i % channels : 0);
  });
}

interface Weights {
  /** 2 over pictures, 3 over time as well. */
  readonly rank: 2 | 3;
  readonly values: string;
  readonly scales: string;
  readonly zeroPoints: string;
  readonly bias: string;
}

/** Constants for the weights of a convolution. */
function weightsOf(
  { edit, options }: Emitter,
  convolution: Convolution,
  input: Quantization,
  rank: 2 | 3,
): Weights {
  const { kernel, outputs, inputsPerGroup } = convolution;
  const { values, scales, bias } = quantizeWeights(convolution, input.scale, options.weightLimit);
  const shape = [outputs, inputsPerGroup, ...kernel.slice(3 - rank)];
  return {
    rank,
    values: edit.constant({ type: 'int8', shape, data: values }),
    scales: edit.constant({ type: 'float32', shape: [outputs], data: scales }),
    zeroPoints: edit.constant(tensor('int8', [outputs], new Array(outputs).fill(0))),
    bias: edit.constant({ type: 'int32', shape: [outputs], data: bias }),
  };
}

function qLinearConv(
  emitter: Emitter,
  { kernel, strides, dilations, padsBegin, padsEnd, groups }: Convolution,
  x: string,
  input: Quantization,
  output: Quantization,
  { rank, values, scales, zeroPoints, bias }: Weights,
): string {
  const last = (triple: Triple): readonly number[] => triple.slice(3 - rank);
  return emitter.edit.node(
    'QLinearConv',
    [x, ...emitter.parameters(input), values, scales, zeroPoints, ...emitter.parameters(output), bias],
    {
      channels_last: integer(1),
      kernel_shape: ints(last(kernel)),
      strides: ints(last(strides)),
      dilations: ints(last(dilations)),
      pads: ints([...last(padsBegin), ...last(padsEnd)]),
      group: integer(groups),
    },
    { domain: microsoft },
  );
}

function fromValue(emitter: Emitter, node: GraphNode): Input {
  const value = emitter.inChannelsLast(emitter.quantized(node.inputs[0]!));
  const [batch, , ...places] = logicalShape(value) as [number, number, ...number[]];
  const convolution = convolutionOf(emitter, node, places, batch);
  return { ...value, convolution };
}

/**
 * Bytes in: value = scale * byte + offset = scale * (byte - zeroPoint) + (offset + scale * zeroPoint). The scale of each
 * channel goes into the weights, the rest into the bias. The zero point is the byte nearest to the value 0, so that pads
 * are right to within half a byte where all channels have one mean.
 */
function fromPixels(emitter: Emitter, node: GraphNode): Input {
  const view = emitter.pixels.get(node.inputs[0]!)!;
  const source = emitter.graph.types.get(view.source)!.shape;
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const scale = Math.fround(mean(view.scale.map(Math.abs)));
  const zero = mean(view.offset.map((offset, i) => -offset / view.scale[i]!));
  const zeroPoint = Math.min(255, Math.max(0, Math.round(zero)));
  const isAll = view.frames.length === source[0] && view.frames.every((frame, i) => frame === i);
  const name = isAll
    ? view.source
    : emitter.edit.node('Gather', [view.source, emitter.edit.constant(integers(view.frames))], {
        axis: integer(0),
      });
  const pictures = [view.frames.length, source[1]!, source[2]!];
  const isOverTime = view.roles.length === 5;
  const plain = convolutionOf(
    emitter,
    node,
    isOverTime ? pictures : pictures.slice(1),
    isOverTime ? 1 : pictures[0]!,
  );
  const perChannel = plain.weights.length / plain.outputs / plain.inputsPerGroup;
  const weights = new Float64Array(plain.weights.length);
  const bias = plain.bias.slice();
  plain.weights.forEach((weight, i) => {
    const channel = Math.floor(i / perChannel) % 3;
    weights[i] = (weight * view.scale[channel]!) / scale;
    const out = Math.floor(i / (perChannel * plain.inputsPerGroup));
    bias[out]! += weight * (view.offset[channel]! + view.scale[channel]! * zeroPoint);
  });
  return { scale, zeroPoint, name, shape: [...pictures, 3], convolution: { ...plain, weights, bias } };
}

function convolutionOf(
  emitter: Emitter,
  node: GraphNode,
  places: readonly number[],
  batch: number,
): Convolution {
  const { constants } = emitter.graph;
  const weights = constants.get(node.inputs[1]!)!;
  const [outputs, inputsPerGroup, ...kernel] = weights.shape as [number, number, ...number[]];
  const window = slidingWindow(node, places, kernel)!;
  const bias = node.inputs[2] ? (constants.get(node.inputs[2])!.data as Float32Array) : null;
  const three = (values: readonly number[], missing: number): Triple =>
    [...new Array(3 - values.length).fill(missing), ...values] as unknown as Triple;
  return {
    weights: Float64Array.from(weights.data as Float32Array),
    outputs,
    inputsPerGroup,
    kernel: three(kernel, 1),
    bias: Float64Array.from({ length: outputs }, (_, i) => bias?.[i] ?? 0),
    groups: intOf(node, 'group', 1),
    strides: three(window.strides, 1),
    dilations: three(window.dilations, 1),
    padsBegin: three(window.padsBegin, 0),
    padsEnd: three(window.padsEnd, 0),
    // Pictures of a batch are frames that do not see each other.
    places:
      places.length === 3 ? (places as unknown as Triple) : three([batch, ...three(places, 1).slice(1)], 1),
  };
}

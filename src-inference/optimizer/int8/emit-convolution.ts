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
import type { Emitter } from './emit.ts';
import type { Quantization } from './parameters.ts';
import { isPicture } from './pixels.ts';
import { channelsLast, logicalShape } from './quantized-value.ts';

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
  const channels = input.convolution.inputsPerGroup * input.convolution.groups;
  const outputs = input.convolution.outputs;
  const batch = input.shape.length === 5 ? input.shape[0]! : 1;
  const plane = asPlaneOfTime(convolution);
  const [, height, width] = outputPlaces(convolution);
  if (plane) {
    const [, time] = outputPlaces(plane);
    const taken = [batch, plane.places[1], plane.places[2], channels * foldIn];
    const made = [batch, time, plane.places[2], outputs * foldOut];
    const x = emitter.view(input.name, input.shape, taken);
    return { name: qLinearConv(emitter, plane, x, input, output, 2), shape: made };
  }
  const isPerFrame =
    convolution.kernel[0] === 1 &&
    convolution.strides[0] === 1 &&
    convolution.padsBegin[0] + convolution.padsEnd[0] === 0;
  if (isPerFrame) {
    const [frames, h, w] = convolution.places;
    const taken = [batch * frames, h, w, channels * foldIn];
    const made = [batch * frames, height, width, outputs * foldOut];
    const x = emitter.view(input.name, input.shape, taken);
    return { name: qLinearConv(emitter, convolution, x, input, output, 2), shape: made };
  }
  const taken = [batch, ...convolution.places, channels * foldIn];
  const made = [batch, ...outputPlaces(convolution), outputs * foldOut];
  const x = emitter.view(input.name, input.shape, taken);
  return { name: qLinearConv(emitter, convolution, x, input, output, 3), shape: made };
}

/**
 * The first convolution over several frames. Bytes are taken apart into planes of one colour; for every frame of the
 * result the planes that it looks at are gathered, and become the channels of one picture. Three times as fast as a kernel
 * over time, height and width.
 */
function overPlanes(emitter: Emitter, input: Input, output: Quantization): Made {
  const { edit } = emitter;
  const [frames, height, width] = input.convolution.places;
  const { inputsPerGroup: channels, kernel, strides, dilations, padsBegin, outputs } = input.convolution;
  const stack = padInputs(stackFrames(input.convolution));
  const planes = edit.node('Transpose', [input.name], { perm: ints([0, 3, 1, 2]) });
  const flat = edit.node('Reshape', [planes, edit.constant(integers([frames * channels, height, width]))]);
  const empty = new Uint8Array(height * width).fill(input.zeroPoint);
  const emptyPlane = edit.constant({ type: 'uint8', shape: [1, height, width], data: empty });
  const all = edit.node('Concat', [flat, emptyPlane], { axis: integer(0) });
  const results = stack.places[0];
  const looksAt = Array.from({ length: results * stack.inputsPerGroup }, (_, i) => {
    const [result, channel] = [Math.floor(i / stack.inputsPerGroup), i % stack.inputsPerGroup];
    const tap = Math.floor(channel / channels);
    const frame = result * strides[0] + tap * dilations[0] - padsBegin[0];
    const isThere = tap < kernel[0] && frame >= 0 && frame < frames;
    return isThere ? frame * channels + (channel % channels) : frames * channels;
  });
  const indices = edit.constant(tensor('int64', [results, stack.inputsPerGroup], looksAt));
  const gathered = edit.node('Gather', [all, indices], { axis: integer(0) });
  const pictures = edit.node('Transpose', [gathered], { perm: ints([0, 2, 3, 1]) });
  const { convolution, foldIn, foldOut } = legalise(stack);
  const taken = [results, height, width / foldIn, stack.inputsPerGroup * foldIn];
  const x = emitter.view(pictures, [results, height, width, stack.inputsPerGroup], taken);
  const made = [...outputPlaces(convolution), outputs * foldOut];
  return { name: qLinearConv(emitter, convolution, x, input, output, 2), shape: made };
}

function qLinearConv(
  emitter: Emitter,
  convolution: Convolution,
  x: string,
  input: Quantization,
  output: Quantization,
  rank: 2 | 3,
): string {
  const { edit } = emitter;
  const { kernel, outputs, inputsPerGroup, groups } = convolution;
  const weights = quantizeWeights(convolution, input.scale, emitter.options.weightLimit);
  const last = (triple: Triple): readonly number[] => triple.slice(3 - rank);
  const shape = [outputs, inputsPerGroup, ...last(kernel)];
  return edit.node(
    'QLinearConv',
    [
      x,
      ...emitter.parameters(input),
      edit.constant({ type: 'int8', shape, data: weights.values }),
      edit.constant({ type: 'float32', shape: [outputs], data: weights.scales }),
      edit.constant(tensor('int8', [outputs], new Array(outputs).fill(0))),
      ...emitter.parameters(output),
      edit.constant({ type: 'int32', shape: [outputs], data: weights.bias }),
    ],
    {
      channels_last: integer(1),
      kernel_shape: ints(last(kernel)),
      strides: ints(last(convolution.strides)),
      dilations: ints(last(convolution.dilations)),
      pads: ints([...last(convolution.padsBegin), ...last(convolution.padsEnd)]),
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

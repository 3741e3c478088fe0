// The rules of TensorRT 10 for explicit quantization, and a check of a graph against them. Pure.
//
// Where a source is a section, it is one of NVIDIA's developer guide of TensorRT, "Working with Quantized Types"
// (https://docs.nvidia.com/deeplearning/tensorrt/latest/inference-library/work-quantized-types.html).
import { type Graph, type GraphNode, intOf, isOp } from '../graph.ts';
import { numbersOf, type Tensor } from '../onnx/tensor.ts';
import { channelsOfGroups, isFusedBranch, isInt8Convolution, type QdqView, viewQdq } from './qdq-view.ts';

const placement = 'section "Q/DQ Layer-Placement Recommendations"';
const processing = 'section "TensorRT Processing of Q/DQ Networks"';
const schemes = 'section "Quantization Schemes"';

export const qdqRules = {
  operators: { says: 'only operators of ONNX itself', source: 'ONNX operator support of TensorRT' },
  type: {
    says: 'bytes are int8',
    source: 'ONNX operator support of TensorRT, QuantizeLinear and DequantizeLinear',
  },
  symmetric: {
    says: 'zero points are 0',
    source: 'ONNX operator support of TensorRT: y_zero_point and x_zero_point must be 0',
  },
  scale: { says: 'scales are constant, and positive', source: schemes },
  activations: { says: 'activations have one scale', source: `${placement}: per-tensor for activations` },
  weights: {
    says: 'weights have a scale for each output channel, along axis 0',
    source: `${placement}: per-channel for weights`,
  },
  pairs: { says: 'a QuantizeLinear is followed by DequantizeLinear with the same scale', source: processing },
  convolution: {
    says: 'the input of a convolution with weights in int8 is int8',
    source: `${placement}: quantize all inputs of weighted operations`,
  },
  bias: {
    says: 'the bias stays float',
    source: `${placement}: inputs of weighted operations are activations and weights`,
  },
  output: {
    says: 'nothing is rounded between a convolution and its activation',
    source: `${placement}: do not quantize the outputs of weighted operations`,
  },
  residual: {
    says: 'the other branch of an addition to a convolution is int8',
    source: `${placement}: quantize the residual input in skip connections`,
  },
  addition: {
    says: 'the inputs of an addition on bytes are all int8',
    source: `${processing}: a layer with inputs of several types runs in float`,
  },
  concat: {
    says: 'the inputs of a Concat on bytes are all int8, with one scale',
    source: `${processing}: layers that commute with Q/DQ`,
  },
  pool: {
    says: 'a MaxPool on bytes has the same scale before and behind',
    source: `${processing}: layers that commute with Q/DQ`,
  },
  closed: {
    says: 'what has no weights and takes int8 makes int8',
    source: `${placement}: non-weighted layers with INT8 inputs also require INT8 outputs`,
  },
  groups: {
    says: 'groups of a convolution in int8 have a multiple of 4 channels',
    source: 'NvInfer.h, IConvolutionLayer::setNbGroups',
  },
  threeD: {
    says: 'a 3D convolution in int8 has one group and at least 4 input channels',
    source: 'NVIDIA/TensorRT issues 2125 (3 channels: no engine) and 1409 (groups: no gain)',
  },
} as const;

export type QdqRule = keyof typeof qdqRules;

export interface QdqFinding {
  readonly rule: QdqRule;
  /** Name of the node, or of its output. */
  readonly node: string;
  /** What is there instead. */
  readonly found: string;
}

/** As one sentence, with the rule and where it is written. */
export function describeFinding({ rule, node, found }: QdqFinding): string {
  return `${node}: ${found}; the rule is: ${qdqRules[rule].says} (${qdqRules[rule].source})`;
}

/** Whether a convolution may be int8 in TensorRT. @param weights Shape `[out, in / groups, ...places]`. */
export function mayBeInt8(node: GraphNode, weights: readonly number[]): boolean {
  return whyNotInt8(node, weights) === null;
}

/** @returns What the graph breaks; empty: nothing. */
export function checkQdq(graph: Graph): readonly QdqFinding[] {
  const view = viewQdq(graph);
  return graph.nodes.flatMap((node) =>
    checksOf(node).flatMap((check) =>
      check(node, view).map(([rule, found]) => ({ rule, node: node.name || node.outputs[0]!, found })),
    ),
  );
}

type Found = readonly [rule: QdqRule, found: string];
type Check = (node: GraphNode, view: QdqView) => readonly Found[];

function checksOf(node: GraphNode): readonly Check[] {
  if (node.domain !== '') return [(one) => [['operators', `${one.domain}.${one.op}`]]];
  switch (node.op) {
    case 'QuantizeLinear':
      return [checkParameters, checkScales, checkPair];
    case 'DequantizeLinear':
      return [checkParameters, checkScales];
    case 'Conv':
      return [checkConvolution, checkOutput];
    case 'Add':
      return [checkAddition, checkClosed];
    case 'Concat':
      return [checkConcat, checkClosed];
    case 'MaxPool':
      return [checkPool, checkClosed];
    default:
      return [];
  }
}

const checkParameters: Check = (node, view) => {
  const found: Found[] = [];
  const zero = view.constant(node.inputs[2]);
  const stored = isOp(node, 'DequantizeLinear') ? view.constant(node.inputs[0]) : undefined;
  const type = stored?.type ?? zero?.type ?? 'uint8';
  // Without a zero point ONNX means uint8.
  if (type !== 'int8') found.push(['type', `${type}`]);
  const odd = zero && numbersOf(zero).find((value) => value !== 0);
  if (odd !== undefined) found.push(['symmetric', `a zero point of ${odd}`]);
  const scales = view.scalesOf(node);
  const wrong = scales?.find((scale) => !(scale > 0 && Number.isFinite(scale)));
  if (scales === null) found.push(['scale', 'a scale that is computed']);
  else if (wrong !== undefined) found.push(['scale', `a scale of ${wrong}`]);
  return found;
};

const checkScales: Check = (node, view) => {
  const scales = view.scalesOf(node);
  if (scales === null) return [];
  const weights = weightsOf(node, view);
  if (weights === null) return scales.length === 1 ? [] : [['activations', `${scales.length} scales`]];
  const [channels] = weights.shape;
  const axis = intOf(node, 'axis', 1);
  if (scales.length !== channels) return [['weights', `${scales.length} for ${channels} channels`]];
  return axis === 0 || channels === 1 ? [] : [['weights', `scales along axis ${axis}`]];
};

/** The weights of a convolution that a DequantizeLinear gives; null: it gives something else. */
function weightsOf(node: GraphNode, { constant, links }: QdqView): Tensor | null {
  const stored = isOp(node, 'DequantizeLinear') ? constant(node.inputs[0]) : undefined;
  const isWeights = (links.consumers.get(node.outputs[0]!) ?? []).some(
    (taker) => isOp(taker, 'Conv') && taker.inputs[1] === node.outputs[0],
  );
  return stored && isWeights ? stored : null;
}

const checkPair: Check = (node, view) => {
  const takers = view.links.consumers.get(node.outputs[0]!) ?? [];
  const stranger = takers.find((taker) => !isOp(taker, 'DequantizeLinear'));
  if (stranger || takers.length === 0)
    return [['pairs', stranger ? `${stranger.op} takes the bytes` : 'nothing takes the bytes']];
  const scale = view.scalesOf(node)?.join();
  const other = takers.map((taker) => view.scalesOf(taker)?.join()).find((one) => one !== scale);
  return other === undefined ? [] : [['pairs', `the scales ${scale} and ${other}`]];
};

const checkConvolution: Check = (node, view) => {
  const [input, weights, bias] = node.inputs;
  const sides = [input, weights].map((name) => view.dequantizer(name) !== null);
  const found: Found[] = [];
  // Bytes into float weights are a layer that was left in float.
  if (sides[1] && !sides[0]) found.push(['convolution', 'only the weights in int8']);
  if (view.dequantizer(bias) !== null) found.push(['bias', 'a bias in int8']);
  const shape = view.constant(view.dequantizer(weights)?.inputs[0])?.shape;
  const reason = sides[0] && sides[1] && shape ? whyNotInt8(node, shape) : null;
  return reason ? [...found, reason] : found;
};

function whyNotInt8(node: GraphNode, weights: readonly number[]): Found | null {
  const { in: taken, out: made, groups } = channelsOfGroups(node, weights);
  const is3d = weights.length === 5;
  if (is3d && (groups > 1 || taken < 4))
    return ['threeD', groups > 1 ? `${groups} groups` : `${taken} input channels`];
  const fits = groups === 1 || (taken % 4 === 0 && made % 4 === 0);
  return fits ? null : ['groups', `${taken} input and ${made} output channels a group`];
}

/** A pair directly behind a convolution, before its activation. */
const checkOutput: Check = (node, view) => {
  const pair = (view.links.consumers.get(node.outputs[0]!) ?? []).find((taker) =>
    isOp(taker, 'QuantizeLinear'),
  );
  const behind = pair
    ? view.links.consumers
        .get(pair.outputs[0]!)
        ?.flatMap((one) => view.links.consumers.get(one.outputs[0]!) ?? [])
    : [];
  const activation = behind?.find((one) => isOp(one, 'Relu', 'Clip'));
  return activation ? [['output', `a pair between it and ${activation.op}`]] : [];
};

const checkAddition: Check = (node, view) => {
  const floats = node.inputs.filter((name) => view.dequantizer(name) === null);
  if (floats.length === 0) return [];
  const fused = node.inputs.filter((name) => isFusedBranch(name, view));
  const [left] = floats.filter((name) => name !== fused.at(-1));
  if (left === undefined) return [];
  // A branch that cannot be int8 takes the addition with it.
  if (!couldBeInt8(left, view)) return [];
  if (fused.length > 0) return [['residual', `the branch "${left}" is float`]];
  return floats.length < node.inputs.length ? [['addition', `"${left}" is float`]] : [];
};

/** Whether what makes a value is int8 itself: not a layer that was left in float, or one behind it. */
function couldBeInt8(name: string, view: QdqView): boolean {
  const made = view.maker(name);
  if (made === undefined) return false;
  const hasBytes = made.inputs.some((input) => view.dequantizer(input) !== null);
  return isInt8Convolution(made, view) || (isOp(made, 'Add', 'Concat', 'MaxPool') && hasBytes);
}

const checkConcat: Check = (node, view) => {
  const there = node.inputs.map((name) => view.dequantizer(name)).filter((one) => one !== null);
  if (there.length === 0) return [];
  const bare = node.inputs.find((name) => view.dequantizer(name) === null && couldBeInt8(name, view));
  if (bare !== undefined) return [['concat', `"${bare}" is float, others are int8`]];
  if (there.length < node.inputs.length) return [];
  const scales = new Set(there.map((one) => view.scalesOf(one)?.join()));
  return scales.size === 1 ? [] : [['concat', `the scales ${[...scales].join(' and ')}`]];
};

const checkPool: Check = (node, view) => {
  const before = view.dequantizer(node.inputs[0]);
  if (before === null) return [];
  const scale = view.scalesOf(before)?.join();
  const other = view
    .takers(node.outputs[0]!)
    .filter((taker) => isOp(taker, 'QuantizeLinear'))
    .map((taker) => view.scalesOf(taker)?.join())
    .find((one) => one !== scale);
  return other === undefined ? [] : [['pool', `the scales ${scale} and ${other}`]];
};

/** A convolution that adds may end in float: only what is a layer by itself must not. */
const checkClosed: Check = (node, view) => {
  if (!node.inputs.every((name) => view.dequantizer(name) !== null)) return [];
  const taker = view.takers(node.outputs[0]!).find((one) => !isOp(one, 'QuantizeLinear'));
  return taker ? [['closed', `${taker.op} takes its result as a float`]] : [];
};

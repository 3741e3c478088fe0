// From the simplified network to the int8 one that is accepted: calibrated, and with the layers in float that need it.
import { argmax, type NetworkTarget } from '../contract/index.ts';
import { type CpuCapability, type ModelCard, runsOnCpu } from '../model/index.ts';
import {
  type Answers,
  accuracyOf,
  agreementOf,
  answersOf,
  bytesIn,
  meanSquareDifference,
} from './compare.ts';
import type { Graph } from './graph.ts';
import { type Assignment, assignQuantization, valuesToObserve } from './int8/assign.ts';
import { convolveInFloat } from './int8/convolve-in-float.ts';
import { emitInt8 } from './int8/emit.ts';
import { emitQdq } from './int8/emit-qdq.ts';
import { type CalibrationMethod, calibrationMethods, type Histogram } from './int8/histogram.ts';
import { observe } from './int8/observe.ts';
import type { Range } from './int8/parameters.ts';
import { findPixels, type PixelView } from './int8/pixels.ts';
import type { SampleClip, Samples } from './sample-clips.ts';
import { splitByPrecision } from './tensorrt/index.ts';

/** What an int8 network must reach on clips that were held out. */
export const acceptance = {
  /** Share of clips on which both networks name the same action; with labels this much lower is enough. */
  leastAgreement: 0.95,
  leastAgreementWithLabels: 0.9,
  /** How much lower the accuracy on labels may be. */
  largestLoss: 0.01,
  /** An action that was as likely as the named one, to within this, is no other answer. */
  tie: 0.02,
} as const;

/** Layers that are put back to float at most, as a share of all. */
const mostFloatShare = 0.25;
/** Clips on which methods and layers are tried out: of those for calibration. */
const trialClips = 8;
const layerTrialClips = 3;

/** Largest weight. On x64 without VNNI the sum of two products must fit into 16 bits: 2 * 255 * 63 < 2^15. */
export const weightLimits: Readonly<Record<NetworkTarget, number>> = {
  'x64-vnni': 127,
  x64: 63,
  arm64: 127,
  tensorrt: 127,
};

export interface Quantized {
  readonly graph: Graph;
  readonly method: CalibrationMethod;
  readonly keptFloat: readonly string[];
  /** Operators that compute in int8, those that their rounding performs included. */
  readonly int8Operators: number;
  readonly answers: Answers;
  readonly isAccepted: boolean;
}

/** What values the network computes, on clips: the same for all targets. */
export interface Calibration {
  readonly pixels: ReadonlyMap<string, PixelView>;
  readonly histograms: ReadonlyMap<string, Histogram>;
}

/** @param graph After the float passes. */
export async function calibrate({
  card,
  graph,
  samples,
  onProgress,
}: Pick<QuantizeParts, 'card' | 'graph' | 'samples' | 'onProgress'>): Promise<Calibration> {
  const pixels = findPixels(graph);
  const clips = feed(samples.calibration, card, onProgress);
  return { pixels, histograms: await observe(graph, clips, valuesToObserve(graph, pixels)) };
}

export interface QuantizeParts {
  readonly card: ModelCard;
  /** After the float passes. */
  readonly graph: Graph;
  readonly calibration: Calibration;
  readonly samples: Samples;
  /** The exported network on the clips that were held out. */
  readonly reference: Answers;
  readonly target: NetworkTarget;
  /** Of the machine that makes the network. */
  readonly cpu: CpuCapability;
  readonly onProgress: (text: string, done: number | null) => Promise<void>;
}

/** @returns The best that was found, accepted or not. */
export async function quantize(parts: QuantizeParts): Promise<Quantized> {
  const { card, graph, calibration, samples, target, onProgress } = parts;
  const build = (method: CalibrationMethod, keepFloat: ReadonlySet<string>): Built =>
    make(graph, calibration, method, keepFloat, target);

  const trial = samples.calibration.slice(0, trialClips);
  const trialReference = await answersOf(graph, card, trial);
  let best: { method: CalibrationMethod; difference: number } | null = null;
  for (const [i, method] of calibrationMethods.entries()) {
    await onProgress(`trying ${method} for ${target}`, i / calibrationMethods.length);
    const answers = await int8Answers(parts, build(method, new Set()).graph, trial);
    const difference = meanSquareDifference(trialReference, answers);
    if (best === null || difference < best.difference) best = { method, difference };
  }
  const { method } = best!;

  let keptFloat: readonly string[] = [];
  let result = await judge(parts, build(method, new Set()), method, keptFloat);
  if (result.isAccepted) return result;
  const ranked = await rankLayers(parts, build, method);
  for (let count = 1; count <= ranked.length * mostFloatShare; count *= 2) {
    keptFloat = ranked.slice(0, count);
    await onProgress(`${count} most sensitive layers in float`, null);
    result = await judge(parts, build(method, new Set(keptFloat)), method, keptFloat);
    if (result.isAccepted) break;
  }
  return result;
}

interface Built {
  readonly graph: Graph;
  readonly assignment: Assignment;
}

type Build = (method: CalibrationMethod, keepFloat: ReadonlySet<string>) => Built;

function make(
  graph: Graph,
  { pixels, histograms }: Calibration,
  method: CalibrationMethod,
  keepFloat: ReadonlySet<string>,
  target: NetworkTarget,
): Built {
  const ranges = rangesOf(histograms, method);
  const assignment = assignQuantization(graph, pixels, ranges, keepFloat);
  return {
    assignment,
    graph:
      target === 'tensorrt'
        ? emitQdq(graph, pixels, assignment)
        : emitInt8(graph, pixels, assignment, { weightLimit: weightLimits[target] }),
  };
}

/** What a network answers on the machine that it is for, also where this one's kernels for bytes would overflow. */
function int8Answers(
  { card, target, cpu }: QuantizeParts,
  graph: Graph,
  clips: readonly SampleClip[],
): Promise<Answers> {
  if (runsOnCpu({ target }, cpu)) return answersOf(graph, card, clips);
  // Left as it is, ONNX Runtime computes explicit quantization in float.
  return target === 'tensorrt'
    ? answersOf(graph, card, clips, 'disabled')
    : answersOf(convolveInFloat(graph), card, clips);
}

async function judge(
  parts: QuantizeParts,
  { graph, assignment }: Built,
  method: CalibrationMethod,
  keptFloat: readonly string[],
): Promise<Quantized> {
  const { samples, reference } = parts;
  const answers = await int8Answers(parts, graph, samples.heldOut);
  return {
    graph,
    method,
    keptFloat,
    int8Operators:
      parts.target === 'tensorrt'
        ? splitByPrecision(graph).int8.length
        : assignment.nodes.size + assignment.activations.size,
    answers,
    isAccepted: isAccepted(reference, answers, samples.heldOut),
  };
}

function isAccepted(reference: Answers, answers: Answers, clips: readonly SampleClip[]): boolean {
  if (!Number.isFinite(agreementOf(reference, answers).largestDifference)) return false;
  const alike = reference.filter((row, i) => Math.max(...row) - row[argmax(answers[i]!)]! <= acceptance.tie);
  const top1 = alike.length / reference.length;
  const [before, after] = [accuracyOf(reference, clips), accuracyOf(answers, clips)];
  if (before === null || after === null) return top1 >= acceptance.leastAgreement;
  return after.rate >= before.rate - acceptance.largestLoss && top1 >= acceptance.leastAgreementWithLabels;
}

/** Names of convolutions, from the one on whose precision the answers depend most. */
async function rankLayers(
  parts: QuantizeParts,
  build: Build,
  method: CalibrationMethod,
): Promise<readonly string[]> {
  const { card, graph, samples, onProgress } = parts;
  const clips = samples.calibration.slice(0, layerTrialClips);
  const reference = await answersOf(graph, card, clips);
  const layers = [...build(method, new Set()).assignment.nodes].filter(({ op }) => op === 'Conv');
  const differences = new Map<string, number>();
  for (const [i, { name }] of layers.entries()) {
    await onProgress(`sensitivity of layer ${i + 1} of ${layers.length}`, i / layers.length);
    const without = await int8Answers(parts, build(method, new Set([name])).graph, clips);
    differences.set(name, meanSquareDifference(reference, without));
  }
  // The smaller the difference with a layer in float, the more that layer had to do with it.
  return [...differences].sort(([, a], [, b]) => a - b).map(([name]) => name);
}

function rangesOf(
  histograms: ReadonlyMap<string, Histogram>,
  method: CalibrationMethod,
): ReadonlyMap<string, Range> {
  return new Map([...histograms].map(([name, histogram]) => [name, histogram.range(method)]));
}

async function* feed(clips: readonly SampleClip[], card: ModelCard, onProgress: QuantizeParts['onProgress']) {
  for (const [i, { frames }] of clips.entries()) {
    await onProgress(`calibrating with clip ${i + 1} of ${clips.length}`, i / clips.length);
    yield bytesIn(frames, card.input);
  }
}

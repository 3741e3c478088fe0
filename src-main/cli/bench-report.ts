// What a bench measured, as `--json` prints it, and the numbers that follow from it. Pure.
import type {
  ClipTiming,
  MachineInfo,
  MediaTimes,
  PlainRun,
  Precision,
  StageTimes,
} from '../../src-inference/contract/index.ts';

export interface Percentiles {
  readonly p50: number;
  readonly p95: number;
}

/** One way to run the network. Stages in milliseconds for one window, or for one second of video. */
export interface BenchVariant {
  readonly name: string;
  readonly inferenceMs: Percentiles;
  readonly stagesMs: StageTimes;
  /** Frames a second of the whole station: decoding, network, annotation, shared memory. */
  readonly fps: number;
  readonly peakRssMb: number;
  /** Of one core. */
  readonly cpuPercent: number;
}

export interface BenchReport {
  readonly machine: MachineInfo;
  readonly network: {
    readonly name: string;
    readonly windowSeconds: number;
    readonly hopSeconds: number;
    readonly input: string;
    readonly video: string;
    /** Random weights only show speed. */
    readonly randomWeights: boolean;
  };
  readonly variants: readonly BenchVariant[];
}

export const variantNames: Readonly<Record<Precision, string>> = {
  fp32: 'exported-fp32',
  fp32Lowered: 'lowered-fp32',
  int8: 'int8',
  int8Qdq: 'int8-qdq',
};
const plainName = 'plain';
export const pytorchName = 'pytorch-eager';

export function percentiles(values: readonly number[]): Percentiles {
  const sorted = [...values].sort((a, b) => a - b);
  return { p50: rounded(quantile(sorted, 0.5)), p95: rounded(quantile(sorted, 0.95)) };
}

/** Linear between the neighbours, as NumPy does. */
function quantile(sorted: readonly number[], share: number): number {
  if (sorted.length === 0) return 0;
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)]!;
  return low + (sorted[Math.ceil(place)]! - low) * (place - Math.floor(place));
}

export interface StationRun {
  readonly frames: number;
  readonly wallSeconds: number;
  readonly cpuSeconds: number;
  readonly peakRssMb: number;
}

export function stationVariant(
  name: string,
  timings: readonly ClipTiming[],
  media: MediaTimes,
  run: StationRun,
): BenchVariant {
  const inferenceMs = percentiles(timings.map((one) => one.inferenceMilliseconds));
  return {
    name,
    inferenceMs,
    stagesMs: {
      decode: rounded(media.decode),
      preprocess: percentiles(timings.map((one) => one.preprocessMilliseconds)).p50,
      inference: inferenceMs.p50,
      annotate: rounded(media.annotate),
      output: rounded(media.output),
    },
    fps: rounded(run.frames / run.wallSeconds),
    peakRssMb: run.peakRssMb,
    cpuPercent: Math.round((100 * run.cpuSeconds) / run.wallSeconds),
  };
}

export function plainVariant(plain: PlainRun, peakRssMb: number, cpuSeconds: number): BenchVariant {
  const { decode, preprocess, inference, annotate, output } = plain.stagesMilliseconds;
  return {
    name: plainName,
    inferenceMs: percentiles(plain.inferenceMilliseconds),
    stagesMs: {
      decode: rounded(decode),
      preprocess: rounded(preprocess),
      inference: rounded(inference),
      annotate: rounded(annotate),
      output: rounded(output),
    },
    fps: rounded(plain.frames / plain.seconds),
    peakRssMb,
    cpuPercent: Math.round((100 * cpuSeconds) / plain.seconds),
  };
}

/**
 * How much of the time of the first variant another one takes: the median over rounds, so that whatever else the machine
 * did meanwhile counts for both.
 */
export function medianRatio(first: readonly ClipTiming[], other: readonly ClipTiming[]): number {
  const ratios = first
    .map((one, i) => (other[i]?.inferenceMilliseconds ?? Number.NaN) / one.inferenceMilliseconds)
    .sort((a, b) => a - b);
  return quantile(ratios, 0.5);
}

export function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

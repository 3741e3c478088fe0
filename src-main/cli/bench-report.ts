// What a bench measured, as `--json` prints it, and the numbers that follow from it. Pure.
import type {
  ClipTiming,
  MachineInfo,
  MediaTimes,
  PlainRun,
  Precision,
  StageTimes,
} from '../../src-inference/contract/index.ts';
import type { Rounds } from './bench-rounds.ts';
import { type LoadReport, loadWarnings } from './machine-load.ts';

interface Percentiles {
  readonly p50: number;
  readonly p95: number;
}

/** How far apart the rounds of one network were. */
export interface Spread {
  /** Median inference time of the fastest and of the slowest round. */
  readonly minMs: number;
  readonly maxMs: number;
  /** Slowest divided by fastest; 1 is perfectly steady. */
  readonly ratio: number;
  /** False when the rounds differ so much that the numbers say little about the network. */
  readonly steady: boolean;
}

/** Rounds that differ by more than this are marked. */
const mostSpread = 1.5;

/** One way to run the network. Stages in milliseconds for one window, or for one second of video. */
export interface BenchVariant {
  readonly name: string;
  readonly inferenceMs: Percentiles;
  /** Null for a variant that runs only once. */
  readonly rounds: Spread | null;
  /**
   * Its time divided by that of the exported network: median of the ratios in each round. Null when one of the two was not
   * timed.
   */
  readonly ratio: number | null;
  readonly stagesMs: StageTimes;
  /** Frames a second of the whole station: decoding, network, annotation, shared memory. */
  readonly fps: number;
  readonly peakRssMb: number;
  /** 100 is one core. */
  readonly cpuPercent: number;
}

export interface BenchReport {
  readonly machine: MachineInfo;
  /** Null where the load is unknown. */
  readonly load: LoadReport | null;
  /** Reasons not to trust the numbers; empty on a quiet machine. */
  readonly warnings: readonly string[];
  readonly network: {
    readonly name: string;
    readonly windowSeconds: number;
    readonly hopSeconds: number;
    readonly input: string;
    readonly video: string;
    /** The answers mean nothing then; only speed can be measured. */
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

function percentiles(values: readonly number[]): Percentiles {
  const sorted = [...values].sort((a, b) => a - b);
  return { p50: rounded(quantile(sorted, 0.5)), p95: rounded(quantile(sorted, 0.95)) };
}

/** Linear interpolation between neighbours, as `numpy.quantile` does. */
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

/** @param ratio See `BenchVariant`. */
export function stationVariant(
  name: string,
  rounds: Rounds,
  ratio: number | null,
  media: MediaTimes,
  run: StationRun,
): BenchVariant {
  const timings = rounds.flat();
  const inferenceMs = percentiles(timings.map((one) => one.inferenceMilliseconds));
  return {
    name,
    inferenceMs,
    rounds: spreadOf(rounds),
    ratio,
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

/** PyTorch runs the network alone: there is no station around it. */
export function eagerVariant(rounds: Rounds, ratio: number | null): BenchVariant {
  const inferenceMs = percentiles(rounds.flat().map((one) => one.inferenceMilliseconds));
  const nothing = { decode: 0, preprocess: 0, annotate: 0, output: 0 };
  return {
    name: pytorchName,
    inferenceMs,
    rounds: spreadOf(rounds),
    ratio,
    stagesMs: { ...nothing, inference: inferenceMs.p50 },
    fps: 0,
    peakRssMb: 0,
    cpuPercent: 0,
  };
}

export function plainVariant(plain: PlainRun, peakRssMb: number, cpuSeconds: number): BenchVariant {
  const { decode, preprocess, inference, annotate, output } = plain.stagesMilliseconds;
  return {
    name: plainName,
    inferenceMs: percentiles(plain.inferenceMilliseconds),
    rounds: null,
    ratio: null,
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

/** How far apart the medians of the rounds are. */
export function spreadOf(rounds: Rounds): Spread {
  const medians = rounds.map(roundMedian);
  const [min, max] = [Math.min(...medians), Math.max(...medians)];
  return {
    minMs: rounded(min),
    maxMs: rounded(max),
    ratio: Math.round((100 * max) / min) / 100,
    steady: max / min <= mostSpread,
  };
}

/**
 * How much of the time of the first network another one takes: the median of the ratios in each round. The two ran a moment
 * apart there, so a machine that becomes slower from round to round changes no ratio.
 */
export function medianRatio(first: Rounds, other: Rounds): number {
  const ratios = first
    .flatMap((round, i) => {
      const beside = other[i];
      return beside === undefined ? [] : [roundMedian(beside) / roundMedian(round)];
    })
    .sort((a, b) => a - b);
  return quantile(ratios, 0.5);
}

function roundMedian(clips: readonly ClipTiming[]): number {
  return quantile(
    clips.map((one) => one.inferenceMilliseconds).sort((a, b) => a - b),
    0.5,
  );
}

/** Reasons not to trust the numbers, as sentences. */
export function benchWarnings(load: LoadReport | null, variants: readonly BenchVariant[]): readonly string[] {
  const unsteady = variants.filter(({ rounds }) => rounds?.steady === false);
  return [
    ...(load === null ? [] : loadWarnings(load)),
    ...unsteady.map(
      ({ name, rounds }) =>
        `The rounds of ${name} took from ${rounds!.minMs} to ${rounds!.maxMs} ms: they differ ${rounds!.ratio} times, ` +
        `more than ${mostSpread} times. Do not trust its times. Measure again on a quiet machine.`,
    ),
  ];
}

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

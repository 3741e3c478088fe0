// What the engine tells others of a model: its validated card.
import type { ErrorModel } from './sequence.ts';

export interface LabelInfo {
  readonly name: string;
  /** For people; the name when the card gives none. */
  readonly title: string;
  /** `#rrggbb`; null when the card gives none. */
  readonly color: string | null;
}

/**
 * What a card may have of a network: as it was exported; with kernels over pictures in place of kernels over time (float, for
 * CPUs); in bytes, for the CPU kernels of ONNX Runtime; with explicit quantization, for TensorRT.
 */
export const precisions = ['fp32', 'fp32Lowered', 'int8', 'int8Qdq'] as const;
export type Precision = (typeof precisions)[number];

/**
 * Kinds of machines that int8 networks are made for:
 * - `x64-vnni`: x64 that adds products of bytes in 32 bits: 8-bit weights
 * - `x64`: without; pairs of products are added in 16 bits: 7-bit weights
 * - `arm64`: 8-bit weights
 * - `tensorrt`: explicit quantization
 */
export const networkTargets = ['x64-vnni', 'x64', 'arm64', 'tensorrt'] as const;
export type NetworkTarget = (typeof networkTargets)[number];

/** Where networks run. */
export const backends = ['cpu', 'cuda', 'tensorrt'] as const;
export type Backend = (typeof backends)[number];

/** How people tell the networks of a card apart: a card may have several in int8. */
export function networkName(network: {
  readonly precision: Precision;
  readonly target: NetworkTarget | null;
}): string {
  const { precision, target } = network;
  return precision === 'int8' && target !== null ? `int8 for ${target}` : precision;
}

/** Which network of the card runs, where, and why this one. */
export interface NetworkChoice {
  readonly precision: Precision;
  /** What the file was made for; null: any machine. A card may have several int8 networks. */
  readonly target: NetworkTarget | null;
  /** `server`: on an inference server. */
  readonly backend: Backend | 'server';
  /** As one sentence. */
  readonly reason: string;
}

/** Measured by `stepwatch evaluate`, never typed in by hand. All rates from 0 to 1. */
export interface ModelQuality {
  readonly data: string;
  readonly windows: number;
  readonly accuracy: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Counts; row: true label, column: predicted label, in the order of the labels. */
  readonly confusion: readonly (readonly number[])[] | null;
  /** Expected calibration error in 15 bins (Guo et al. 2017); null when it was not measured. */
  readonly calibrationError: number | null;
  /** Null when it was not measured. */
  readonly errors: ErrorModel | null;
}

/** How far an optimised network answers as the exported one does, on clips that it was not calibrated with. */
export interface Agreement {
  readonly clips: number;
  /** Share of the clips on which both name the same action. */
  readonly top1: number;
  /** Largest difference of two probabilities, over all clips and labels. */
  readonly largestDifference: number;
}

export interface ModelInfo {
  readonly name: string;
  readonly description: string;
  readonly labels: readonly LabelInfo[];
  /** The label that stands for "nothing is being done"; null when the model has none. */
  readonly background: string | null;
  readonly windowSeconds: number;
  readonly hopSeconds: number;
  /** The input in words, as in "frames: 32 x 128 x 128 x 3 uint8". */
  readonly input: string;
  /** Size of the network's pictures in pixels. */
  readonly picture: { readonly width: number; readonly height: number };
  readonly files: readonly {
    readonly precision: Precision;
    readonly target: NetworkTarget | null;
    /** Whether its answers are right on this machine's CPU. */
    readonly runsHere: boolean;
    readonly path: string;
    readonly bytes: number;
    /** SHA-256 that the card names, in hexadecimal, checked when the network is opened; left out: the card names none. */
    readonly sha256?: string;
    readonly quality: ModelQuality | null;
    /** Null for the network as exported. */
    readonly agreement: Agreement | null;
  }[];
  /** What would run on this machine. */
  readonly choice: NetworkChoice;
}

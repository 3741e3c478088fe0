// Input and answer of the commands that optimise and evaluate a network.
import {
  type Agreement,
  type NetworkChoice,
  type NetworkTarget,
  networkTargets,
  type Precision,
} from './model.ts';
import type { ErrorModel, Verdict } from './sequence.ts';

export const optimizedPrecisions = ['int8', 'fp32'] as const;
/** `auto`: what runs best on this machine; `all`: the set for a folder that is carried to other machines. */
export const optimizerTargets = ['auto', 'all', ...networkTargets] as const;

export interface OptimizeOptions {
  /** Folder with `model.yaml`. */
  readonly model: string;
  readonly precision: (typeof optimizedPrecisions)[number];
  readonly target: (typeof optimizerTargets)[number];
  /** Videos of the line. With a CSV file of labels beside a video, the accuracy is compared as well. */
  readonly calibrate: readonly string[];
  /** At most so many clips to calibrate with, and as many to compare the result on; null: as many as are useful. */
  readonly clips: number | null;
  /** Compare the network with the original after every pass. */
  readonly verify: boolean;
}

export interface OptimizeReport {
  /** One for each target. */
  readonly networks: readonly OptimizedNetwork[];
  /** Largest difference of an answer from the original's after each pass; empty without `verify`. */
  readonly passes: readonly { readonly name: string; readonly nodes: number; readonly difference: number }[];
}

export interface OptimizedNetwork {
  readonly precision: Precision;
  readonly path: string;
  readonly bytes: number;
  readonly target: NetworkTarget | null;
  /** How the ranges of activations were found; null for a float network. */
  readonly calibration: { readonly method: string; readonly clips: number } | null;
  readonly agreement: Agreement;
  /** On labelled clips that were held out; null without labels. */
  readonly accuracy: { readonly windows: number; readonly fp32: number; readonly optimized: number } | null;
  /** Operators that compute in int8, or over pictures, and all that are left in float, with their number. */
  readonly operators: {
    readonly optimized: number;
    readonly float: readonly { readonly op: string; readonly count: number }[];
  };
  /** How many rules of TensorRT for explicit quantization it was checked against and keeps; null: not made for TensorRT. */
  readonly rules: number | null;
  /** Layers that were put back to float because the answers changed too much. */
  readonly keptFloat: readonly string[];
}

export interface EvaluateOptions {
  readonly model: string;
  /** Folder of videos with label files. */
  readonly data: string;
  /** Null: all networks of the card that run on this machine. */
  readonly precisions: readonly Precision[] | null;
  /** The videos are judged by this recipe as well; null: only the network is measured. */
  readonly recipe: string | null;
  /** Whether the results go into the card. */
  readonly write: boolean;
}

export interface SegmentQuality {
  /** Mean over the videos of 1 minus the normalised Levenshtein distance. */
  readonly editScore: number;
  /** F1 of segments that overlap with a true one by at least 10, 25 and 50 %. */
  readonly f1At10: number;
  readonly f1At25: number;
  readonly f1At50: number;
}

export interface EvaluatedNetwork {
  readonly choice: NetworkChoice;
  readonly windows: number;
  readonly accuracy: number;
  /** Weighted by the number of windows of each class. */
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly calibrationError: number;
  readonly errors: ErrorModel;
  readonly perClass: readonly {
    readonly label: string;
    readonly precision: number;
    readonly recall: number;
    readonly f1: number;
    readonly support: number;
  }[];
  /** Row: true label, column: named label. */
  readonly confusion: readonly (readonly number[])[];
  /** Segments of neighbouring windows with the same label. */
  readonly segments: SegmentQuality;
  /** The steps that the checker judged; null without a recipe. */
  readonly checker: (SegmentQuality & { readonly verdicts: readonly JudgedVideo[] }) | null;
}

export interface JudgedVideo {
  readonly video: string;
  /** Null: the labels do not say what it should be. */
  readonly expected: Verdict | null;
  /** The worst of all parts; `fail` when none was seen. */
  readonly verdict: Verdict;
}

export interface EvaluationReport {
  readonly model: string;
  readonly data: string;
  readonly videos: number;
  readonly labels: readonly string[];
  readonly recipe: string | null;
  readonly networks: readonly EvaluatedNetwork[];
}

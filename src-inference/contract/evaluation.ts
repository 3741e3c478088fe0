// What the commands answer that measure the checker. All rates are from 0 to 1.
import type { PolicyName } from './sequence.ts';

/** `wholePart` is the limit: an offline decoder that knows the simulation and sees the whole part before it judges. */
export type SimulatedPolicy = PolicyName | 'wholePart';

export interface SimulationOptions {
  /** Path of the recipe whose parts are simulated. */
  readonly recipe: string;
  /** Share of windows whose action the simulated network names rightly. */
  readonly accuracy: number;
  readonly policy: SimulatedPolicy;
  readonly parts: number;
  readonly seed: number;
  /** Number of good parts from which `typicalSeconds` are learnt; 0: only what the recipe tells is known. */
  readonly recordings: number;
  /** The checker's threshold; null: the usual one. */
  readonly failAbove: number | null;
  /** The median durations of the steps lie between these. */
  readonly stepSeconds: readonly [number, number];
}

export interface SimulationRow {
  readonly accuracy: number;
  readonly policy: SimulatedPolicy;
  readonly goodFailed: number;
  readonly goodWarned: number;
  readonly badPassed: number;
  readonly badWarned: number;
  /** Null for `wholePart`, which judges no steps. */
  readonly stepF1: number | null;
  readonly editScore: number | null;
  /** From the end of the wrong action to the first judgement that is not `pass`; null when there was none. */
  readonly delaySeconds: { readonly p50: number | null; readonly p95: number | null };
}

export const annotatedPolicies = ['alignment', 'fixedOrder', 'precedenceCounting'] as const;
export type AnnotatedPolicy = (typeof annotatedPolicies)[number];

export interface AnnotatedOptions {
  /** Folder of CSV files. */
  readonly directory: string;
  /** Accuracy of the labels that the checker is given; at 1 they are the annotated ones. */
  readonly noise: number;
  readonly policy: AnnotatedPolicy;
  readonly seed: number;
}

export interface Rates {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface AnnotatedRow {
  readonly noise: number;
  readonly policy: AnnotatedPolicy;
  readonly orderingMistakes: Rates;
  readonly allMistakes: Rates;
  /** Whether a sequence has any mistake. */
  readonly sequences: Rates;
}

export interface LearnedOptions {
  /** Folder with a folder for each task, at any depth, of the label files of its recordings; or annotated assemblies. */
  readonly directory: string;
  /** Accuracy of the labels that the checker is given; at 1 they are the recorded ones. */
  readonly accuracy: number;
  readonly seed: number;
}

/** What the checker says with a recipe that was learnt from the other recordings of the same task. */
export interface LearnedRow {
  /** `all`: over all tasks. */
  readonly task: string;
  /** Recordings without a mistake: each was left out once. */
  readonly recordings: number;
  readonly goodFailed: number;
  readonly goodWarned: number;
  /** Of recordings without one step that at least nine in ten of the others have. */
  readonly skippedPassed: number;
  /** Of recordings with one action done twice in a row, where no recording does that action twice in a row. */
  readonly repeatedPassed: number;
}

export interface LearnOptions {
  /** Folder of label files of good parts: CSV with the header `start,end,label`. */
  readonly directory: string;
  readonly name: string;
  readonly title: string;
  /** Its background is no step; null: every label is a step. */
  readonly model: string | null;
}

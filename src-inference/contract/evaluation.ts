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
  /** Number of good parts from which `typicalSeconds` and the errors of the network are learnt; 0: neither is known. */
  readonly recordings: number;
  /** The checker's threshold; null: the usual one. */
  readonly failAbove: number | null;
  /** The median durations of the steps lie between these. */
  readonly stepSeconds: readonly [number, number];
}

/** Shares of the good parts, and of the bad ones. */
export interface VerdictRates {
  /** False alarms. */
  readonly goodFailed: number;
  readonly goodWarned: number;
  /** Misses. */
  readonly badPassed: number;
  readonly badWarned: number;
}

/** 95 % confidence intervals (Wilson 1927), from the lower to the upper end. */
export type VerdictIntervals = Readonly<Record<keyof VerdictRates, readonly [number, number]>>;

export interface SimulationRow extends VerdictRates {
  readonly accuracy: number;
  readonly policy: SimulatedPolicy;
  /** Null for `wholePart`, which judges no steps. */
  readonly stepF1: number | null;
  readonly editScore: number | null;
  /** From the end of the wrong action to the first judgement that is not `pass`; null when there was none. */
  readonly delaySeconds: { readonly p50: number | null; readonly p95: number | null };
}

/** One of the conditions that real lines have. */
export interface StressCondition {
  readonly id: string;
  readonly name: string;
}

export interface StressOptions {
  /** Path of the recipe whose parts are simulated. */
  readonly recipe: string;
  /** `id` of a condition. */
  readonly condition: string;
  readonly accuracy: number;
  readonly parts: number;
  readonly seed: number;
  /** Number of good parts from which `typicalSeconds` are learnt, and on which the network is measured. */
  readonly recordings: number;
  /** False: nobody has measured the network. */
  readonly measured: boolean;
  /** Whether the limit is measured too; it takes longer than the checker. */
  readonly withLimit: boolean;
}

export interface StressRow extends VerdictRates {
  /** Its name. */
  readonly condition: string;
  readonly id: string;
  readonly accuracy: number;
  readonly parts: number;
  readonly intervals: VerdictIntervals;
  /** Share of the parts of which it says that they were not seen from their start; null where none can be. */
  readonly toldAsJoined: number | null;
  /** Share of the parts of which the checker says that they are worked on together; null where none are. */
  readonly toldAsBatch: number | null;
  /** An offline decoder that knows the real durations and the real network; null: it was not measured, or there is none. */
  readonly limit: VerdictRates | null;
}

export interface RecallOptions {
  /** Path of the recipe whose parts are simulated. */
  readonly recipe: string;
  /** Folder of annotated assemblies, which are measured instead of simulated parts; null: none. */
  readonly directory: string | null;
  readonly accuracy: number;
  readonly parts: number;
  readonly seed: number;
  readonly recordings: number;
  readonly measured: boolean;
}

export interface RecallPoint {
  readonly falseAlarmsPerMinute: number;
  /** Share of the mistakes that are told at this rate. */
  readonly checker: number;
  /** The same for the best that can be told by the time since the part began alone. */
  readonly clock: number;
}

export interface RecallRow {
  readonly source: 'simulated' | 'annotated';
  readonly accuracy: number;
  readonly parts: number;
  readonly mistakes: number;
  readonly minutes: number;
  readonly recall: readonly RecallPoint[];
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

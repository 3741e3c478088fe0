// A recipe as others see it: validated, as it is written and expanded to numbered steps.
import type { Verdict } from './sequence.ts';

/** What a step may be asked for beyond being done. */
export interface StepLimits {
  /** Shorter is `tooFast`. */
  readonly minSeconds: number | null;
  /** Longer is `tooSlow`. */
  readonly maxSeconds: number | null;
  /** How long it takes as a rule (median): what the checker expects, no limit. */
  readonly typicalSeconds: number | null;
  /** Mean probability under which the step is `uncertain`, 0 to 1. */
  readonly minProbability: number | null;
  /** Doubt, haste and correction of this step fail the part, instead of asking for a look. */
  readonly critical: boolean;
}

export interface RecipeStepInfo extends StepLimits {
  /** 1-based, in the expanded recipe. */
  readonly index: number;
  readonly label: string;
  /** For people; the label when the recipe gives none. */
  readonly title: string;
  /** Whether a right part may be without it: it is optional, or one of several ways. */
  readonly optional: boolean;
  /** Round of the innermost repeat that the step belongs to, as in "round 2 of 4"; null outside of one. */
  readonly round: { readonly number: number; readonly of: number } | null;
  /** Indexes of the steps that come before it when their order is free otherwise. */
  readonly after: readonly number[];
}

/** What all elements of a recipe have in common, as it is written. */
interface WrittenElement {
  /** The name by which `after` means it; null: its label. */
  readonly id: string | null;
  readonly optional: boolean;
  /** Of an element of `anyOrder`: the ids or labels of those beside it that come before. */
  readonly after: readonly string[];
}

export interface StepElement extends WrittenElement, StepLimits {
  readonly kind: 'step';
  readonly label: string;
  readonly title: string | null;
}

/**
 * - `sequence`: all, in this order
 * - `oneOf`: exactly one of them
 * - `anyOrder`: all, in any order that `after` allows
 */
export const groupKinds = ['sequence', 'oneOf', 'anyOrder'] as const;

export interface GroupElement extends WrittenElement {
  readonly kind: (typeof groupKinds)[number];
  readonly elements: readonly RecipeElement[];
  /** Rounds; null when there is no `repeat`. `min` and `max` are equal for a fixed number. */
  readonly repeat: { readonly min: number; readonly max: number } | null;
}

export type RecipeElement = StepElement | GroupElement;

/**
 * How a part begins.
 * - `firstAction`: with the first action that is seen
 * - `firstStep`: with the first step of the recipe; what is done before it does not count
 * - `mark`: when somebody says so, by hand or with a scanner
 */
export const partStarts = ['firstAction', 'firstStep', 'mark'] as const;

/**
 * How a part ends, besides the source's end.
 * - `lastStep`: when nothing is left to do, or the next part begins
 * - `mark`: when somebody says so, or the next part is marked
 */
export const partEnds = ['lastStep', 'mark'] as const;

export interface PartRules {
  readonly start: (typeof partStarts)[number];
  readonly end: (typeof partEnds)[number];
  /** A part at which nothing was done for this long was left: it ends. Null: it never does. */
  readonly timeoutSeconds: number | null;
}

export interface CorrectionRules {
  /** What a corrected step means for the part. */
  readonly verdict: Verdict;
  /** Actions that undo a step: after one, the step `undoes` (a label) must be done again. */
  readonly removals: readonly { readonly label: string; readonly undoes: string }[];
}

export interface RecipeInfo {
  readonly name: string;
  readonly title: string;
  readonly description: string | null;
  readonly steps: readonly RecipeStepInfo[];
  /** As it is written, with its groups. */
  readonly elements: readonly RecipeElement[];
  readonly part: PartRules;
  /** What one part should take; null when the recipe does not say. */
  readonly targetCycleSeconds: number | null;
  readonly corrections: CorrectionRules;
  /** Actions that may happen at any time, and what one means for the part. */
  readonly tolerated: readonly { readonly label: string; readonly verdict: 'pass' | 'warn' }[];
}

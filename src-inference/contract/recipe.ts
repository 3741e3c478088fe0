// A validated recipe as others see it: its elements as they are written, and its numbered steps.
import type { Verdict } from './sequence.ts';

/** What it means for a part that it breaks a rule: somebody should look, or the part fails. */
export const breaches = ['fail', 'warn'] as const;
export type Breach = (typeof breaches)[number];

/** What a recipe may ask of a step besides that it is done. */
interface StepLimits {
  /** Shorter is `tooFast`. */
  readonly minSeconds: number | null;
  /** Longer is `tooSlow`. */
  readonly maxSeconds: number | null;
  /** Usual duration (median): the checker expects it, but it is no limit. */
  readonly typicalSeconds: number | null;
  /** Mean probability under which the step is `uncertain`, 0 to 1. */
  readonly minProbability: number | null;
  /** Whether the part fails, not only warns, when the step is `uncertain`, `tooFast` or `corrected`. */
  readonly critical: boolean;
  /** What it means for the part when the step is left out, or something else is done in its place. */
  readonly missing: Breach;
  /** What it means for the part when the step is done before or after its turn. */
  readonly order: Breach;
}

export interface RecipeStepInfo extends StepLimits {
  /** 1-based, in the expanded recipe. */
  readonly index: number;
  readonly label: string;
  /** For people; the label when the recipe gives none. */
  readonly title: string;
  /** Whether a right part may be without it: it is optional, or one of several alternatives. */
  readonly optional: boolean;
  /** Round of the innermost `repeat` around the step, as in "round 2 of 4"; null when there is none. */
  readonly round: { readonly number: number; readonly of: number } | null;
  /** Numbers of the steps that `after` puts before it. */
  readonly after: readonly number[];
}

/** What all elements of a recipe have. */
interface WrittenElement {
  /** The name by which `after` means it; null: its label. */
  readonly id: string | null;
  readonly optional: boolean;
  /** For an element of `anyOrder`: the ids or labels of the elements of the same group that come before it. */
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
 * - `mark`: when somebody marks it, by hand or with a scanner
 */
export const partStarts = ['firstAction', 'firstStep', 'mark'] as const;

/**
 * How a part ends. It also ends when the source does.
 * - `lastStep`: when nothing is left to do, or the next part begins
 * - `mark`: when somebody marks it, or marks the start of the next part
 */
export const partEnds = ['lastStep', 'mark'] as const;

export interface PartRules {
  readonly start: (typeof partStarts)[number];
  readonly end: (typeof partEnds)[number];
  /** A part on which nobody worked for this long was left: it ends. Null: it never does. */
  readonly timeoutSeconds: number | null;
}

interface CorrectionRules {
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
  /** How long one part should take; null when the recipe does not say it. */
  readonly targetCycleSeconds: number | null;
  readonly corrections: CorrectionRules;
  /** Actions that may happen at any time, and what each means for the part. */
  readonly tolerated: readonly { readonly label: string; readonly verdict: 'pass' | 'warn' }[];
  /** What an action means for the part that the recipe does not ask for. */
  readonly extra: Breach;
  /** Labels of actions that are not done twice in a row, whatever the steps allow: the second one is extra. */
  readonly notTwiceInARow: readonly string[];
}

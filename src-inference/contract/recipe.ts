// A validated recipe as others see it: its elements as they are written, and its numbered steps.
import type { CodeCondition } from './part-code.ts';
import type { Remedies } from './remedy.ts';
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
  /** It is done when it was held for so long without a break; whoever lets go may try again. */
  readonly holdSeconds: number | null;
  /** Usual duration (median): the checker expects it, but it is no limit. */
  readonly typicalSeconds: number | null;
  /** Mean probability under which the step is `uncertain`, 0 to 1. */
  readonly minProbability: number | null;
  /** Whether the part fails, not only warns, when the step is `uncertain`, `tooFast`, `tooSoon`, `tooLate` or `corrected`. */
  readonly critical: boolean;
  /** What it means for the part when the step is left out, or something else is done in its place. */
  readonly missing: Breach;
  /** What it means for the part when the step is done before or after its turn. */
  readonly order: Breach;
}

/** What a step tells the person who does it. */
interface StepHelp {
  readonly note: string | null;
  /** File of a picture, as a path below the folder of the recipe. */
  readonly picture: string | null;
  /** What the hands do after a mistake, as it is written at the step; empty without one. `remedyOf` finds what holds. */
  readonly remedies: Remedies;
}

/** The time from the end of an earlier step to the beginning of this one. */
interface WaitLimits {
  /** Sooner is `tooSoon`. */
  readonly minSeconds: number | null;
  /** Later is `tooLate`. */
  readonly maxSeconds: number | null;
}

/** Which one of several it is, as in "2 of 4". */
export type NumberedOf = { readonly number: number; readonly of: number };

export interface RecipeStepInfo extends StepLimits, StepHelp {
  /** 1-based, in the expanded recipe. */
  readonly index: number;
  readonly label: string;
  /** For people; the label when the recipe gives none. */
  readonly title: string;
  /** Whether a right part may be without it: it is optional, or one of several alternatives. */
  readonly optional: boolean;
  /** Round of the innermost `repeat` around the step, as in "round 2 of 4"; null when there is none. */
  readonly round: NumberedOf | null;
  /** Which time it is of a step with its own `repeat`; null when it has none. */
  readonly time: NumberedOf | null;
  /** Which piece of the batch it is for; null without `part.batch`. */
  readonly piece: NumberedOf | null;
  /** Of a group with `atLeast`: how many of its elements suffice, and of how many; null elsewhere. */
  readonly choice: { readonly least: number; readonly of: number } | null;
  /** Numbers of the steps that `after` puts before it. */
  readonly after: readonly number[];
  /** `since`: numbers of the steps from whose end the time counts, the last one that was done; null: whichever was done last. */
  readonly wait: (WaitLimits & { readonly since: readonly number[] | null }) | null;
  /** The step belongs to parts whose code meets all of these. */
  readonly when: readonly CodeCondition[];
}

/** What all elements of a recipe have. */
interface WrittenElement {
  /** The name by which `after` and `wait` mean it; null: its label. */
  readonly id: string | null;
  readonly optional: boolean;
  /** Ids or labels of the elements that come before it, where an `anyOrder` group around both leaves that open. */
  readonly after: readonly string[];
  /** Rounds of a group, times of a step; null when there is no `repeat`. `min` and `max` are equal for a fixed number. */
  readonly repeat: { readonly min: number; readonly max: number } | null;
  /** The parts that it belongs to, by their code; null: all. */
  readonly when: CodeCondition | null;
}

export interface StepElement extends WrittenElement, StepLimits, StepHelp {
  readonly kind: 'step';
  readonly label: string;
  readonly title: string | null;
  /** `since`: id or label; null: the step that was done last. */
  readonly wait: (WaitLimits & { readonly since: string | null }) | null;
}

/**
 * - `sequence`: all, in this order
 * - `oneOf`: exactly one of them
 * - `anyOrder`: all, or `atLeast` so many, in any order that `after` allows
 */
export const groupKinds = ['sequence', 'oneOf', 'anyOrder'] as const;

export interface GroupElement extends WrittenElement {
  readonly kind: (typeof groupKinds)[number];
  readonly elements: readonly RecipeElement[];
  /** Of `anyOrder`: so many of the elements suffice; null: all are asked for. */
  readonly atLeast: number | null;
  /** The name under `define` from which a `sequence` has its elements; null: they stand in the group itself. */
  readonly use: string | null;
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
  /** Pieces that are made at once: each step is done for all of them before the next one. Usually 1. */
  readonly batch: number;
}

interface CorrectionRules {
  /** What a corrected step means for the part. */
  readonly verdict: Verdict;
  /** Actions that undo a step: after one, the step `undoes` (a label) must be done again. */
  readonly removals: readonly { readonly label: string; readonly undoes: string }[];
}

/** What holds where a recipe does not say it. */
export const recipeDefaults = {
  start: 'firstAction',
  end: 'lastStep',
  /** A part on which nobody worked for five minutes was left. */
  timeoutSeconds: 300,
  batch: 1,
  correction: 'warn',
  tolerated: 'warn',
  extra: 'fail',
  missing: 'fail',
  order: 'fail',
} as const;

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
  /** What the hands do after a mistake at any step. */
  readonly remedies: Remedies;
  /** What an action means for the part that the recipe does not ask for. */
  readonly extra: Breach;
  /** Labels of actions that are not done twice in a row, whatever the steps allow: the second one is extra. */
  readonly notTwiceInARow: readonly string[];
}

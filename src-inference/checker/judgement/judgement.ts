// What a judgement is made from, and what it is.
import type { JudgedStep } from '../../contract/index.ts';
import type { Recipe } from '../../recipe/index.ts';
import type { Transition } from '../automaton/transition.ts';
import type { LabelEvidence } from '../decoder/window-evidence.ts';

/** Posterior probabilities of a mistake, 0 to 1, from which on something follows. */
export interface Thresholds {
  /** It is a mistake, and the part fails. */
  readonly failAbove: number;
  /** Somebody should look. */
  readonly warnAbove: number;
}

/** An action as it was seen. */
export interface ObservedAction {
  readonly label: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Null when no window speaks for it. */
  readonly evidence: LabelEvidence | null;
  /** For most of that time nothing could be seen: that it was done is a guess. */
  readonly isUnseen: boolean;
}

/** Posterior probabilities that something is not as the recipe asks, 0 to 1. */
export interface DefectPosterior {
  readonly ofAction: number;
  /** By this action, or by another one of the part that is not judged yet. */
  readonly ofPart: number;
  /** The likeliest other reading of the action that would change the verdict; null when there is none. */
  readonly alternative: Transition | null;
}

export interface Judgement {
  readonly step: JudgedStep;
  /** Whether it replaces an earlier judgement of the same step. */
  readonly amends: boolean;
}

/** What all judgements of one part share. */
export interface JudgingContext {
  readonly recipe: Recipe;
  /** The model's labels. */
  readonly labels: readonly string[];
  readonly thresholds: Thresholds;
  /** Length of the network's windows; null before the first. */
  readonly windowSeconds: number | null;
  /** The latest judgement of each step of the part so far. */
  readonly judged: readonly JudgedStep[];
}

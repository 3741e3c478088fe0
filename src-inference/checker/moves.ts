// What a person may do next at a bench, and what each of it costs: the negative logarithm of how likely it is.
import type { RecipeStep } from '../recipe/index.ts';
import type { State } from './states.ts';

/** What an action is to the recipe. Steps are 0-based positions. */
export type Deed =
  /** `room`: steps that had been taken out, as it turns out to make room for this one. */
  | { readonly kind: 'match'; readonly step: number; readonly room: readonly number[] }
  /** Another action in the place of the step. */
  | { readonly kind: 'wrong'; readonly step: number }
  /** The step was left out, or something else was done instead; now it is done after all. */
  | { readonly kind: 'late'; readonly step: number; readonly swappedWith: number | null }
  | { readonly kind: 'mended'; readonly step: number }
  /** After a step that was left out was done late, the one that had been done instead goes in again: it was taken out. */
  | { readonly kind: 'redone'; readonly step: number; readonly late: number }
  /** Before the steps that come before it. */
  | { readonly kind: 'early'; readonly step: number; readonly before: readonly number[] }
  | { readonly kind: 'extra'; readonly repeated: boolean }
  /** A mistake was undone; `step` is to be done again. */
  | { readonly kind: 'undone'; readonly step: number | null }
  /** Something right was undone. */
  | { readonly kind: 'spoiled'; readonly step: number }
  | { readonly kind: 'tolerated'; readonly verdict: 'pass' | 'warn' }
  /** No part has begun: it does not count. */
  | { readonly kind: 'ignored' };

export interface Move {
  readonly deed: Deed;
  /** The action, as a position in the model's labels. */
  readonly label: number;
  /** Required steps that were left out before it. */
  readonly missed: readonly number[];
  /** The part before it ended, with these steps not done; null when it belongs to the same part. */
  readonly ended: { readonly missing: readonly number[] } | null;
  /** In nats. */
  readonly cost: number;
  readonly to: State;
}

/** Whether a part with this move in it is not as the recipe asks. */
export function isDefect({ deed, missed, ended }: Move): boolean {
  if (missed.length > 0 || (ended !== null && ended.missing.length > 0)) return true;
  switch (deed.kind) {
    case 'match':
    case 'tolerated':
    case 'ignored':
    case 'mended':
    case 'redone':
    case 'undone':
      return false;
    case 'wrong':
    case 'late':
    case 'early':
    case 'extra':
    case 'spoiled':
      return true;
    default:
      return deed satisfies never;
  }
}

/**
 * A part in five has a mistake, of six kinds, at any of some twenty steps: one step in 700 has a certain one. The numbers
 * need not be exact: a second of clear windows outweighs them.
 */
const mistakeNats = 6.5;

export const costs = {
  missed: mistakeNats,
  /** Who leaves out a step and does the next of the same kind has rather left out the later one. */
  missedSame: 5,
  /** Steps that are left out in one go are one mistake for the most part. */
  missedMore: 2,
  wrong: mistakeNats,
  /** Right after another wrong one: every seventh time it is a row of them, as of who works by another recipe. */
  wrongAgain: 2,
  extra: mistakeNats + 1,
  repeated: mistakeNats,
  early: mistakeNats,
  /** A step that was just left out is done next every other time: the two were swapped. */
  lateAtOnce: 0.7,
  late: 3,
  /** Who puts in a wrong part sees it for the most part, and mends it at once. */
  mendedAtOnce: 0.7,
  mended: 3,
  redone: 1,
  undone: 1.5,
  spoiled: mistakeNats,
  tolerated: 2,
  ignored: 0.5,
  leftPart: mistakeNats,
  /** The first action of a part stands elsewhere in the recipe too: it tells less. */
  leftPartWithCommonStart: mistakeNats + 1,
} as const;

/** Which wrong action of all. */
export function choiceCost(labelCount: number): number {
  return Math.log(Math.max(labelCount - 1, 1));
}

export function missedCost(count: number): number {
  return count === 0 ? 0 : costs.missed + costs.missedMore * (count - 1);
}

/** The positions of the model's labels, by what the checker asks of them. */
export interface LabelTable {
  readonly names: readonly string[];
  readonly background: number | null;
  /** For each step its label. */
  readonly ofSteps: readonly number[];
}

export function createLabelTable(
  steps: readonly RecipeStep[],
  names: readonly string[],
  background: string | null,
): LabelTable {
  return {
    names,
    background: background === null ? null : names.indexOf(background),
    ofSteps: steps.map(({ label }) => names.indexOf(label)),
  };
}

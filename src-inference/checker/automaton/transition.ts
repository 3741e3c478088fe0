// The transitions of the automaton: what an action means to the recipe, what it costs, and the state after it.
import type { State } from './state.ts';

/** What an action means to the recipe. Steps are 0-based positions. */
export type Meaning =
  /** The step, in its turn. `madeRoom`: steps that had been removed, as it now turns out to make room for this one. */
  | { readonly kind: 'match'; readonly step: number; readonly madeRoom: readonly number[] }
  /** Another action in the place of the step. */
  | { readonly kind: 'wrong'; readonly step: number }
  /** The step was left out, and is done now. `after`: the step that was done just before, when it was left out; null without. */
  | { readonly kind: 'late'; readonly step: number; readonly after: number | null }
  /** The step was left out for `early` alone, and is done right after it: the two were done in each other's place. */
  | { readonly kind: 'swap'; readonly step: number; readonly early: number }
  /** The first step that is seen of a part which had begun before anybody looked. */
  | { readonly kind: 'joined'; readonly step: number }
  /** Something else was done in the place of the step, and it is done right now. */
  | { readonly kind: 'corrected'; readonly step: number }
  /** After a swap the earlier step is done once more: it had been removed, and the order is right now. */
  | { readonly kind: 'redone'; readonly step: number; readonly late: number }
  /** The step, before the steps that come before it. */
  | { readonly kind: 'early'; readonly step: number; readonly before: readonly number[] }
  /** An action that the recipe does not ask for here. */
  | { readonly kind: 'extra'; readonly repeated: boolean }
  /** The last step, which must be held without a break, once more. */
  | { readonly kind: 'heldAgain' }
  /** The last step once more, as the steps before it: it looks like two parts at once. */
  | { readonly kind: 'secondPart' }
  /** A mistake was undone; `step` is to be done again, null when the mistake was no step. */
  | { readonly kind: 'undone'; readonly step: number | null }
  /** A step that was right was removed. */
  | { readonly kind: 'removed'; readonly step: number }
  | { readonly kind: 'tolerated'; readonly verdict: 'pass' | 'warn' }
  /** No part has begun: the action does not count. */
  | { readonly kind: 'ignored' };

export interface Transition {
  readonly meaning: Meaning;
  /** The action, as a position in the model's labels. */
  readonly label: number;
  /** Required steps that were left out before it. */
  readonly missed: readonly number[];
  /** The part before it ended, with these steps not done; null when the action belongs to the same part. */
  readonly ended: { readonly missing: readonly number[] } | null;
  /** In nats. */
  readonly cost: number;
  /** Made when it is first asked for: most transitions are too unlikely to be followed. */
  readonly to: State;
}

/** How the parts of the automaton add a transition from the state at hand. `missed` is empty when it is left out. */
export type AddTransition = (
  meaning: Meaning,
  cost: number,
  to: () => State,
  missed?: readonly number[],
) => void;

export function createTransition(known: Omit<Transition, 'to'>, makeState: () => State): Transition {
  let to: State | null = null;
  return {
    ...known,
    get to() {
      to ??= makeState();
      return to;
    },
  };
}

/** Whether a part with this transition in it is not as the recipe asks. */
export function isDefect({ meaning, missed, ended }: Transition): boolean {
  if (missed.length > 0 || (ended !== null && ended.missing.length > 0)) return true;
  switch (meaning.kind) {
    case 'match':
    case 'joined':
    case 'tolerated':
    case 'ignored':
    case 'corrected':
    case 'redone':
    case 'heldAgain':
    case 'undone':
    case 'secondPart':
      return false;
    case 'wrong':
    case 'late':
    case 'swap':
    case 'early':
    case 'extra':
    case 'removed':
      return true;
    default:
      return meaning satisfies never;
  }
}

/** Whether it puts a mistake right. */
export function isCorrection({ meaning: { kind } }: Transition): boolean {
  return kind === 'corrected' || kind === 'redone' || kind === 'undone';
}

// The states of the automaton: how far the part has come, and what is still open from before. A state is made when it is
// reached, and equal states are the same object.
import type { RecipeNode } from '../../recipe/index.ts';
import { automatonLimits } from '../parameters.ts';
import { isComplete, nextSteps } from './next-steps.ts';
import { type Progress, progressKey } from './progress.ts';

/** A step (0-based) that is not done, or not done right, though the work went on. It may still be put right. */
export interface OutstandingStep {
  readonly step: number;
  readonly why: 'missed' | 'wrong' | 'removed';
  /** The step that was done in its place; null when none was. */
  readonly insteadDone: number | null;
  /** Whether this happened with the last action. */
  readonly isLatest: boolean;
}

/** A mistake that a removal (`corrections.removals`) could undo. */
export interface UndoableMistake {
  readonly label: number;
  /** Null when the action is no step here. */
  readonly step: number | null;
}

interface StateCore {
  /** Whether a part has begun. */
  readonly begun: boolean;
  /** Nothing has begun that anybody saw, but a part may be in progress: its next action may be any of its steps. */
  readonly mayJoin: boolean;
  /** The first step that was seen of a part whose beginning was not; null: it was seen from its start. */
  readonly joinedAt: number | null;
  readonly progress: Progress;
  readonly outstanding: readonly OutstandingStep[];
  readonly undoable: readonly UndoableMistake[];
  /** Steps that were right, were removed, and are not back yet. */
  readonly removed: readonly number[];
  /** The last two actions were these two steps, in the wrong order; null otherwise. */
  readonly swap: { readonly late: number; readonly early: number } | null;
  /** So many steps in a row were each done twice, up to 2: it looks like two parts at once. */
  readonly doneTwice: number;
  /** Whether the last action was a step for the second time. */
  readonly isSecondTime: boolean;
  /** Label of the last action; null at the start. */
  readonly lastLabel: number | null;
}

export interface State extends StateCore {
  /** Nothing required is left, though steps may be outstanding. */
  readonly complete: boolean;
  /** Complete, and nothing optional is left either. */
  readonly final: boolean;
}

/** The state before any action. */
export const untouched = {
  mayJoin: false,
  joinedAt: null,
  progress: 'todo',
  outstanding: [],
  undoable: [],
  removed: [],
  swap: null,
  doneTwice: 0,
  isSecondTime: false,
  lastLabel: null,
} as const;

export type InternState = (core: StateCore) => State;

/** @param onForget Called when all known states are forgotten: an earlier state would hold all that was reached from it. */
export function createStateTable(tree: RecipeNode, onForget: () => void): InternState {
  const known = new Map<string, State>();
  return (core) => {
    const key = stateKey(core);
    const same = known.get(key);
    if (same !== undefined) return same;
    if (known.size >= automatonLimits.maxKnownStates) {
      known.clear();
      onForget();
    }
    const complete = isComplete(tree, core.progress);
    // Where each step is done twice, the last one is too.
    const isAwaited = core.doneTwice > 0 && !core.isSecondTime;
    const state = {
      ...core,
      complete,
      final: complete && !isAwaited && nextSteps(tree, core.progress).length === 0,
    };
    known.set(key, state);
    return state;
  };
}

/** A text that is equal for equal states. */
function stateKey(state: StateCore): string {
  const { begun, mayJoin, joinedAt, progress, outstanding, undoable, removed, swap, lastLabel } = state;
  return [
    state.isSecondTime ? -state.doneTwice : state.doneTwice,
    begun ? 1 : mayJoin ? 2 : 0,
    joinedAt,
    progressKey(progress),
    outstanding.map(
      ({ step, why, insteadDone, isLatest }) => `${step}${why[0]}${insteadDone ?? ''}${isLatest ? '!' : ''}`,
    ),
    undoable.map(({ label, step }) => `${label}.${step ?? ''}`),
    removed,
    swap === null ? '' : `${swap.late}.${swap.early}`,
    lastLabel,
  ].join('|');
}

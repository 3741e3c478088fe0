// What all transitions of one automaton share: the recipe in terms of labels, and how a state follows from another one.
import type { Recipe } from '../../recipe/index.ts';
import type { LabelTable } from '../labels.ts';
import { automatonLimits } from '../parameters.ts';
import { otherActionCost } from './costs.ts';
import { createFrontiers, type Frontier } from './frontier.ts';
import type { Progress } from './progress.ts';
import type { InternState, OutstandingStep, State, UndoableMistake } from './state.ts';
import { createUnseenSteps } from './unseen-steps.ts';

/** What an action changes besides the progress. */
interface StateChange {
  readonly outstanding?: readonly OutstandingStep[];
  /** The outstanding step that is done now. */
  readonly settled?: OutstandingStep;
  readonly mistake?: UndoableMistake;
  /** The mistake that is undone now. */
  readonly undone?: UndoableMistake;
  /** The last step is done for the second time. */
  readonly secondTime?: true;
  /** All steps that are removed now; those of before when it is left out. */
  readonly removed?: readonly number[];
  /** The step is the first one that was seen of its part. */
  readonly joinedAt?: number;
}

export interface AutomatonContext {
  readonly recipe: Recipe;
  readonly labels: LabelTable;
  /** Label of a removal to the label that it undoes. */
  readonly undoes: ReadonlyMap<number, number>;
  /** Labels of actions that are not done twice in a row. */
  readonly notTwiceInARow: ReadonlySet<number>;
  /** In nats. */
  readonly otherActionCost: number;
  readonly frontierOf: (progress: Progress) => Frontier;
  /** Whether the step may have been done before anybody looked: the part was joined in the middle of a group in any order. */
  readonly mayBeDone: (state: State, step: number) => boolean;
  readonly successor: (state: State, label: number, progress: Progress, change?: StateChange) => State;
}

export function createContext(recipe: Recipe, labels: LabelTable, intern: InternState): AutomatonContext {
  const position = (name: string): number => labels.names.indexOf(name);
  const undoes = new Map(
    recipe.corrections.removals.map((one) => [position(one.label), position(one.undoes)]),
  );
  const successor: AutomatonContext['successor'] = (state, label, progress, change = {}) => {
    const { settled, mistake, undone } = change;
    const { maxOutstanding, maxRemoved } = automatonLimits;
    const open = state.outstanding
      .filter((one) => one !== settled)
      .map((one) => ({ ...one, isLatest: false }));
    const kept = state.undoable.filter((one) => one !== undone);
    const undoable = mistake !== undefined && undoes.size > 0 ? [...kept, mistake] : kept;
    return intern({
      begun: true,
      mayJoin: false,
      joinedAt: change.joinedAt ?? state.joinedAt,
      progress,
      outstanding: [...open, ...(change.outstanding ?? [])].slice(-maxOutstanding),
      undoable: undoable.slice(-maxOutstanding),
      removed: (change.removed ?? state.removed).slice(-maxRemoved),
      swap: swapOf(settled),
      doneTwice: doneTwiceAfter(state, change.secondTime === true),
      isSecondTime: change.secondTime === true,
      lastLabel: label,
    });
  };
  return {
    recipe,
    labels,
    undoes,
    notTwiceInARow: new Set(recipe.notTwiceInARow.map(position)),
    otherActionCost: otherActionCost(labels.names.length),
    frontierOf: createFrontiers(recipe.tree),
    mayBeDone: createUnseenSteps(recipe.tree),
    successor,
  };
}

/** Steps that are done twice count as long as no other action stands between them. */
function doneTwiceAfter({ doneTwice, isSecondTime }: State, secondTime: boolean): number {
  if (secondTime) return isSecondTime ? 0 : Math.min(doneTwice + 1, automatonLimits.maxDoneTwice);
  return isSecondTime ? doneTwice : 0;
}

/** A step that was left out for another one, and is done right after it, was swapped with it. */
function swapOf(settled: OutstandingStep | undefined): State['swap'] {
  return settled?.why === 'missed' && settled.isLatest && settled.insteadDone !== null
    ? { late: settled.step, early: settled.insteadDone }
    : null;
}

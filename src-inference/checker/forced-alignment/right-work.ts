// What people do who make no mistake: the transitions of a recipe's automaton that are as it asks, part after part.
import type { RecognitionModel } from '../../contract/index.ts';
import type { Recipe } from '../../recipe/index.ts';
import { createAutomaton } from '../automaton/automaton.ts';
import { missedCost } from '../automaton/costs.ts';
import type { State } from '../automaton/state.ts';
import { isDefect, type Transition } from '../automaton/transition.ts';
import { createLabelTable } from '../labels.ts';

export interface RightWork {
  /** Nothing was done yet. */
  readonly start: State;
  transitionsFrom(state: State): readonly Transition[];
  /** In nats, that a recording ends in this state: it may break off in the middle of a part. */
  endCost(state: State): number;
}

const rightKinds: ReadonlySet<Transition['meaning']['kind']> = new Set(['match', 'tolerated', 'heldAgain']);

/** @param recipe Whoever marks the parts of a station is not in the recording: they begin with their first action. */
export function workByRecipe(recipe: Recipe, { labels, background }: RecognitionModel): RightWork {
  const part = { ...recipe.part, start: 'firstAction', end: 'lastStep' } as const;
  const table = createLabelTable(recipe, labels, background);
  const automaton = createAutomaton({ ...recipe, part }, table);
  const actions = labels.flatMap((_, label) => (label === table.background ? [] : [label]));
  const known = new Map<State, readonly Transition[]>();
  return {
    start: automaton.start,
    transitionsFrom(state) {
      let right = known.get(state);
      if (right === undefined) {
        right = actions
          .flatMap((label) => automaton.transitionsFrom(state, label))
          .filter((transition) => !isDefect(transition) && rightKinds.has(transition.meaning.kind));
        known.set(state, right);
      }
      return right;
    },
    endCost: (state) => (state.begun ? missedCost(automaton.requiredIn(state).length) : 0),
  };
}

// The automaton of a recipe: its states, and the transitions that an action may be in each of them.
import { mostNext } from '../../contract/index.ts';
import type { Recipe } from '../../recipe/index.ts';
import type { LabelTable } from '../labels.ts';
import { transitionNats } from '../parameters.ts';
import { type AutomatonContext, createContext } from './context.ts';
import { addCorrectionTransitions } from './correction-transitions.ts';
import { addJoinedTransitions } from './joined-part.ts';
import { addMistakeTransitions } from './mistake-transitions.ts';
import { nextSteps } from './next-steps.ts';
import { addRemovalTransitions } from './removal-transitions.ts';
import { createStateTable, type InternState, type State, untouched } from './state.ts';
import { addStepTransitions } from './step-transitions.ts';
import { type AddTransition, createTransition, type Transition } from './transition.ts';

export interface Automaton {
  /** No part has begun. */
  readonly start: State;
  /** Nobody has looked yet: a part may be in progress. */
  readonly unseen: State;
  /** A part was begun by a mark, before its first action. */
  readonly marked: State;
  /** What an action with this label may be in this state, in no order. */
  transitionsFrom(state: State, label: number): readonly Transition[];
  /** The required steps (0-based) that are not done, with the outstanding ones, in the order of the recipe. */
  missingIn(state: State): readonly number[];
  /** The required steps that are not done, without the outstanding ones, which were judged already. */
  requiredIn(state: State): readonly number[];
  /** The step that the recipe asks for next; null when nothing is left. */
  expectedIn(state: State): number | null;
  /** The steps that may be done next, the one that is asked for first; at most `mostNext`. */
  mayFollowIn(state: State): readonly number[];
}

export function createAutomaton(recipe: Recipe, labels: LabelTable): Automaton {
  let known = new WeakMap<State, Map<number, readonly Transition[]>>();
  const intern = createStateTable(recipe.tree, () => {
    known = new WeakMap();
  });
  const context = createContext(recipe, labels, intern);
  const start = intern({ ...untouched, begun: false });
  const unseen = intern({ ...untouched, begun: false, mayJoin: true });
  const marked = intern({ ...untouched, begun: true });
  const { frontierOf, mayBeDone } = context;
  const requiredIn = (state: State): readonly number[] => {
    const steps: number[] = [];
    for (let left = frontierOf(state.progress).omission(); left !== null; left = left.frontier.omission()) {
      steps.push(...left.steps.filter((step) => !mayBeDone(state, step)));
    }
    return steps;
  };
  const expectedIn = ({ progress }: State): number | null => {
    const frontier = frontierOf(progress);
    return frontier.omission()?.steps[0] ?? frontier.nextSteps[0]?.step ?? null;
  };
  const missingIn = (state: State): readonly number[] =>
    [...new Set([...state.outstanding.map(({ step }) => step), ...requiredIn(state)])].sort((a, b) => a - b);
  const findTransitions = createTransitionFinder(context, intern, start, missingIn);

  return {
    start,
    unseen,
    marked,
    missingIn,
    requiredIn,
    transitionsFrom(state, label) {
      let ofState = known.get(state);
      if (ofState === undefined) {
        ofState = new Map();
        known.set(state, ofState);
      }
      let transitions = ofState.get(label);
      if (transitions === undefined) {
        transitions = findTransitions(state, label);
        ofState.set(label, transitions);
      }
      return transitions;
    },
    expectedIn,
    mayFollowIn(state) {
      const next = frontierOf(state.progress).nextSteps.map(({ step }) => step);
      const expected = expectedIn(state);
      const others = [...new Set(next)].filter((step) => step !== expected).sort((a, b) => a - b);
      return (expected === null ? others : [expected, ...others]).slice(0, mostNext);
    },
  };
}

function createTransitionFinder(
  context: AutomatonContext,
  intern: InternState,
  start: State,
  missingIn: Automaton['missingIn'],
): Automaton['transitionsFrom'] {
  const { recipe, labels } = context;
  const { part } = recipe;
  const tolerated = new Map(
    recipe.tolerated.map(({ label, verdict }) => [labels.names.indexOf(label), verdict]),
  );
  const firstLabels = nextSteps(recipe.tree, 'todo').map(({ step }) => labels.ofSteps[step]!);
  const isStartCommon = labels.ofSteps.some((label, step) => step > 0 && label === firstLabels[0]);
  const leftPartCost = isStartCommon ? transitionNats.leftPartWithCommonStart : transitionNats.leftPart;
  const mayOpenPart = (label: number): boolean =>
    part.start === 'firstAction' || (part.start === 'firstStep' && firstLabels.includes(label));

  const addFirst = (state: State, label: number, add: AddTransition): void => {
    if (tolerated.has(label) || !mayOpenPart(label)) {
      add({ kind: 'ignored' }, transitionNats.ignored, () => state);
      return;
    }
    if (state.mayJoin && part.start === 'firstAction') addJoinedTransitions(context, start, label, add);
    addStepTransitions(context, start, label, add);
    addMistakeTransitions(context, start, label, add);
  };

  const addWithinPart = (state: State, label: number, add: AddTransition): void => {
    addStepTransitions(context, state, label, add);
    addMistakeTransitions(context, state, label, add);
    addCorrectionTransitions(context, state, label, add);
    addRemovalTransitions(context, state, label, add);
    const verdict = tolerated.get(label);
    if (verdict !== undefined)
      add({ kind: 'tolerated', verdict }, transitionNats.tolerated, () => intern(state));
  };

  return (state, label) => {
    const found: Transition[] = [];
    const addTo =
      (ended: Transition['ended'], endCost: number): AddTransition =>
      (meaning, cost, to, missed = []) =>
        void found.push(createTransition({ meaning, label, missed, ended, cost: cost + endCost }, to));
    if (!state.begun) {
      addFirst(state, label, addTo(null, 0));
      return found;
    }
    addWithinPart(state, label, addTo(null, 0));
    // The part ends, and this is the first action of the next one.
    if (mayOpenPart(label) && part.end === 'lastStep' && state.lastLabel !== null) {
      // What a complete part still has room for belongs to it.
      const fits = found.some(({ meaning, missed }) => meaning.kind === 'match' && missed.length === 0);
      const add = addTo({ missing: missingIn(state) }, state.complete && !fits ? 0 : leftPartCost);
      addStepTransitions(context, start, label, add);
      if (state.complete) addMistakeTransitions(context, start, label, add);
    }
    return found;
  };
}

// The states of the automaton, made when they are reached: the place in the recipe, and what a part still owes.

import type { Recipe } from '../recipe/index.ts';
import { choiceCost, costs, type Deed, type LabelTable, type Move, missedCost } from './moves.ts';
import { createOutlooks } from './outlooks.ts';
import { earlyWaysFrom, isComplete, type Place, placeKey, placeWithout, waysFrom } from './places.ts';

/** A step that was judged as not done, and may still be put right. */
interface Debt {
  readonly step: number;
  readonly why: 'missed' | 'wrong' | 'removed';
  /** The step that was done instead of it. */
  readonly by: number | null;
  /** Whether it is the very last thing that happened. */
  readonly fresh: boolean;
}

/** An action that should not have been, and could be undone. */
interface Blunder {
  readonly label: number;
  readonly step: number | null;
}

export interface State {
  /** Whether a part is on the bench. */
  readonly begun: boolean;
  readonly place: Place;
  readonly debts: readonly Debt[];
  readonly blunders: readonly Blunder[];
  /** Steps that were right, but taken out again, and are not back yet. */
  readonly removed: readonly number[];
  /** The last two actions were these two, the wrong way round. */
  readonly swap: { readonly late: number; readonly by: number } | null;
  /** Of the last action; null at the start. */
  readonly lastLabel: number | null;
  /** Nothing required is left, though there may be debts. */
  readonly complete: boolean;
  /** Complete, and nothing optional is left either. */
  readonly final: boolean;
}

export interface States {
  readonly start: State;
  /** A part that was marked: it is begun before its first action. */
  readonly marked: State;
  /** What the action `label` may be in this state; cheapest first is not promised. */
  movesFrom(state: State, label: number): readonly Move[];
  /** The required steps that are not done, with its debts, in the order of the recipe. */
  missingIn(state: State): readonly number[];
  /** The step that the recipe asks for next; null when nothing is left. */
  expectedIn(state: State): number | null;
}

const mostDebts = 6;
/** A part that is taken to pieces and built again. */
const mostRemoved = 16;
/** So many steps may be left out in one go; who leaves out more begins in the middle of another part. */
const longestJump = 40;
/** Of the same label: the nearest places that a jump may lead to. */
const mostJumps = 2;
const mostKnownStates = 4000;

export function createStates(recipe: Recipe, labels: LabelTable): States {
  const { tree, part, corrections } = recipe;
  const outlookFrom = createOutlooks(tree);
  const known = new Map<string, State>();
  let movesOf = new WeakMap<State, Map<number, readonly Move[]>>();
  const otherAction = choiceCost(labels.names.length);
  const undoes = new Map(
    corrections.removals.map(({ label, undoes }) => [
      labels.names.indexOf(label),
      labels.names.indexOf(undoes),
    ]),
  );
  const tolerated = new Map(
    recipe.tolerated.map(({ label, verdict }) => [labels.names.indexOf(label), verdict]),
  );

  const intern = (
    state: Pick<State, 'begun' | 'place' | 'debts' | 'blunders' | 'removed' | 'swap' | 'lastLabel'>,
  ): State => {
    const debts = state.debts.map(
      ({ step, why, by, fresh }) => `${step}${why[0]}${by ?? ''}${fresh ? '!' : ''}`,
    );
    const blunders = state.blunders.map(({ label, step }) => `${label}.${step ?? ''}`);
    const swap = state.swap === null ? '' : `${state.swap.late}.${state.swap.by}`;
    const key = [
      state.begun ? 1 : 0,
      placeKey(state.place),
      debts,
      blunders,
      state.removed,
      swap,
      state.lastLabel,
    ].join('|');
    const same = known.get(key);
    if (same !== undefined) return same;
    if (known.size >= mostKnownStates) {
      known.clear();
      // The start would hold all that was ever reached from it.
      movesOf = new WeakMap();
    }
    const complete = isComplete(tree, state.place);
    const made = { ...state, complete, final: complete && waysFrom(tree, state.place).length === 0 };
    known.set(key, made);
    return made;
  };

  const nothing = {
    place: 'todo',
    debts: [],
    blunders: [],
    removed: [],
    swap: null,
    lastLabel: null,
  } as const;
  const start = intern({ ...nothing, begun: false });
  const marked = intern({ ...nothing, begun: true });
  const firstSteps = waysFrom(tree, 'todo').map(({ step }) => labels.ofSteps[step]!);
  const startIsCommon = recipe.steps.some(
    ({ index }) => index > 1 && firstSteps[0] === labels.ofSteps[index - 1],
  );

  /** After an action nothing is fresh any more but what it left behind itself. */
  const after = (
    state: State,
    label: number,
    place: Place,
    change: {
      owes?: readonly Debt[];
      paid?: Debt;
      blunder?: Blunder;
      mended?: Blunder;
      removed?: readonly number[];
    } = {},
  ): State => {
    const { paid } = change;
    const old = state.debts.filter((debt) => debt !== paid).map((debt) => ({ ...debt, fresh: false }));
    const kept = state.blunders.filter((blunder) => blunder !== change.mended);
    const blunders = change.blunder !== undefined && undoes.size > 0 ? [...kept, change.blunder] : kept;
    return intern({
      begun: true,
      place,
      debts: [...old, ...(change.owes ?? [])].slice(-mostDebts),
      blunders: blunders.slice(-mostDebts),
      removed: (change.removed ?? state.removed).slice(-mostRemoved),
      swap:
        paid?.why === 'missed' && paid.fresh && paid.by !== null ? { late: paid.step, by: paid.by } : null,
      lastLabel: label,
    });
  };

  /** Steps of the recipe, done in their turn or after others were left out. */
  const addMatches = (state: State, label: number, add: AddMove): void => {
    const seen = new Set<number>();
    const missed: number[] = [];
    let outlook = outlookFrom(state.place);
    let jumps = 0;
    for (let omitted = 0; omitted <= longestJump; omitted++) {
      for (const { step, to } of outlook.ways) {
        if (seen.has(step)) continue;
        seen.add(step);
        if (labels.ofSteps[step] !== label) continue;
        const owes = missed
          .slice(-mostDebts)
          .map((left): Debt => ({ step: left, why: 'missed', by: step, fresh: true }));
        const isSame = missed.some((left) => labels.ofSteps[left] === label);
        const cost = missedCost(missed.length) + (isSame ? costs.missedSame : 0);
        const isBack = state.removed.includes(step);
        const removed = isBack ? state.removed.filter((one) => one !== step) : [];
        const room = isBack ? [] : state.removed;
        add({ kind: 'match', step, room }, cost, after(state, label, to, { owes, removed }), [...missed]);
        jumps += missed.length > 0 ? 1 : 0;
      }
      const without = jumps < mostJumps ? outlook.without() : null;
      if (without === null) return;
      missed.push(...without.steps);
      outlook = without.after;
    }
  };

  const addMistakes = (state: State, label: number, add: AddMove): void => {
    const { place, lastLabel } = state;
    for (const { step, to, before } of earlyWaysFrom(tree, place)) {
      if (labels.ofSteps[step] !== label) continue;
      add(
        { kind: 'early', step, before },
        costs.early,
        after(state, label, to, { blunder: { label, step } }),
      );
    }
    const blunder = { label, step: null };
    const omission = outlookFrom(place).without();
    // With several steps left in any order nobody knows which one it stands for.
    if (omission?.steps.length === 1) {
      const [step] = omission.steps as readonly [number];
      if (labels.ofSteps[step] !== label) {
        const owes: Debt[] = [{ step, why: 'wrong', by: null, fresh: true }];
        add(
          { kind: 'wrong', step },
          wrongCost(state) + otherAction,
          after(state, label, omission.to, { owes, blunder }),
        );
      }
    }
    if (label === lastLabel) {
      add({ kind: 'extra', repeated: true }, costs.repeated, after(state, label, place, { blunder }));
    } else if (state.begun) {
      add(
        { kind: 'extra', repeated: false },
        costs.extra + otherAction,
        after(state, label, place, { blunder }),
      );
    }
  };

  /** What was left out or done wrong is done after all, or undone. */
  const addMending = (state: State, label: number, add: AddMove): void => {
    for (const debt of state.debts) {
      if (labels.ofSteps[debt.step] !== label) continue;
      const to = after(state, label, state.place, { paid: debt });
      if (debt.why === 'missed') {
        const swappedWith = debt.fresh ? debt.by : null;
        const cost = debt.fresh ? costs.lateAtOnce : costs.late;
        add({ kind: 'late', step: debt.step, swappedWith }, cost, to);
      } else {
        add({ kind: 'mended', step: debt.step }, debt.fresh ? costs.mendedAtOnce : costs.mended, to);
      }
    }
    if (state.swap !== null && labels.ofSteps[state.swap.by] === label) {
      const { by, late } = state.swap;
      add({ kind: 'redone', step: by, late }, costs.redone, after(state, label, state.place));
    }
    const undone = undoes.get(label);
    if (undone === undefined) return;
    const blunder = state.blunders.findLast((one) => one.label === undone);
    if (blunder !== undefined) {
      const place = blunder.step === null ? null : placeWithout(tree, state.place, blunder.step);
      const to = after(state, label, place ?? state.place, { mended: blunder });
      add({ kind: 'undone', step: blunder.step }, costs.undone, to);
      return;
    }
    for (let step = recipe.steps.length - 1; step >= 0; step--) {
      if (labels.ofSteps[step] !== undone || state.debts.some((debt) => debt.step === step)) continue;
      const place = placeWithout(tree, state.place, step);
      const isLast = state.lastLabel === undone;
      if (place === null && !isLast) continue;
      const owes: Debt[] = place === null ? [{ step, why: 'removed', by: null, fresh: true }] : [];
      const removed = [...state.removed, step];
      const to = after(state, label, place ?? state.place, { owes, removed });
      add({ kind: 'spoiled', step }, costs.spoiled, to);
      return;
    }
  };

  const computeMoves = (state: State, label: number): readonly Move[] => {
    const found: Move[] = [];
    const addTo =
      (ended: Move['ended'], extraCost: number): AddMove =>
      (deed, cost, to, missed = []) =>
        void found.push({ deed, label, missed, ended, cost: cost + extraCost, to });
    const toleratedVerdict = tolerated.get(label);
    const mayOpen =
      part.start === 'firstAction' || (part.start === 'firstStep' && firstSteps.includes(label));

    if (!state.begun) {
      if (toleratedVerdict !== undefined || !mayOpen) {
        addTo(null, 0)({ kind: 'ignored' }, costs.ignored, start);
      } else {
        addMatches(start, label, addTo(null, 0));
        addMistakes(start, label, addTo(null, 0));
      }
      return found;
    }
    addMatches(state, label, addTo(null, 0));
    addMistakes(state, label, addTo(null, 0));
    addMending(state, label, addTo(null, 0));
    if (toleratedVerdict !== undefined) {
      const to = intern({ ...state, debts: state.debts });
      addTo(null, 0)({ kind: 'tolerated', verdict: toleratedVerdict }, costs.tolerated, to);
    }
    if (mayOpen && part.end === 'lastStep' && state.lastLabel !== null) {
      const leaving = startIsCommon ? costs.leftPartWithCommonStart : costs.leftPart;
      const add = addTo({ missing: missingIn(state) }, state.complete ? 0 : leaving);
      addMatches(start, label, add);
      if (state.complete) addMistakes(start, label, add);
    }
    return found;
  };

  const missingIn = ({ place, debts }: State): readonly number[] =>
    [...new Set([...debts.map(({ step }) => step), ...requiredFrom(place)])].sort((a, b) => a - b);

  const requiredFrom = (place: Place): readonly number[] => {
    const steps: number[] = [];
    for (let left = outlookFrom(place).without(); left !== null; left = left.after.without()) {
      steps.push(...left.steps);
    }
    return steps;
  };

  return {
    start,
    marked,
    missingIn,
    movesFrom(state, label) {
      let moves = movesOf.get(state);
      if (moves === undefined) {
        moves = new Map();
        movesOf.set(state, moves);
      }
      const known = moves.get(label);
      if (known !== undefined) return known;
      const found = computeMoves(state, label);
      moves.set(label, found);
      return found;
    },
    expectedIn({ place }) {
      const outlook = outlookFrom(place);
      return outlook.without()?.steps[0] ?? outlook.ways[0]?.step ?? null;
    },
  };
}

/** Another action than the one that is asked for. */
function wrongCost(state: State): number {
  const isRun = state.debts.some(({ why, fresh }) => why === 'wrong' && fresh);
  return isRun ? costs.wrongAgain : costs.wrong;
}

type AddMove = (deed: Deed, cost: number, to: State, missed?: readonly number[]) => void;

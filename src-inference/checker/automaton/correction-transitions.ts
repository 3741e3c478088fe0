// The action puts something right: an outstanding step is done after all, a step of a swap once more, or a step that must be
// held is held again.
import { transitionNats } from '../parameters.ts';
import type { AutomatonContext } from './context.ts';
import type { OutstandingStep, State } from './state.ts';
import type { AddTransition, Meaning } from './transition.ts';

export function addCorrectionTransitions(
  { recipe, labels, successor }: AutomatonContext,
  state: State,
  label: number,
  add: AddTransition,
): void {
  for (const settled of state.outstanding) {
    const { step, why, isLatest } = settled;
    if (labels.ofSteps[step] !== label) continue;
    const next = () => successor(state, label, state.progress, { settled });
    if (why === 'missed') {
      const cost = isLatest ? transitionNats.lateAtOnce : transitionNats.late;
      add(meaningOfLate(state, settled), cost, next);
    } else {
      const cost = isLatest ? transitionNats.correctedAtOnce : transitionNats.corrected;
      add({ kind: 'corrected', step }, cost, next);
    }
  }
  if (state.swap !== null && labels.ofSteps[state.swap.early] === label) {
    const { early, late } = state.swap;
    const next = () => successor(state, label, state.progress);
    add({ kind: 'redone', step: early, late }, transitionNats.redone, next);
  }
  const isHeld = recipe.steps.some(
    ({ holdSeconds }, step) => holdSeconds !== null && labels.ofSteps[step] === label,
  );
  if (isHeld && state.lastLabel === label) {
    add({ kind: 'heldAgain' }, transitionNats.heldAgain, () => successor(state, label, state.progress));
  }
}

/** With several steps left out in one go, the one that was done instead was done too early, and not swapped with one of them. */
function meaningOfLate({ outstanding }: State, { step, insteadDone, isLatest }: OutstandingStep): Meaning {
  const early = isLatest ? insteadDone : null;
  const isAlone = outstanding.filter((one) => one.isLatest).length === 1;
  return early !== null && isAlone ? { kind: 'swap', step, early } : { kind: 'late', step, after: early };
}

// The action is a removal (`corrections.removals`): it undoes a mistake, or a step that was right.
import { transitionNats } from '../parameters.ts';
import type { AutomatonContext } from './context.ts';
import type { OutstandingStep, State } from './state.ts';
import type { AddTransition } from './transition.ts';
import { progressWithout } from './undone-step.ts';

export function addRemovalTransitions(
  context: AutomatonContext,
  state: State,
  label: number,
  add: AddTransition,
): void {
  const { recipe, undoes, successor } = context;
  const undoneLabel = undoes.get(label);
  if (undoneLabel === undefined) return;
  const undone = state.undoable.findLast((mistake) => mistake.label === undoneLabel);
  if (undone === undefined) {
    addRemovedStep(context, state, label, undoneLabel, add);
    return;
  }
  const before = undone.step === null ? null : progressWithout(recipe.tree, state.progress, undone.step);
  const next = () => successor(state, label, before ?? state.progress, { undone });
  add({ kind: 'undone', step: undone.step }, transitionNats.undone, next);
}

/** The last step with the label that can be removed now. */
function addRemovedStep(
  { recipe, labels, successor }: AutomatonContext,
  state: State,
  label: number,
  undoneLabel: number,
  add: AddTransition,
): void {
  for (let step = recipe.steps.length - 1; step >= 0; step--) {
    const isOutstanding = state.outstanding.some((one) => one.step === step);
    if (labels.ofSteps[step] !== undoneLabel || isOutstanding) continue;
    const before = progressWithout(recipe.tree, state.progress, step);
    if (before === null && state.lastLabel !== undoneLabel) continue;
    const outstanding: OutstandingStep[] =
      before === null ? [{ step, why: 'removed', insteadDone: null, isLatest: true }] : [];
    const removed = [...state.removed, step];
    const next = () => successor(state, label, before ?? state.progress, { outstanding, removed });
    add({ kind: 'removed', step }, transitionNats.removed, next);
    return;
  }
}

// The action is a mistake: too early, in the place of another step, or one too many.
import { transitionNats } from '../parameters.ts';
import type { AutomatonContext } from './context.ts';
import { wrongCost } from './costs.ts';
import { earlySteps } from './early-steps.ts';
import type { OutstandingStep, State } from './state.ts';
import type { AddTransition } from './transition.ts';

export function addMistakeTransitions(
  context: AutomatonContext,
  state: State,
  label: number,
  add: AddTransition,
): void {
  addEarly(context, state, label, add);
  addWrong(context, state, label, add);
  addExtra(context, state, label, add);
}

function addEarly(
  { recipe, labels, frontierOf, notTwiceInARow, successor }: AutomatonContext,
  state: State,
  label: number,
  add: AddTransition,
): void {
  const isLabel = ({ step }: { readonly step: number }): boolean => labels.ofSteps[step] === label;
  if (label === state.lastLabel && notTwiceInARow.has(label)) return;
  // An action that is in its turn as one step is not another one before its turn.
  if (frontierOf(state.progress).nextSteps.some(isLabel)) return;
  for (const { step, to, before } of earlySteps(recipe.tree, state.progress)) {
    if (!isLabel({ step })) continue;
    const next = () => successor(state, label, to, { mistake: { label, step } });
    const cost = recipe.steps[step]!.order === 'warn' ? transitionNats.unusual : transitionNats.early;
    add({ kind: 'early', step, before }, cost, next);
  }
}

function addWrong(
  { labels, frontierOf, successor, otherActionCost }: AutomatonContext,
  state: State,
  label: number,
  add: AddTransition,
): void {
  const omission = frontierOf(state.progress).omission();
  const [step, ...others] = omission?.steps ?? [];
  // With several steps left in any order nobody knows which one it stands for.
  if (omission === null || step === undefined || others.length > 0) return;
  if (labels.ofSteps[step] === label) return;
  const outstanding: OutstandingStep[] = [{ step, why: 'wrong', insteadDone: null, isLatest: true }];
  const next = () => successor(state, label, omission.to, { outstanding, mistake: { label, step: null } });
  add({ kind: 'wrong', step }, wrongCost(state) + otherActionCost, next);
}

function addExtra(
  { successor, otherActionCost }: AutomatonContext,
  state: State,
  label: number,
  add: AddTransition,
): void {
  const repeated = label === state.lastLabel;
  if (!repeated && !state.begun) return;
  if (repeated && !state.isSecondTime && state.doneTwice > 0) {
    const cost = transitionNats.doneTwiceAgain[state.doneTwice - 1]!;
    add({ kind: 'secondPart' }, cost, () => successor(state, label, state.progress, { secondTime: true }));
    return;
  }
  const cost = repeated ? transitionNats.repeated : transitionNats.extra + otherActionCost;
  const mistake = { label, step: null };
  const change = repeated ? ({ mistake, secondTime: true } as const) : { mistake };
  add({ kind: 'extra', repeated }, cost, () => successor(state, label, state.progress, change));
}

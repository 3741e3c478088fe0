// The action is a step of the recipe: in its turn, or after others were left out.
import { automatonLimits, transitionNats } from '../parameters.ts';
import type { AutomatonContext } from './context.ts';
import { missedCost } from './costs.ts';
import type { NextStep } from './next-steps.ts';
import type { OutstandingStep, State } from './state.ts';
import type { AddTransition } from './transition.ts';

export function addStepTransitions(
  context: AutomatonContext,
  state: State,
  label: number,
  add: AddTransition,
): void {
  const { labels, frontierOf, notTwiceInARow } = context;
  if (label === state.lastLabel && notTwiceInARow.has(label)) return;
  const { maxOmissions, maxTargetsBehindOmissions } = automatonLimits;
  const seen = new Set<number>();
  const missed: number[] = [];
  let frontier = frontierOf(state.progress);
  let targets = 0;
  for (let omissions = 0; omissions <= maxOmissions; omissions++) {
    for (const next of frontier.nextSteps) {
      if (seen.has(next.step)) continue;
      seen.add(next.step);
      if (labels.ofSteps[next.step] !== label) continue;
      addStep(context, state, label, next, missed, add);
      if (missed.length > 0) targets++;
    }
    const omission = targets < maxTargetsBehindOmissions ? frontier.omission() : null;
    if (omission === null) return;
    missed.push(...omission.steps);
    frontier = omission.frontier;
  }
}

function addStep(
  { labels, mayBeDone, successor }: AutomatonContext,
  state: State,
  label: number,
  { step, to }: NextStep,
  omitted: readonly number[],
  add: AddTransition,
): void {
  const missed = omitted.filter((left) => !mayBeDone(state, left));
  const outstanding = missed
    .slice(-automatonLimits.maxOutstanding)
    .map((left): OutstandingStep => ({ step: left, why: 'missed', insteadDone: step, isLatest: true }));
  const isSameLabel = missed.some((left) => labels.ofSteps[left] === label);
  const cost = missedCost(missed.length) + (isSameLabel ? transitionNats.missedSameLabel : 0);
  const isBack = state.removed.includes(step);
  const removed = isBack ? state.removed.filter((one) => one !== step) : [];
  const madeRoom = isBack ? [] : state.removed;
  const next = () => successor(state, label, to, { outstanding, removed });
  add({ kind: 'match', step, madeRoom }, cost, next, missed);
}

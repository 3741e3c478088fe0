// What the judged steps of a part add up to. That a step is judged does not mean that it is done.
import { isMissing, type JudgedStep } from './sequence.ts';
import type { CurrentPart } from './snapshot.ts';

export interface StepCounts {
  /** Steps of the recipe that have a judgement, whatever it is. */
  readonly judged: number;
  /** Those of them that were done, right or not. */
  readonly done: number;
  /** Steps that are not as the recipe asks, and extra actions: each is one mistake, a swap too. */
  readonly mistakes: number;
}

export function countSteps(steps: readonly JudgedStep[]): StepCounts {
  const ofRecipe = steps.filter(({ index }) => index !== null);
  return {
    judged: ofRecipe.length,
    done: ofRecipe.filter(isDone).length,
    mistakes: steps.filter(({ status }) => status !== 'ok').length,
  };
}

/** Whether a step of the recipe was done, in its turn or not. Not: nothing was seen of it, or another action in its place. */
export function isDone({ expected, label, status, startSeconds }: JudgedStep): boolean {
  return status === 'corrected' || (expected !== null && label === expected && startSeconds !== null);
}

/** Whether nothing is left to do, and nothing was left out. */
export function isAllDone({ steps, next }: Pick<CurrentPart, 'steps' | 'next'>): boolean {
  return next.length === 0 && steps.length > 0 && !steps.some((step) => isMissing(step) || isUnseen(step));
}

function isUnseen(step: JudgedStep): boolean {
  return step.index !== null && !isDone(step);
}

// Messages about steps that are not right.
import type { JudgedStep } from '../../src-inference/contract/index.ts';
import type { Text } from '../text/index.tsx';
import { reasonMessage } from './reasons.ts';
import { type Titles, titleOf } from './titles.ts';

/** Steps that keep the part from passing. */
export function problemsOf(steps: readonly JudgedStep[]): readonly JudgedStep[] {
  return steps.filter(({ severity }) => severity !== 'pass');
}

/** Why a step is judged so, without the name of the step; empty when there is no reason to tell. */
export function remarkOf({ reason }: JudgedStep, titles: Titles, text: Text): string {
  return reason === null ? '' : reasonMessage(reason, titles, text);
}

/** One sentence: `Step 8, Separator: not done`. */
export function problemMessage(step: JudgedStep, titles: Titles, text: Text): string {
  const remark = remarkOf(step, titles, text);
  // Who was first names both steps.
  if (step.index === null || step.reason?.kind === 'swapped') return remark;
  // "Spacer instead of Greased disk" has the name of the step in it.
  const place =
    step.status === 'wrong'
      ? text('live.problem.number', { index: step.index })
      : text('live.problem.step', { index: step.index, title: titleOf(step, titles) });
  return `${place}: ${remark}`;
}

// What went wrong, in words.
import type { JudgedStep } from '../../src-inference/contract/index.ts';
import type { Text } from '../text/index.tsx';
import { type Titles, titleOf } from './titles.ts';

/** Steps that keep the part from passing. */
export function problemsOf(steps: readonly JudgedStep[]): readonly JudgedStep[] {
  return steps.filter(({ severity }) => severity !== 'pass');
}

/** Why a step is not ok, without its name; empty when it is. The engine's own words where they say more. */
export function remarkOf(step: JudgedStep, titles: Titles, text: Text): string {
  const { status, label, expected, remark } = step;
  switch (status) {
    case 'ok':
      return remark;
    case 'wrong':
      if (label === null || expected === null) return remark;
      return text('live.problem.wrong', { label: titles.ofLabel(label), expected: titleOf(step, titles) });
    case 'missed':
      return text('live.problem.missed');
    case 'extra':
      return text('live.problem.extra', { label: titles.ofLabel(label ?? '') });
    case 'uncertain':
    case 'outOfOrder':
    case 'corrected':
    case 'tooFast':
    case 'tooSlow':
      return remark || text(`live.problem.${status}`);
    default:
      return status satisfies never;
  }
}

/** One sentence: `Step 8, Separator: not done`. */
export function problemSentence(step: JudgedStep, titles: Titles, text: Text): string {
  const remark = remarkOf(step, titles, text);
  if (step.index === null) return remark;
  // "Spacer instead of Greased disk" names the step already.
  const place =
    step.status === 'wrong'
      ? text('live.problem.number', { index: step.index })
      : text('live.problem.step', { index: step.index, title: titleOf(step, titles) });
  return `${place}: ${remark}`;
}

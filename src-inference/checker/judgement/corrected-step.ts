// Judges an action that puts something right: what was judged before is judged once more.
import { type JudgedStep, type Reason, worseVerdict } from '../../contract/index.ts';
import { namedStep, type RecipeStep } from '../../recipe/index.ts';
import { amended, isJudged, judgementBefore, judgementOf, mistakeOf } from './judged-step.ts';
import type { DefectPosterior, Judgement, JudgingContext, ObservedAction } from './judgement.ts';
import { severityOf } from './severity.ts';

/** @param after The step that was done in its place just before; null when none was. */
export function judgeLate(
  context: JudgingContext,
  step: RecipeStep,
  after: RecipeStep | null,
  action: ObservedAction,
  defect: DefectPosterior,
): Judgement {
  const reason: Reason = { kind: 'doneAfter', step: after && namedStep(after) };
  return mistakeOf(context, defect, { step, action, status: 'outOfOrder', reason, amends: true });
}

/**
 * `step` and `early` were done in each other's place. That is one mistake, told at the step that should have come first; the other
 * one keeps its judgement. It weighs what it weighs at either of them.
 */
export function judgeSwap(
  context: JudgingContext,
  step: RecipeStep,
  early: RecipeStep,
  action: ObservedAction,
  defect: DefectPosterior,
): Judgement {
  const reason: Reason = { kind: 'swapped', early: namedStep(early), late: namedStep(step) };
  const amends = isJudged(context, step);
  const judged = mistakeOf(context, defect, { step, action, status: 'swapped', reason, amends });
  if (judged.step.status !== 'swapped') return judged;
  const severity = worseVerdict(judged.step.severity, severityOf('swapped', early, context.recipe));
  return { ...judged, step: { ...judged.step, severity } };
}

/** The right action after another one in its place: together they took the time of both. */
export function judgeCorrected(
  context: JudgingContext,
  step: RecipeStep,
  action: ObservedAction,
  { ofAction: doubt }: DefectPosterior,
): readonly Judgement[] {
  const before = judgementBefore(context, step);
  const startSeconds = before?.startSeconds ?? action.startSeconds;
  const reason: Reason = { kind: 'corrected', first: before?.label ?? null };
  const whole = { ...action, startSeconds };
  return [judgementOf(context, { step, action: whole, status: 'corrected', reason, doubt, amends: true })];
}

/** A swap was undone: `step`, which had come too early, is done once more after `late`. */
export function judgeRedone(
  context: JudgingContext,
  step: RecipeStep,
  late: RecipeStep,
  action: ObservedAction,
  { ofAction: doubt }: DefectPosterior,
): readonly Judgement[] {
  const before =
    judgementBefore(context, late) ??
    judgementOf(context, { step: late, action: null, status: 'corrected', reason: null, doubt }).step;
  return [
    amended(context, before, late, 'corrected', { kind: 'corrected', first: action.label }),
    judgementOf(context, { step, action, status: 'ok', reason: null, doubt, amends: true }),
  ];
}

/** @param step The step that was undone; null when the mistake was no step. */
export function judgeUndone(
  context: JudgingContext,
  step: RecipeStep | null,
  { label }: ObservedAction,
): readonly Judgement[] {
  const before = step === null ? latestMistake(context) : judgementBefore(context, step);
  if (before === undefined) return [];
  const reason: Reason = { kind: 'undone', label: before.label ?? label, by: label };
  return [amended(context, before, step, 'corrected', reason)];
}

function latestMistake({ judged }: JudgingContext): JudgedStep | undefined {
  return judged.findLast(({ status }) => status === 'extra' || status === 'wrong');
}

// Judges an action that is the step of the recipe in its turn: it may be too fast, too weak, or doubtful.
import type { JudgedStep, Reason, StepStatus } from '../../contract/index.ts';
import { namedStep, type RecipeStep } from '../../recipe/index.ts';
import type { LabelEvidence } from '../decoder/window-evidence.ts';
import { durationSlackSeconds, evidence as evidenceParameters } from '../parameters.ts';
import { amended, judgementBefore, judgementOf } from './judged-step.ts';
import type { DefectPosterior, Judgement, JudgingContext, ObservedAction } from './judgement.ts';

export function judgeMatch(
  context: JudgingContext,
  step: RecipeStep,
  action: ObservedAction,
  defect: DefectPosterior,
): readonly Judgement[] {
  const doubt = defect.ofAction;
  if (action.isUnseen) {
    const reason: Reason = { kind: 'notSeen' };
    return [judgementOf(context, { step, action, status: 'uncertain', reason, doubt })];
  }
  const before = judgementBefore(context, step);
  if (before !== undefined) {
    const reason: Reason = { kind: 'corrected', first: before.label };
    return [judgementOf(context, { step, action, status: 'corrected', reason, doubt, amends: true })];
  }
  const broken = brokenWait(context, step, action) ?? brokenLimit(step, action);
  if (broken !== null) return [judgementOf(context, { step, action, ...broken, doubt })];
  return judgeDoubt(context, step, action, defect);
}

function judgeDoubt(
  context: JudgingContext,
  step: RecipeStep,
  action: ObservedAction,
  { ofAction: doubt, ofPart, alternative }: DefectPosterior,
): readonly Judgement[] {
  const { failAbove, warnAbove } = context.thresholds;
  // When another mistake of the part is sure, it is the one to look at, not this step.
  if (doubt < warnAbove || ofPart >= failAbove || alternative === null) {
    return [judgementOf(context, { step, action, status: 'ok', reason: null, doubt })];
  }
  const label = context.labels[alternative.label]!;
  if (alternative.meaning.kind === 'extra') {
    const reason: Reason = { kind: 'perhapsAlso', label, repeated: alternative.meaning.repeated };
    const other = { ...action, label, evidence: null };
    return [
      judgementOf(context, { step: null, action: other, status: 'uncertain', reason, doubt }),
      judgementOf(context, { step, action, status: 'ok', reason: null, doubt: 0 }),
    ];
  }
  const reason: Reason = { kind: 'unclear', other: label === step.label ? null : label };
  return [judgementOf(context, { step, action, status: 'uncertain', reason, doubt })];
}

interface BrokenLimit {
  readonly status: StepStatus;
  readonly reason: Reason;
}

/** Null also when the step from which the time counts was not done. */
function brokenWait(
  { recipe, judged }: JudgingContext,
  { wait }: RecipeStep,
  { startSeconds, endSeconds, evidence }: ObservedAction,
): BrokenLimit | null {
  const { since, minSeconds, maxSeconds } = wait ?? { since: [], minSeconds: null, maxSeconds: null };
  const before = judged
    .filter(({ index, endSeconds }) => index !== null && endSeconds !== null && endSeconds <= startSeconds)
    .filter(({ index }) => since === null || since.includes(index!))
    .reduce<JudgedStep | null>(
      (last, one) => (last && last.endSeconds! > one.endSeconds! ? last : one),
      null,
    );
  if (before === null) return null;
  const step = namedStep(recipe.steps[before.index! - 1]!);
  const seconds = startSeconds - before.endSeconds!;
  const slackSeconds = hopOf(endSeconds - startSeconds, evidence) + durationSlackSeconds;
  if (minSeconds !== null && seconds < minSeconds - slackSeconds) {
    return { status: 'tooSoon', reason: { kind: 'tooSoon', seconds, least: minSeconds, step } };
  }
  if (maxSeconds !== null && seconds > maxSeconds + slackSeconds) {
    return { status: 'tooLate', reason: { kind: 'tooLate', seconds, most: maxSeconds, step } };
  }
  return null;
}

/** The first of the step's limits that the action does not keep; null when it keeps all. */
function brokenLimit(
  { minSeconds, maxSeconds, holdSeconds, minProbability }: RecipeStep,
  { startSeconds, endSeconds, evidence }: ObservedAction,
): BrokenLimit | null {
  const seconds = endSeconds - startSeconds;
  const slackSeconds = hopOf(seconds, evidence) + durationSlackSeconds;
  if (minSeconds !== null && seconds < minSeconds - slackSeconds) {
    return { status: 'tooFast', reason: { kind: 'tooFast', seconds, least: minSeconds } };
  }
  if (holdSeconds !== null && seconds < holdSeconds - slackSeconds) {
    return { status: 'tooFast', reason: { kind: 'letGo', seconds, least: holdSeconds } };
  }
  if (maxSeconds !== null && seconds > maxSeconds + slackSeconds) {
    return { status: 'tooSlow', reason: { kind: 'tooSlow', seconds, most: maxSeconds } };
  }
  const probability = evidence?.probability ?? 1;
  if (minProbability !== null && probability < minProbability) {
    return { status: 'uncertain', reason: { kind: 'weak', probability, least: minProbability } };
  }
  return null;
}

/** The mean time from one window of the action to the next: that of a live source may be longer than its model asks for. */
function hopOf(seconds: number, evidence: LabelEvidence | null): number {
  const count = evidence?.windows?.count ?? 1;
  return Math.min(seconds, evidenceParameters.keptSeconds) / count;
}

/** The last step was held, and is held once more: it is right when it was too short before and is long enough now. */
export function judgeHeldAgain(context: JudgingContext, action: ObservedAction): readonly Judgement[] {
  const before = context.judged.findLast(({ index }) => index !== null);
  const step = before && context.recipe.steps[before.index! - 1]!;
  const seconds = action.endSeconds - action.startSeconds;
  if (!step || before.reason?.kind !== 'letGo' || seconds <= before.reason.seconds) return [];
  const doubt = before.evidence?.doubt ?? 0;
  const broken = brokenLimit(step, action) ?? {
    status: 'corrected' as const,
    reason: { kind: 'heldAgain' as const, seconds },
  };
  return [judgementOf(context, { step, action, ...broken, doubt, amends: true })];
}

/** `step` was removed before `first` was done: it had been done too early, and to remove it was right. */
export function judgeMadeRoom(
  context: JudgingContext,
  step: RecipeStep,
  first: RecipeStep,
): readonly Judgement[] {
  const early = judgementBefore(context, step);
  const removal = context.judged.findLast(
    ({ reason }) => reason?.kind === 'removed' && reason.step.index === step.index,
  );
  const tooEarly: Reason = { kind: 'doneBefore', steps: [namedStep(first)], undone: true };
  const removed: Reason = { kind: 'removed', step: namedStep(step), room: first.label };
  return [
    ...(early ? [amended(context, early, step, 'outOfOrder', tooEarly)] : []),
    ...(removal ? [amended(context, removal, step, 'corrected', removed)] : []),
  ];
}

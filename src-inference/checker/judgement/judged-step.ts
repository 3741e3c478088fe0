// Puts judged steps together.
import { type JudgedStep, type Reason, reasonSentence, type StepStatus } from '../../contract/index.ts';
import type { RecipeStep } from '../../recipe/index.ts';
import { actionSurvival } from '../decoder/duration-model.ts';
import type { LabelEvidence } from '../decoder/window-evidence.ts';
import { durations, unseen } from '../parameters.ts';
import type { DefectPosterior, Judgement, JudgingContext, ObservedAction } from './judgement.ts';
import { severityOf } from './severity.ts';

interface StepFacts {
  /** Null for an action that the recipe does not ask for. */
  readonly step: RecipeStep | null;
  /** Null when nothing was done. */
  readonly action: ObservedAction | null;
  readonly status: StepStatus;
  readonly reason: Reason | null;
  /** Probability that the step is not as the recipe asks, 0 to 1. */
  readonly doubt: number;
  readonly amends?: boolean;
}

const noAction = { label: null, startSeconds: null, endSeconds: null, probability: null } as const;

export function judgementOf({ recipe }: Pick<JudgingContext, 'recipe'>, facts: StepFacts): Judgement {
  const { step, action, status, reason, doubt, amends = false } = facts;
  return {
    amends,
    step: {
      index: step?.index ?? null,
      expected: step?.label ?? null,
      ...(action === null ? noAction : seenAs(action)),
      status,
      ...because(reason),
      severity: severityOf(status, step, recipe),
      evidence: evidenceOf(action?.evidence ?? null, doubt),
    },
  };
}

function seenAs({ label, startSeconds, endSeconds, evidence }: ObservedAction) {
  return { label, startSeconds, endSeconds, probability: evidence?.probability ?? null };
}

/** A mistake when the part surely has one, this being the likeliest; otherwise something to look at. */
export function mistakeOf(
  context: JudgingContext,
  { ofAction: doubt, ofPart }: DefectPosterior,
  facts: Omit<StepFacts, 'reason' | 'doubt'> & { readonly reason: Reason },
): Judgement {
  return ofPart >= context.thresholds.failAbove
    ? judgementOf(context, { ...facts, doubt })
    : judgementOf(context, {
        ...facts,
        status: 'uncertain',
        reason: { kind: 'perhaps', reason: facts.reason },
        doubt,
      });
}

/**
 * A required step that was not done; when that is not sure, somebody should look.
 *
 * @param isAlone Whether it is the only one: several steps in a row are not too short to be seen.
 */
export function missedOf(
  context: JudgingContext,
  step: RecipeStep,
  { ofAction: doubt, ofPart }: Pick<DefectPosterior, 'ofAction' | 'ofPart'>,
  evidence: LabelEvidence | null,
  isAlone: boolean,
): Judgement {
  const mayBeUnseen = isAlone && isOftenUnseen(step, context.windowSeconds);
  const isSure = ofPart >= context.thresholds.failAbove && !mayBeUnseen;
  const { step: judged, amends } = judgementOf(context, {
    step,
    action: null,
    status: isSure ? 'missed' : 'uncertain',
    reason: isSure ? whyMissed(step) : { kind: 'hardlySeen' },
    doubt,
    amends: isJudged(context, step),
  });
  const label = isSure ? null : step.label;
  return { amends, step: { ...judged, label, evidence: evidenceOf(evidence, doubt) } };
}

/** Of a step that is often shorter than half a window, nobody can say that it was not done: no window shows it most of the time. */
function isOftenUnseen({ typicalSeconds }: RecipeStep, windowSeconds: number | null): boolean {
  if (typicalSeconds === null || windowSeconds === null) return false;
  const survival = actionSurvival({ typicalSeconds, spread: durations.knownSpread });
  return 1 - survival(windowSeconds / 2) > unseen.share;
}

function whyMissed({ choice }: RecipeStep): Reason {
  return choice === null ? { kind: 'notDone' } : { kind: 'tooFew', ...choice };
}

/** The judgement `before` with another status, for what was done since. */
export function amended(
  { recipe }: Pick<JudgingContext, 'recipe'>,
  before: JudgedStep,
  step: RecipeStep | null,
  status: StepStatus,
  reason: Reason,
): Judgement {
  const severity = severityOf(status, step, recipe);
  return { step: { ...before, status, ...because(reason), severity }, amends: true };
}

/** The latest judgement of the step; undefined when it was not judged. */
export function judgementBefore({ judged }: JudgingContext, { index }: RecipeStep): JudgedStep | undefined {
  return judged.find((before) => before.index === index);
}

export function isJudged(context: JudgingContext, step: RecipeStep): boolean {
  return judgementBefore(context, step) !== undefined;
}

function because(reason: Reason | null): Pick<JudgedStep, 'reason' | 'remark'> {
  return { reason, remark: reason === null ? '' : reasonSentence(reason) };
}

function evidenceOf(evidence: LabelEvidence | null, doubt: number): JudgedStep['evidence'] {
  return { windows: evidence?.windows ?? null, runnerUp: evidence?.runnerUp ?? null, doubt };
}

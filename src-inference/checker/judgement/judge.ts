// Judges actions: the judged steps that an action stands for, and the steps that are missing in the end.
import type { JudgedStep, Reason } from '../../contract/index.ts';
import { namedStep, type Recipe, type RecipeStep } from '../../recipe/index.ts';
import type { Meaning, Transition } from '../automaton/transition.ts';
import type { LabelEvidence } from '../decoder/window-evidence.ts';
import { judgeCorrected, judgeLate, judgeRedone, judgeSwap, judgeUndone } from './corrected-step.ts';
import { amended, isJudged, judgementBefore, judgementOf, missedOf, mistakeOf } from './judged-step.ts';
import type { DefectPosterior, Judgement, JudgingContext, ObservedAction, Thresholds } from './judgement.ts';
import { judgeHeldAgain, judgeMadeRoom, judgeMatch } from './matched-step.ts';

export interface Judge {
  /**
   * What an action says of the steps left out before it and of its own.
   *
   * @param swapped The action in progress that looks like the one step left out before it: then the two are swapped. Null: none.
   * @param judged The latest judgement of each step of the part so far.
   */
  action(
    transition: Transition,
    action: ObservedAction,
    defect: DefectPosterior,
    swapped: ObservedAction | null,
    judged: readonly JudgedStep[],
  ): readonly Judgement[];
  /**
   * Steps that were not done when the part ended.
   *
   * @param missing For each step (0-based), the probability that it is missing.
   * @param partDefect Probability that anything in the part is not as the recipe asks.
   * @param evidenceOf What the last windows say of a label.
   */
  missing(
    missing: ReadonlyMap<number, number>,
    partDefect: number,
    judged: readonly JudgedStep[],
    evidenceOf: (label: string) => LabelEvidence | null,
  ): readonly Judgement[];
}

/** What is left to doubt of an action when the steps left out before it are judged with its doubt. */
const noDefect: DefectPosterior = { ofAction: 0, ofPart: 0, alternative: null };

/** @param windowSeconds Length of the network's windows; null before the first. */
export function createJudge(
  recipe: Recipe,
  labels: readonly string[],
  thresholds: Thresholds,
  windowSeconds: () => number | null,
): Judge {
  const contextOf = (judged: readonly JudgedStep[]): JudgingContext => ({
    recipe,
    labels,
    thresholds,
    windowSeconds: windowSeconds(),
    judged,
  });
  return {
    action({ meaning, missed }, action, defect, swapped, judged) {
      const context = contextOf(judged);
      const isAlone = missed.length === 1;
      const left = missed.map((at) =>
        swapped !== null && isAlone && meaning.kind === 'match'
          ? judgeSwap(context, recipe.steps[at]!, recipe.steps[meaning.step]!, swapped, defect)
          : missedOf(context, recipe.steps[at]!, defect, null, isAlone),
      );
      // What is doubted are the steps left out, not the action that shows it.
      return [...left, ...judgeMeaning(context, meaning, action, missed.length > 0 ? noDefect : defect)];
    },
    missing(missing, partDefect, judged, evidenceOf) {
      const context = contextOf(judged);
      return [...missing].flatMap(([at, ofAction]) => {
        const step = recipe.steps[at]!;
        if (isToldMissing(context, step)) return [];
        const defect = { ofAction, ofPart: Math.max(ofAction, partDefect) };
        return [missedOf(context, step, defect, evidenceOf(step.label), missing.size === 1)];
      });
    },
  };
}

function isToldMissing(context: JudgingContext, step: RecipeStep): boolean {
  const status = judgementBefore(context, step)?.status;
  return status === 'missed' || status === 'wrong' || status === 'uncertain';
}

function judgeMeaning(
  context: JudgingContext,
  meaning: Meaning,
  action: ObservedAction,
  defect: DefectPosterior,
): readonly Judgement[] {
  const stepAt = (position: number): RecipeStep => context.recipe.steps[position]!;
  const { label } = action;
  switch (meaning.kind) {
    case 'match': {
      const step = stepAt(meaning.step);
      return [
        ...meaning.madeRoom.flatMap((at) => judgeMadeRoom(context, stepAt(at), step)),
        ...judgeMatch(context, step, action, defect),
      ];
    }
    case 'wrong': {
      const step = stepAt(meaning.step);
      const reason: Reason = { kind: 'instead', label, expected: step.label };
      const amends = isJudged(context, step);
      return [mistakeOf(context, defect, { step, action, status: 'wrong', reason, amends })];
    }
    case 'early': {
      const step = stepAt(meaning.step);
      const steps = meaning.before.map((at) => namedStep(stepAt(at)));
      // An optional step that was left out, and is done after all, when those behind it are done.
      const reason: Reason =
        steps.length === 0 ? { kind: 'doneAfter', step: null } : { kind: 'doneBefore', steps, undone: false };
      const amends = isJudged(context, step);
      return [mistakeOf(context, defect, { step, action, status: 'outOfOrder', reason, amends })];
    }
    case 'joined':
      return judgeMatch(context, stepAt(meaning.step), action, defect);
    case 'late': {
      const after = meaning.after === null ? null : stepAt(meaning.after);
      return [judgeLate(context, stepAt(meaning.step), after, action, defect)];
    }
    case 'swap':
      return [judgeSwap(context, stepAt(meaning.step), stepAt(meaning.early), action, defect)];
    case 'corrected':
      return judgeCorrected(context, stepAt(meaning.step), action, defect);
    case 'redone':
      return judgeRedone(context, stepAt(meaning.step), stepAt(meaning.late), action, defect);
    case 'heldAgain':
      return judgeHeldAgain(context, action);
    case 'undone':
      return judgeUndone(context, meaning.step === null ? null : stepAt(meaning.step), action);
    default:
      return judgeBesideRecipe(context, meaning, action, defect);
  }
}

/** An action that is no step of the recipe here. */
function judgeBesideRecipe(
  context: JudgingContext,
  meaning: Extract<Meaning, { kind: 'extra' | 'secondPart' | 'removed' | 'tolerated' | 'ignored' }>,
  action: ObservedAction,
  defect: DefectPosterior,
): readonly Judgement[] {
  const { label } = action;
  const extra = { step: null, action, status: 'extra' } as const;
  switch (meaning.kind) {
    case 'extra': {
      const reason: Reason = { kind: meaning.repeated ? 'repeated' : 'notAsked', label };
      return [mistakeOf(context, defect, { ...extra, reason })];
    }
    case 'secondPart':
      return judgeTwoParts(context, action, defect);
    case 'removed': {
      const step = namedStep(context.recipe.steps[meaning.step]!);
      return [mistakeOf(context, defect, { ...extra, reason: { kind: 'removed', step, room: null } })];
    }
    case 'tolerated': {
      const facts = { ...extra, reason: { kind: 'tolerated', label }, doubt: defect.ofAction } as const;
      const { step, amends } = judgementOf(context, facts);
      return [{ amends, step: { ...step, severity: meaning.verdict } }];
    }
    case 'ignored':
      return [];
    default:
      return meaning satisfies never;
  }
}

/** One remark for the part, instead of a mistake for each step that was done twice. */
function judgeTwoParts(
  context: JudgingContext,
  action: ObservedAction,
  { ofAction: doubt }: DefectPosterior,
): readonly Judgement[] {
  const reason: Reason = { kind: 'twoParts' };
  if (context.judged.some((step) => step.reason?.kind === 'twoParts')) return [];
  const first = context.judged.findLast(isRepeated);
  return first === undefined
    ? [judgementOf(context, { step: null, action, status: 'uncertain', reason, doubt })]
    : [amended(context, first, null, 'uncertain', reason)];
}

function isRepeated({ index, reason }: JudgedStep): boolean {
  const known = reason?.kind === 'perhaps' ? reason.reason : reason;
  return index === null && (known?.kind === 'repeated' || (known?.kind === 'perhapsAlso' && known.repeated));
}

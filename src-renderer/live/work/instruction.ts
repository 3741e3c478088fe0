// What the hands do now: the largest text of the page. Pure.
//
// It follows from the state of the band, so that both never say different things.
import {
  type FinishedPart,
  isAllDone,
  isMissing,
  type JudgedStep,
  type NamedStep,
  type RecipeInfo,
  type RecipeStepInfo,
  remedyOf,
  type StationSnapshot,
} from '../../../src-inference/contract/index.ts';
import { problemsOf } from '../../messages/index.ts';
import type { Band } from '../band/band.ts';
import { isUnchecked } from '../band/band-priority.ts';
import { firstSteps } from '../recipe/free-order.ts';
import { isOfPart } from '../recipe/recipe-rows.ts';
import { type Act, mostTakenBack, usualActs } from './repair.ts';

export type Instruction =
  /** Nothing is checked: the band says why. */
  | { readonly kind: 'unchecked' }
  /** A person ended the part, and can still take it back. */
  | { readonly kind: 'ending' }
  /** The next step; several: each of them is right. `later`: the two after it, where only one way leads on. */
  | {
      readonly kind: 'begin' | 'do';
      readonly steps: readonly RecipeStepInfo[];
      readonly later: readonly RecipeStepInfo[];
    }
  /** `said`: what the recipe says to do about it; null: the acts are the usual ones. */
  | {
      readonly kind: 'repair';
      readonly mistake: JudgedStep;
      readonly said: string | null;
      readonly acts: readonly Act[];
      /** The step to go on with; null: none is left. */
      readonly goOn: RecipeStepInfo | null;
      readonly open: readonly JudgedStep[];
    }
  /** Nothing is left to do, but not all of it was done. */
  | { readonly kind: 'lacking'; readonly open: readonly JudgedStep[] }
  | { readonly kind: 'allDone' }
  /** The part has ended, and somebody has to do something about it. `byHand`: its beginning was not seen. */
  | { readonly kind: 'setAside' | 'look' | 'byHand'; readonly part: FinishedPart };

export function instructionOf(
  band: Band,
  { part, recipe }: Pick<StationSnapshot, 'part' | 'recipe'>,
): Instruction {
  if (isUnchecked(band.kind) || recipe.state !== 'ready') return { kind: 'unchecked' };
  if (band.kind === 'ending') return { kind: 'ending' };
  if (part !== null) return ofPart(part, recipe.info);
  switch (band.kind) {
    case 'fail':
      return { kind: 'setAside', part: band.part };
    case 'warn':
      return { kind: 'look', part: band.part };
    case 'notSeen':
      return { kind: 'byHand', part: band.part };
    default:
      return begin(recipe.info);
  }
}

function begin(recipe: RecipeInfo): Instruction {
  const { steps } = recipe;
  const firsts = firstSteps(recipe).flatMap((index) => steps[index - 1] ?? []);
  return firsts.length > 1
    ? { kind: 'begin', steps: firsts, later: [] }
    : { kind: 'begin', steps: steps.slice(0, 1), later: steps.slice(1, 3) };
}

function ofPart(part: NonNullable<StationSnapshot['part']>, recipe: RecipeInfo): Instruction {
  const problems = problemsOf(part.steps);
  const named = part.next.flatMap(({ index }) => recipe.steps[index - 1] ?? []);
  const repair = repairOf(part.steps, problems, recipe, named);
  if (repair !== null) return repair;
  if (named.length > 0) {
    return {
      kind: 'do',
      steps: named,
      later: named.length > 1 ? [] : laterSteps(named[0]!, part, recipe),
    };
  }
  if (part.steps.length === 0) return begin(recipe);
  return isAllDone(part) ? { kind: 'allDone' } : { kind: 'lacking', open: problems };
}

/** The newest mistake that fails the part and can still be put right. */
function repairOf(
  steps: readonly JudgedStep[],
  problems: readonly JudgedStep[],
  recipe: RecipeInfo,
  next: readonly RecipeStepInfo[],
): Instruction | null {
  const mistake = problems.findLast(({ severity }) => severity === 'fail');
  if (mistake === undefined) return null;
  const since = steps.slice(steps.indexOf(mistake) + 1).filter(({ status }) => status === 'ok').length;
  if (since > mostTakenBack) return null;
  const said = remedyOf(recipe, mistake);
  const acts = usualActs(mistake, steps, recipe);
  if (said === null && acts.length === 0) return null;
  return {
    kind: 'repair',
    mistake,
    said,
    acts: said === null ? acts : [],
    goOn: goOnWith(said === null ? acts : [], recipe, next),
    open: problems.filter((one) => one !== mistake),
  };
}

/** The first of the steps that were taken back and are not done by the acts themselves, else what comes next. */
function goOnWith(
  acts: readonly Act[],
  { steps }: RecipeInfo,
  next: readonly RecipeStepInfo[],
): RecipeStepInfo | null {
  const indexes = (verb: Act['verb']): readonly number[] =>
    acts.flatMap((act) => (act.verb === verb ? act.actions.flatMap(({ index }) => index ?? []) : []));
  const done = indexes('do');
  const taken = indexes('takeBack').filter((index) => !done.includes(index));
  if (taken.length > 0) return steps[Math.min(...taken) - 1] ?? null;
  return next.find(({ index }) => !done.includes(index)) ?? null;
}

/** The two steps of the part that follow one, without those that are judged already. */
function laterSteps(
  { index }: NamedStep,
  part: Pick<NonNullable<StationSnapshot['part']>, 'steps' | 'code'>,
  { steps }: RecipeInfo,
): readonly RecipeStepInfo[] {
  const judged = new Set(part.steps.filter((step) => !isMissing(step)).map((step) => step.index));
  return steps
    .filter((step) => step.index > index && !judged.has(step.index) && isOfPart(step, part.code))
    .slice(0, 2);
}

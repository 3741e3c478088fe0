// What the hands do about a mistake, where the recipe does not say it: the usual way for each kind. Pure.
import {
  isDone,
  type JudgedStep,
  mistakeKindOf,
  type NamedStep,
  type RecipeInfo,
} from '../../../src-inference/contract/index.ts';
import { freeGroups, groupsAround } from '../recipe/free-order.ts';

/** An action; `index` null: it is no step of the recipe. */
export interface NamedAction {
  readonly index: number | null;
  readonly label: string;
}

/**
 * One thing to do, in order.
 * - `takeBack`: undo these, the first one first
 * - `do`, `again`: these steps, the first one first
 * - `look`: whether this step is as it should be
 */
export interface Act {
  readonly verb: 'takeBack' | 'do' | 'again' | 'look';
  readonly actions: readonly NamedAction[];
}

/** So many steps are taken back at most: with more on top of it, nobody puts a mistake right in the middle of a part. */
export const mostTakenBack = 3;

/** @param steps All of the part, in the order in which they were judged. @returns Empty: the hands cannot put it right. */
export function usualActs(
  mistake: JudgedStep,
  steps: readonly JudgedStep[],
  recipe: Pick<RecipeInfo, 'elements' | 'part'>,
): readonly Act[] {
  const { index, expected, label } = mistake;
  const reason = mistake.reason?.kind === 'perhaps' ? mistake.reason.reason : mistake.reason;
  const asked: readonly NamedAction[] = expected === null ? [] : [{ index, label: expected }];
  const seen: readonly NamedAction[] = label === null ? [] : [{ index, label }];
  switch (mistakeKindOf(mistake)) {
    case 'missed': {
      const onTop = doneAfter(mistake, steps, recipe);
      return onTop.length > mostTakenBack ? [] : acts(['takeBack', onTop.toReversed()], ['do', asked]);
    }
    case 'wrong':
      return acts(['takeBack', seen.map((one) => ({ ...one, index: null }))], ['do', asked]);
    case 'extra':
    case 'repeated':
      return acts(['takeBack', seen]);
    case 'swapped':
      return reason?.kind !== 'swapped'
        ? []
        : acts(['takeBack', [reason.late, reason.early]], ['do', [reason.late, reason.early]]);
    case 'outOfOrder':
      if (reason?.kind !== 'doneBefore') return [];
      return reason.undone
        ? acts(['again', asked])
        : acts(['takeBack', seen], ['do', [...reason.steps, ...asked]]);
    case 'tooFast':
    case 'tooSoon':
      return acts(['again', asked]);
    case 'uncertain':
      return acts(['look', index === null ? seen : asked]);
    default:
      return [];
  }
}

function acts(...wanted: readonly (readonly [Act['verb'], readonly NamedAction[]])[]): readonly Act[] {
  return wanted.filter(([, actions]) => actions.length > 0).map(([verb, actions]) => ({ verb, actions }));
}

/** Steps that were done on top of one that was left out. Those that may come in any order with it stay. */
function doneAfter(
  { index }: JudgedStep,
  steps: readonly JudgedStep[],
  recipe: Pick<RecipeInfo, 'elements' | 'part'>,
): readonly NamedStep[] {
  if (index === null) return [];
  const free = groupsAround(index, freeGroups(recipe)).find(({ kind }) => kind === 'anyOrder');
  const last = free?.to ?? index;
  return steps.flatMap((step) =>
    step.index !== null && step.index > last && isDone(step) && step.expected !== null
      ? [{ index: step.index, label: step.expected }]
      : [],
  );
}

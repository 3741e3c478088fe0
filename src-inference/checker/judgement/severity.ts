// What the status of a step means for its part.
import type { StepStatus, Verdict } from '../../contract/index.ts';
import type { Recipe, RecipeStep } from '../../recipe/index.ts';

/** @param step Null for an action that the recipe does not ask for. */
export function severityOf(
  status: StepStatus,
  step: RecipeStep | null,
  { corrections, extra }: Pick<Recipe, 'corrections' | 'extra'>,
): Verdict {
  const isCritical = step?.critical === true;
  switch (status) {
    case 'ok':
      return 'pass';
    case 'wrong':
    case 'missed':
      return step?.missing ?? 'fail';
    case 'swapped':
    case 'outOfOrder':
      return step?.order ?? 'fail';
    case 'extra':
      return extra;
    case 'corrected':
      return isCritical ? 'fail' : corrections.verdict;
    case 'uncertain':
    case 'tooFast':
    case 'tooSoon':
    case 'tooLate':
      return isCritical ? 'fail' : 'warn';
    case 'tooSlow':
      return 'warn';
    default:
      return status satisfies never;
  }
}

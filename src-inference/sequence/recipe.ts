// A recipe as the checker needs it: one line of numbered steps, and the jumps over what is optional.
import type { RecipeInfo, RecipeStepInfo } from '../contract/index.ts';

export interface RecipeStep extends RecipeStepInfo {
  /** 1-based line of the file that the step comes from. */
  readonly line: number;
}

/** The steps at positions `from` to `to - 1` (0-based) may be left out together. */
export interface Skip {
  readonly from: number;
  readonly to: number;
}

export interface Recipe extends RecipeInfo {
  readonly steps: readonly RecipeStep[];
  readonly skips: readonly Skip[];
  /** The file, for messages. */
  readonly where: string;
}

/** Title of a label for people: that of the first step with it, or the label itself. */
export function titleOf(recipe: Recipe, label: string): string {
  return recipe.steps.find((step) => step.label === label)?.title ?? label;
}

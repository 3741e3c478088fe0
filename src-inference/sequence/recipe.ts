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

/** The recipe as others see it. */
export function describeRecipe({ name, title, description, steps }: Recipe): RecipeInfo {
  return { name, title, description, steps: steps.map(({ line: _, ...step }) => step) };
}

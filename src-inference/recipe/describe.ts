// The recipe as others see it.
import type { RecipeInfo } from '../contract/index.ts';
import type { Recipe } from './recipe.ts';

/** Leaves out what only the engine needs. */
export function describeRecipe({
  steps,
  tree: _tree,
  treeFor: _treeFor,
  otherLabels: _otherLabels,
  where: _where,
  ...told
}: Recipe): RecipeInfo {
  return { ...told, steps: steps.map(({ line: _, ...step }) => step) };
}

// Reads a recipe file, and checks it against the model that names its actions.
import { readFile } from 'node:fs/promises';
import { StationError } from '../contract/index.ts';
import { checkLabels } from './labels.ts';
import { parseRecipe } from './parse-recipe.ts';
import type { Recipe } from './recipe.ts';

/** What a model can see: the part of its card that a recipe is checked against. */
export interface KnownLabels {
  readonly labels: readonly { readonly name: string }[];
  /** The label that stands for "nothing is being done"; null when the model has none. */
  readonly background: string | null;
}

/**
 * @param known Null: the recipe is checked against no model.
 * @throws StationError when it cannot be read, is not valid, or names an action that the model does not know.
 */
export async function openRecipe(path: string, known: KnownLabels | null): Promise<Recipe> {
  const recipe = parseRecipe(await readRecipeText(path), path);
  if (known) {
    const names = known.labels.map(({ name }) => name);
    checkLabels(recipe, names, known.background);
  }
  return recipe;
}

async function readRecipeText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const message =
      code === 'ENOENT' ? `There is no recipe "${path}".` : `The recipe "${path}" cannot be read (${code}).`;
    throw new StationError('recipe_not_found', message, {
      where: path,
      hint: 'Give the path of a recipe file, such as resources/recipes/coupling.yaml.',
      cause,
    });
  }
}

// Finds everything that is wrong with the text of a recipe, as far as one reading can find it. Pure.
import { type RecipeCheck, StationError, toStationError } from '../contract/index.ts';
import type { ModelCard } from '../model/index.ts';
import { checkLabels, describeRecipe, parseRecipe, type Recipe } from '../recipe/index.ts';

/** @param card Its labels are checked; null: no model is loaded. */
export function checkRecipeText(text: string, card: ModelCard | null): Omit<RecipeCheck, 'missingPictures'> {
  let recipe: Recipe;
  try {
    recipe = parseRecipe(text, 'draft');
  } catch (thrown) {
    return { info: null, issues: [toStationError(thrown).toJSON()] };
  }
  const issues = card === null ? [] : mismatches(recipe, card);
  return {
    info: issues.length === 0 ? describeRecipe(recipe) : null,
    issues: issues.map((issue) => issue.toJSON()),
  };
}

/** One error for each line with a label that the model does not know. */
function mismatches(recipe: Recipe, { labels, background }: ModelCard): readonly StationError[] {
  const names = labels.map(({ name }) => name);
  const byLine = new Map<number, StationError>();
  for (const step of recipe.steps) {
    try {
      checkLabels({ ...recipe, steps: [step] }, names, background);
    } catch (thrown) {
      if (!(thrown instanceof StationError)) throw thrown;
      byLine.set(step.line, thrown);
    }
  }
  return [...byLine.values()];
}

// Everything that is wrong with a recipe's text, as far as it can be told at once. Pure.
import { type RecipeCheck, StationError, toStationError } from '../contract/index.ts';
import type { ModelCard } from '../model/index.ts';
import { checkLabels, describeRecipe, parseRecipe, type Recipe } from '../recipe/index.ts';

/** @param card Null: no model is loaded, whose labels could be asked. */
export function checkRecipeText(text: string, card: ModelCard | null): RecipeCheck {
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

/** One for each line that names what the model cannot see. */
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

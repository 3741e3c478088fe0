// Checks that a model knows the labels of a recipe, before anything is watched.
import { nearestName, StationError } from '../contract/index.ts';
import type { Recipe } from './recipe.ts';

/**
 * @param background The label that stands for "nothing is being done"; null when the model has none.
 * @throws StationError `recipe_mismatch` at the first label that the model could never see.
 */
export function checkLabels(recipe: Recipe, labels: readonly string[], background: string | null): void {
  const unknown = [...recipe.steps, ...recipe.otherLabels].find(({ label }) => !labels.includes(label));
  if (unknown !== undefined) {
    const near = nearestName(unknown.label, labels);
    throw new StationError(
      'recipe_mismatch',
      `The recipe asks for "${unknown.label}", which the model does not know.${near === null ? '' : ` Did you mean "${near}"?`}`,
      { where: recipe.where, line: unknown.line, hint: `The model knows: ${labels.join(', ')}.` },
    );
  }
  const idle = [...recipe.steps, ...recipe.otherLabels].find(({ label }) => label === background);
  if (idle !== undefined) {
    throw new StationError(
      'recipe_mismatch',
      `The recipe asks for "${idle.label}", which is the background of the model: it means that nothing is done.`,
      { where: recipe.where, line: idle.line, hint: 'Leave the step out: a recipe does not list pauses.' },
    );
  }
}

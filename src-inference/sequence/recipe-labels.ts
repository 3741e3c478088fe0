// Holds a recipe against the labels of a model before anything is watched.
import { StationError } from '../contract/index.ts';
import { nearestName } from './nearest-name.ts';
import type { Recipe } from './recipe.ts';

/** @throws StationError `recipe_mismatch` at the first step whose label the model does not know. */
export function checkLabels(recipe: Recipe, labels: readonly string[]): void {
  const unknown = recipe.steps.find(({ label }) => !labels.includes(label));
  if (unknown === undefined) return;
  const near = nearestName(unknown.label, labels);
  throw new StationError(
    'recipe_mismatch',
    `The recipe asks for "${unknown.label}", which the model does not know.${near === null ? '' : ` Did you mean "${near}"?`}`,
    { where: recipe.where, line: unknown.line, hint: `The model knows: ${labels.join(', ')}.` },
  );
}

/** @throws StationError `recipe_mismatch` when a step is the label that stands for "nothing is being done". */
export function checkBackground(recipe: Recipe, background: string | null): void {
  const step = recipe.steps.find(({ label }) => label === background);
  if (step === undefined) return;
  throw new StationError(
    'recipe_mismatch',
    `The recipe asks for "${step.label}", which is the background of the model: it means that nothing is done.`,
    { where: recipe.where, line: step.line, hint: 'Leave the step out: pauses need not be written down.' },
  );
}

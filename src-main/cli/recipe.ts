// stepwatch recipe FILE: validates a recipe and prints its steps.
import type { RecipeStepInfo } from '../../src-inference/contract/index.ts';
import { colors, counted, printJson, printLine } from './output.ts';
import { table } from './table.ts';
import { withEngine } from './with-engine.ts';

export async function describeRecipe(
  engineEntry: URL,
  options: { path: string; model: string; json: boolean },
): Promise<void> {
  const recipe = await withEngine(
    engineEntry,
    () => undefined,
    (engine) => engine.request('readRecipe', { path: options.path, model: options.model }),
  );
  if (options.json) return printJson(recipe);
  printLine(
    `${colors.bold(recipe.title)}  ${colors.dim(recipe.name)}  ${counted(recipe.steps.length, 'step')}`,
  );
  if (recipe.description) printLine(recipe.description);
  printLine();
  const rows = recipe.steps.map((step) => ({
    cells: [
      String(step.index),
      step.label,
      step.title === step.label ? '' : step.title,
      step.round ? `${step.round.number} of ${step.round.of}` : '',
      limits(step),
    ],
  }));
  printLine(table(['step', 'label', 'title', 'round', 'limits'], rows, [0]));
}

function limits(step: RecipeStepInfo): string {
  return [
    step.optional ? 'optional' : '',
    step.minSeconds === null ? '' : `at least ${step.minSeconds} s`,
    step.maxSeconds === null ? '' : `at most ${step.maxSeconds} s`,
    step.minProbability === null ? '' : `probability from ${step.minProbability}`,
  ]
    .filter(Boolean)
    .join(', ');
}

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
  printSteps(recipe.steps);
}

/** Leaves out the columns that are empty for every step. */
function printSteps(steps: readonly RecipeStepInfo[]): void {
  const columns = [
    { name: 'step', cells: steps.map(({ index }) => String(index)) },
    { name: 'label', cells: steps.map(({ label }) => label) },
    { name: 'title', cells: steps.map(({ title, label }) => (title === label ? '' : title)) },
    { name: 'round', cells: steps.map(({ round }) => (round ? `${round.number} of ${round.of}` : '')) },
    { name: 'limits', cells: steps.map(limits) },
  ].filter(({ cells }) => cells.some((cell) => cell !== ''));
  const rows = steps.map((_, row) => ({ cells: columns.map(({ cells }) => cells[row]!) }));
  const names = columns.map(({ name }) => name);
  printLine(table(names, rows, [0]));
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

// stepwatch recipe FILE: validates a recipe and prints its steps.
import type { CodeCondition, NumberedOf, RecipeStepInfo } from '../../src-inference/contract/index.ts';
import { commandFolders } from '../supervisor/index.ts';
import { colors, counted, printJson, printLine } from './output.ts';
import { table } from './table.ts';
import { withEngine } from './with-engine.ts';

export async function describeRecipe(
  engineEntry: URL,
  options: { path: string; model: string; json: boolean },
): Promise<void> {
  const recipe = await withEngine(
    engineEntry,
    commandFolders([options.path, options.model]),
    () => undefined,
    (engine) => engine.request('readRecipe', { path: options.path, model: options.model }),
  );
  if (options.json) return printJson(recipe);
  printLine(
    `${colors.bold(recipe.title)}  ${colors.dim(recipe.name)}  ${counted(recipe.steps.length, 'step')}`,
  );
  if (recipe.description) printLine(recipe.description);
  if (recipe.part.batch > 1) printLine(`Each step is done for ${recipe.part.batch} pieces.`);
  printLine();
  printSteps(recipe.steps);
  for (const picture of recipe.missingPictures) {
    printLine(
      colors.yellow(`The picture "${picture}" is not beside the recipe: the step is shown without it.`),
    );
  }
}

/** Leaves out the columns that are empty for every step. */
function printSteps(steps: readonly RecipeStepInfo[]): void {
  const columns = [
    { name: 'step', cells: steps.map(({ index }) => String(index)) },
    { name: 'label', cells: steps.map(({ label }) => label) },
    { name: 'title', cells: steps.map(({ title, label }) => (title === label ? '' : title)) },
    { name: 'round', cells: steps.map(({ round }) => numbered(round)) },
    { name: 'time', cells: steps.map(({ time }) => numbered(time)) },
    { name: 'piece', cells: steps.map(({ piece }) => numbered(piece)) },
    { name: 'limits', cells: steps.map(limits) },
    { name: 'parts', cells: steps.map(({ when }) => when.map(codes).join(', ')) },
    { name: 'note', cells: steps.map(({ note }) => note ?? '') },
    { name: 'picture', cells: steps.map(({ picture }) => picture ?? '') },
  ].filter(({ cells }) => cells.some((cell) => cell !== ''));
  const rows = steps.map((_, row) => ({ cells: columns.map(({ cells }) => cells[row]!) }));
  const names = columns.map(({ name }) => name);
  printLine(table(names, rows, [0]));
}

function numbered(which: NumberedOf | null): string {
  return which ? `${which.number} of ${which.of}` : '';
}

function codes({ when, unless }: CodeCondition): string {
  return [when.join(' or '), unless.length > 0 ? `not ${unless.join(' or ')}` : '']
    .filter(Boolean)
    .join(', ');
}

function limits(step: RecipeStepInfo): string {
  const { wait } = step;
  const since = wait?.since ? `step ${wait.since.join(' or ')}` : 'the step before';
  return [
    step.choice ? `at least ${step.choice.least} of ${step.choice.of}` : step.optional ? 'optional' : '',
    step.after.length > 0 ? `after step ${step.after.join(', ')}` : '',
    step.holdSeconds === null ? '' : `held for ${step.holdSeconds} s`,
    step.minSeconds === null ? '' : `at least ${step.minSeconds} s`,
    step.maxSeconds === null ? '' : `at most ${step.maxSeconds} s`,
    wait?.minSeconds ? `at least ${wait.minSeconds} s after ${since}` : '',
    wait?.maxSeconds ? `at most ${wait.maxSeconds} s after ${since}` : '',
    step.minProbability === null ? '' : `probability from ${step.minProbability}`,
  ]
    .filter(Boolean)
    .join(', ');
}

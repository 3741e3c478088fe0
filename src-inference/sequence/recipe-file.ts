// Reads a recipe: checks its size, depth and number of steps before it is expanded, then numbers the steps.
import { StationError } from '../contract/index.ts';
import { parseYamlDocument } from '../contract/yaml-document.ts';
import type { Recipe, RecipeStep, Skip } from './recipe.ts';
import { type ElementSource, type GroupSource, recipeSchema, type StepSource } from './recipe-schema.ts';

const largestFileCharacters = 1_000_000;
const mostSteps = 1000;
const deepestNesting = 16;

type Path = readonly (string | number)[];

/**
 * Reads the text of a recipe file; `where` is its name for messages.
 *
 * @throws StationError `recipe_invalid` with line, column and hint.
 */
export function parseRecipe(text: string, where: string): Recipe {
  if (text.length > largestFileCharacters) {
    throw new StationError('recipe_invalid', 'The file is larger than 1 MB: this is no recipe.', {
      where,
      line: 1,
      column: 1,
      hint: 'Name the YAML file of a recipe; `repeat` keeps long recipes short.',
    });
  }
  const { value, positionOf } = parseYamlDocument(text, recipeSchema, {
    where,
    code: 'recipe_invalid',
    hint: 'docs/recipe.md shows every construct with an example.',
  });
  const fail = (path: Path, message: string, hint: string): never => {
    throw new StationError('recipe_invalid', message, { where, ...positionOf(path), hint });
  };

  const countSteps = (elements: readonly ElementSource[], path: Path, depth: number): number => {
    if (depth > deepestNesting) {
      fail(
        path,
        `Groups are nested more than ${deepestNesting} deep.`,
        'Write the inner groups side by side.',
      );
    }
    let count = 0;
    elements.forEach((element, index) => {
      const at = [...path, index];
      count += isGroup(element)
        ? (element.repeat ?? 1) * countSteps(element.sequence, [...at, 'sequence'], depth + 1)
        : 1;
      if (count > mostSteps) {
        fail(
          at,
          `The recipe expands to ${count.toLocaleString('en')} steps or more; the limit is 1,000.`,
          'Lower `repeat`, or write one recipe for each part.',
        );
      }
    });
    return count;
  };
  countSteps(value.steps, ['steps'], 0);

  const steps: RecipeStep[] = [];
  const skips: Skip[] = [];
  const expand = (
    elements: readonly ElementSource[],
    path: Path,
    round: RecipeStep['round'],
    optional: boolean,
  ) => {
    elements.forEach((element, index) => {
      const at = [...path, index];
      const from = steps.length;
      if (isGroup(element)) {
        const rounds = element.repeat ?? 1;
        for (let number = 1; number <= rounds; number++) {
          const inner = element.repeat === undefined ? round : { number, of: rounds };
          expand(element.sequence, [...at, 'sequence'], inner, optional || element.optional === true);
        }
        if (element.optional === true) skips.push({ from, to: steps.length });
        return;
      }
      const source: StepSource = typeof element === 'string' ? { step: element } : element;
      steps.push({
        index: from + 1,
        label: source.step,
        title: source.title ?? source.step,
        optional: optional || source.optional === true,
        minSeconds: source.minSeconds ?? null,
        maxSeconds: source.maxSeconds ?? null,
        minProbability: source.minProbability ?? null,
        round,
        line: positionOf(at).line,
      });
      if (source.optional === true) skips.push({ from, to: from + 1 });
    });
  };
  expand(value.steps, ['steps'], null, false);

  if (steps.every((step) => step.optional)) {
    fail(['steps'], 'Every step is optional: nothing could be missed.', 'Make at least one step required.');
  }
  const { name, title, description } = value;
  return { name, title, description: description ?? null, steps, skips, where };
}

function isGroup(element: ElementSource): element is GroupSource {
  return typeof element === 'object' && 'sequence' in element;
}

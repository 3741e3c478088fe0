// Reads a recipe: its size is checked before anything is expanded, then its orders, then it is expanded.
import { meetsCode, recipeDefaults, StationError } from '../contract/index.ts';
import { parseYamlDocument } from '../yaml/index.ts';
import { checkCodes, type ExpandFor } from './codes.ts';
import type { FailAt } from './element-path.ts';
import { readElements } from './elements.ts';
import { expandRecipe } from './expansion.ts';
import { checkGroups } from './groups.ts';
import { checkOrders } from './order.ts';
import type { Recipe, RecipeStep } from './recipe.ts';
import { type RecipeSource, recipeSchema } from './schema.ts';
import { checkSize } from './size.ts';
import { checkWaits } from './waits.ts';

const maxFileCharacters = 1_000_000;

/**
 * Reads the text of a recipe file.
 *
 * @param where The name of the file, for messages.
 * @throws StationError `recipe_invalid` with line, column and hint.
 */
export function parseRecipe(text: string, where: string): Recipe {
  if (text.length > maxFileCharacters) {
    throw new StationError('recipe_invalid', 'The file is larger than 1 MB: it is not a recipe.', {
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
  const fail: FailAt = (path, message, hint) => {
    throw new StationError('recipe_invalid', message, { where, ...positionOf(path), hint });
  };
  const { steps: elements, definitions } = readElements(value, fail);
  const rules = rulesOf(value);
  checkSize(elements, rules.part.batch, fail);
  checkGroups(elements, fail);
  const defined = [...definitions].map(([name, list]) => ({ elements: list, path: ['define', name] }));
  const outerOrders = checkOrders([{ elements, path: ['steps'] }, ...defined], fail);
  checkWaits(elements, rules.part, fail);
  const expand: ExpandFor = (meets) =>
    expandRecipe(elements, {
      batch: rules.part.batch,
      outerOrders,
      meets,
      lineOf: (path) => positionOf(path).line,
    });
  checkCodes(elements, rules.part, expand, fail);
  const { steps, tree } = expand((when) => meetsCode(when, null));
  checkRemovals(value, steps, fail);
  checkRepeats(value, steps, fail);
  return {
    name: value.name,
    title: value.title,
    description: value.description ?? null,
    steps,
    elements,
    ...rules,
    tree: tree.node,
    treeFor: (code) => expand((when) => meetsCode(when, code)).tree.node,
    otherLabels: otherLabelsOf(value).map(({ label, path }) => ({ label, line: positionOf(path).line })),
    where,
  };
}

/** What holds for the whole part. Everything that was left out has its usual value. */
function rulesOf(source: RecipeSource) {
  const { part, targetCycleSeconds, corrections, tolerated = [], remedy, extra, notTwiceInARow } = source;
  return {
    part: {
      start: part?.start ?? recipeDefaults.start,
      end: part?.end ?? recipeDefaults.end,
      timeoutSeconds: part?.timeoutSeconds ?? recipeDefaults.timeoutSeconds,
      batch: part?.batch ?? recipeDefaults.batch,
    },
    targetCycleSeconds: targetCycleSeconds ?? null,
    corrections: {
      verdict: corrections?.verdict ?? recipeDefaults.correction,
      removals: corrections?.removals ?? [],
    },
    tolerated: tolerated.map((one) =>
      typeof one === 'string' ? { label: one, verdict: recipeDefaults.tolerated } : one,
    ),
    remedies: remedy ?? {},
    extra: extra ?? recipeDefaults.extra,
    notTwiceInARow: notTwiceInARow ?? [],
  } as const;
}

/** A removal undoes a step, and is none itself. */
function checkRemovals(source: RecipeSource, steps: readonly RecipeStep[], fail: FailAt): void {
  const labels = new Set(steps.map((step) => step.label));
  source.corrections?.removals?.forEach(({ label, undoes }, index) => {
    const path = ['corrections', 'removals', index];
    if (!labels.has(undoes)) {
      fail(
        [...path, 'undoes'],
        `No step has the label "${undoes}": there is nothing to undo.`,
        'Name the label of a step.',
      );
    }
    if (labels.has(label)) {
      fail(
        [...path, 'label'],
        `"${label}" is a step: it cannot undo another one.`,
        'Remove the step, or the removal.',
      );
    }
  });
}

/** What is not done twice in a row is a step. */
function checkRepeats(
  { notTwiceInARow = [] }: RecipeSource,
  steps: readonly RecipeStep[],
  fail: FailAt,
): void {
  const labels = new Set(steps.map(({ label }) => label));
  notTwiceInARow.forEach((label, index) => {
    if (labels.has(label)) return;
    fail(
      ['notTwiceInARow', index],
      `No step has the label "${label}": it is extra, once or twice.`,
      'Name the label of a step, or remove the line.',
    );
  });
}

/** The labels of a recipe that are no steps, with their places in the file. */
function otherLabelsOf({ corrections, tolerated = [] }: RecipeSource) {
  return [
    ...(corrections?.removals ?? []).map(({ label }, index) => ({
      label,
      path: ['corrections', 'removals', index],
    })),
    ...tolerated.map((one, index) => ({
      label: typeof one === 'string' ? one : one.label,
      path: ['tolerated', index],
    })),
  ];
}

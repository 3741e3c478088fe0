// Reads a recipe: checks its size before anything is expanded, then its orders, then expands it.
import { type RecipeElement, StationError } from '../contract/index.ts';
import { parseYamlDocument } from '../yaml/index.ts';
import type { ElementPath, FailAt } from './element-path.ts';
import { expandRecipe } from './expansion.ts';
import { checkOrders } from './order.ts';
import type { Recipe } from './recipe.ts';
import { type ElementSource, recipeSchema } from './schema.ts';

const largestFileCharacters = 1_000_000;
const mostSteps = 1000;
const deepestNesting = 16;
/** A part at which nothing was done for five minutes was left. */
const defaultTimeoutSeconds = 300;

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
  const fail = (path: ElementPath, message: string, hint: string): never => {
    throw new StationError('recipe_invalid', message, { where, ...positionOf(path), hint });
  };

  const elements = value.steps.map(describeElement);
  checkSize(elements, fail);
  checkOrders(elements, fail);
  const { steps, tree } = expandRecipe(elements, (path) => positionOf(path).line);
  if (tree.canBeEmpty) {
    fail(['steps'], 'Every step is optional: nothing could be missed.', 'Make at least one step required.');
  }
  const labels = new Set(steps.map((step) => step.label));
  const removals = value.corrections?.removals ?? [];
  removals.forEach(({ label, undoes }, index) => {
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
        'Take out the step, or the removal.',
      );
    }
  });
  return {
    name: value.name,
    title: value.title,
    description: value.description ?? null,
    steps,
    elements,
    part: {
      start: value.part?.start ?? 'firstAction',
      end: value.part?.end ?? 'lastStep',
      timeoutSeconds: value.part?.timeoutSeconds ?? defaultTimeoutSeconds,
    },
    targetCycleSeconds: value.targetCycleSeconds ?? null,
    corrections: { verdict: value.corrections?.verdict ?? 'warn', removals },
    tolerated: (value.tolerated ?? []).map((one) =>
      typeof one === 'string' ? { label: one, verdict: 'warn' } : one,
    ),
    tree: tree.node,
    otherLabels: [
      ...removals.map(({ label }, index) => ({ label, path: ['corrections', 'removals', index] })),
      ...(value.tolerated ?? []).map((one, index) => ({
        label: typeof one === 'string' ? one : one.label,
        path: ['tolerated', index],
      })),
    ].map(({ label, path }) => ({ label, line: positionOf(path).line })),
    where,
  };
}

function checkSize(elements: readonly RecipeElement[], fail: FailAt): void {
  const count = (inner: readonly RecipeElement[], path: ElementPath, depth: number): number => {
    if (depth > deepestNesting) {
      fail(
        path,
        `Groups are nested more than ${deepestNesting} deep.`,
        'Write the inner groups side by side.',
      );
    }
    let steps = 0;
    inner.forEach((element, index) => {
      const at = [...path, index];
      steps +=
        element.kind === 'step'
          ? 1
          : (element.repeat?.max ?? 1) * count(element.elements, [...at, element.kind], depth + 1);
      if (steps > mostSteps) {
        fail(
          at,
          `The recipe expands to ${steps.toLocaleString('en')} steps or more; the limit is 1,000.`,
          'Lower `repeat`, or write one recipe for each part.',
        );
      }
    });
    return steps;
  };
  count(elements, ['steps'], 0);
}

function describeElement(source: ElementSource): RecipeElement {
  if (typeof source === 'string') return describeElement({ step: source });
  const written = { id: source.id ?? null, optional: source.optional ?? false, after: source.after ?? [] };
  if ('step' in source) {
    return {
      kind: 'step',
      ...written,
      label: source.step,
      title: source.title ?? null,
      minSeconds: source.minSeconds ?? null,
      maxSeconds: source.maxSeconds ?? null,
      typicalSeconds: source.typicalSeconds ?? null,
      minProbability: source.minProbability ?? null,
      critical: source.critical ?? false,
    };
  }
  const repeat = source.repeat ?? null;
  const kind = source.sequence ? 'sequence' : source.oneOf ? 'oneOf' : 'anyOrder';
  return { kind, ...written, repeat, elements: (source[kind] ?? []).map(describeElement) };
}

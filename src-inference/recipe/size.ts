// Checks the size of a recipe before anything is expanded: a few lines may stand for millions of steps.
import type { RecipeElement } from '../contract/index.ts';
import { type ElementPath, type FailAt, pathInside } from './element-path.ts';

const maxSteps = 1000;
const maxNesting = 16;

/**
 * @param batch Pieces for which each step is done.
 * @throws What `fail` throws, at the element with which the recipe becomes too large.
 */
export function checkSize(elements: readonly RecipeElement[], batch: number, fail: FailAt): void {
  countSteps(elements, ['steps'], 0, batch, fail);
}

function countSteps(
  elements: readonly RecipeElement[],
  path: ElementPath,
  depth: number,
  batch: number,
  fail: FailAt,
): number {
  if (depth > maxNesting) {
    fail(path, `Groups are nested more than ${maxNesting} deep.`, 'Write the inner groups side by side.');
  }
  let steps = 0;
  elements.forEach((element, index) => {
    const at = [...path, index];
    const once =
      element.kind === 'step'
        ? batch
        : countSteps(element.elements, pathInside(element, at), depth + 1, batch, fail);
    steps += (element.repeat?.max ?? 1) * once;
    if (steps > maxSteps) {
      fail(
        at,
        `The recipe expands to ${inEnglish(steps)} steps or more; the limit is ${inEnglish(maxSteps)}.`,
        'Lower `repeat`, or write one recipe for each part.',
      );
    }
  });
  return steps;
}

function inEnglish(count: number): string {
  return count.toLocaleString('en');
}

// Checks the size of a recipe before anything is expanded: a few lines may stand for millions of steps.
import type { RecipeElement } from '../contract/index.ts';
import type { ElementPath, FailAt } from './element-path.ts';

const maxSteps = 1000;
const maxNesting = 16;

/** @throws What `fail` throws, at the element with which the recipe becomes too large. */
export function checkSize(elements: readonly RecipeElement[], fail: FailAt): void {
  countSteps(elements, ['steps'], 0, fail);
}

function countSteps(
  elements: readonly RecipeElement[],
  path: ElementPath,
  depth: number,
  fail: FailAt,
): number {
  if (depth > maxNesting) {
    fail(path, `Groups are nested more than ${maxNesting} deep.`, 'Write the inner groups side by side.');
  }
  let steps = 0;
  elements.forEach((element, index) => {
    const at = [...path, index];
    steps +=
      element.kind === 'step'
        ? 1
        : (element.repeat?.max ?? 1) * countSteps(element.elements, [...at, element.kind], depth + 1, fail);
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

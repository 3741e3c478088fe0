// Checks what stands in an `anyOrder` group: with `atLeast` it must be clear what counts as one.
import type { RecipeElement } from '../contract/index.ts';
import { type ElementPath, type FailAt, pathInside } from './element-path.ts';

/** @throws What `fail` throws, at the first element that makes no sense in its group. */
export function checkGroups(elements: readonly RecipeElement[], fail: FailAt): void {
  checkElements(elements, ['steps'], fail);
}

function checkElements(elements: readonly RecipeElement[], path: ElementPath, fail: FailAt): void {
  elements.forEach((element, index) => {
    if (element.kind === 'step') return;
    const inside = pathInside(element, [...path, index]);
    if (element.kind === 'anyOrder') {
      element.elements.forEach((inner, at) => {
        checkInAnyOrder(inner, element.atLeast !== null, [...inside, at], fail);
      });
    }
    checkElements(element.elements, inside, fail);
  });
}

function checkInAnyOrder(element: RecipeElement, isChoice: boolean, path: ElementPath, fail: FailAt): void {
  const { optional, repeat } = element;
  const isCounted = element.kind === 'step' && repeat !== null;
  if (isChoice && optional) {
    fail(
      [...path, 'optional'],
      'Every element of a group with `atLeast` may be left out already.',
      'Remove `optional`, or put the element outside of the group.',
    );
  }
  if (isChoice && isCounted) {
    fail(
      [...path, 'repeat'],
      'With `atLeast` it is not clear whether this step counts once or for each time.',
      'Put it into a group, which counts once: {repeat: 3, sequence: [screw]}.',
    );
  }
  if (optional && isCounted) {
    fail(
      [...path, 'optional'],
      'The times of a step in any order are counted one by one: `optional` does not say how many.',
      `Write \`repeat: 0..${repeat.max}\`.`,
    );
  }
}

// Checks `wait`: it names a step of the recipe, and the part lives long enough to see its end.
import { nearestName, type PartRules, type RecipeElement, type StepElement } from '../contract/index.ts';
import { type ElementPath, type FailAt, pathInside } from './element-path.ts';
import { namesIn } from './names.ts';

/** @throws What `fail` throws, at the first `wait` that makes no sense. */
export function checkWaits(elements: readonly RecipeElement[], part: PartRules, fail: FailAt): void {
  const names = namesIn(elements);
  const check = (list: readonly RecipeElement[], path: ElementPath): void => {
    for (const [index, element] of list.entries()) {
      const at = [...path, index];
      if (element.kind === 'step') checkWait(element, names, part, [...at, 'wait'], fail);
      else check(element.elements, pathInside(element, at));
    }
  };
  check(elements, ['steps']);
}

function checkWait(
  { wait }: StepElement,
  names: readonly string[],
  { timeoutSeconds }: PartRules,
  path: ElementPath,
  fail: FailAt,
): void {
  if (wait === null) return;
  const { since, minSeconds } = wait;
  if (timeoutSeconds !== null && (minSeconds ?? 0) >= timeoutSeconds) {
    fail(
      [...path, 'minSeconds'],
      `The part would end first: its timeoutSeconds is ${timeoutSeconds}.`,
      'Raise `timeoutSeconds` of `part` above the wait.',
    );
  }
  if (since === null || names.includes(since)) return;
  const near = nearestName(since, names);
  fail(
    [...path, 'since'],
    `Nothing in this recipe is called "${since}".${near === null ? '' : ` Did you mean "${near}"?`}`,
    'Name the label of a step, or the `id` of an element.',
  );
}

// Checks `after`: it stands inside of `anyOrder`, names an element of the same group, and has no circle.
import { nearestName, type RecipeElement } from '../contract/index.ts';
import type { ElementPath, FailAt } from './element-path.ts';

/** @throws What `fail` throws, at the first `after` that makes no sense. */
export function checkOrders(elements: readonly RecipeElement[], fail: FailAt): void {
  checkGroup(elements, ['steps'], false, fail);
}

/** For each element of an `anyOrder` group, the positions of those that come before it. */
export function ordersOf(elements: readonly RecipeElement[]): number[][] {
  return elements.map(({ after }) =>
    after.map((name) => elements.findIndex((other) => nameOf(other) === name)),
  );
}

/**
 * The transitive closure of `before`: what comes before an element also comes before those after it, whether the element itself
 * is done or left out.
 *
 * @param before For each element, the positions of those that come right before it; without circles.
 */
export function closureOf(before: readonly (readonly number[])[]): number[][] {
  const known = new Map<number, number[]>();
  const allBefore = (index: number): number[] => {
    let all = known.get(index);
    if (all === undefined) {
      all = [...new Set(before[index]!.flatMap((other) => [...allBefore(other), other]))];
      known.set(index, all);
    }
    return all;
  };
  return before.map((_, index) => allBefore(index));
}

/** The name by which `after` means an element: its id, or the label of a step; null for a group without an id. */
function nameOf(element: RecipeElement): string | null {
  return element.id ?? (element.kind === 'step' ? element.label : null);
}

/** @param isFree Whether the elements are those of an `anyOrder`. */
function checkGroup(
  elements: readonly RecipeElement[],
  path: ElementPath,
  isFree: boolean,
  fail: FailAt,
): void {
  elements.forEach((element, index) => {
    const at = [...path, index];
    if (element.after.length > 0) {
      if (!isFree) {
        fail(
          [...at, 'after'],
          'Only an element of an `anyOrder` group can have an `after`.',
          'Put the elements whose order is free into `anyOrder: [...]`.',
        );
      }
      checkNames(elements, element, at, fail);
    }
    if (element.kind !== 'step') {
      checkGroup(element.elements, [...at, element.kind], element.kind === 'anyOrder', fail);
    }
  });
  if (isFree) checkCircles(elements, path, fail);
}

/** Every name of `after` means exactly one element of the group. */
function checkNames(
  group: readonly RecipeElement[],
  element: RecipeElement,
  path: ElementPath,
  fail: FailAt,
): void {
  element.after.forEach((name, position) => {
    const at = [...path, 'after', position];
    const count = group.filter((other) => nameOf(other) === name).length;
    if (count === 0) {
      const names = group.map(nameOf).filter((known) => known !== null);
      const near = nearestName(name, names);
      fail(
        at,
        `Nothing in this group is called "${name}".${near === null ? '' : ` Did you mean "${near}"?`}`,
        'Name the label of a step in the same group, or the `id` of an element.',
      );
    }
    if (count > 1) {
      fail(
        at,
        `"${name}" stands in this group ${count} times: it is not clear which one is meant.`,
        'Give each of them an `id`.',
      );
    }
  });
}

/** Takes out the elements that wait for none of the others, until none is left, or a circle is. */
function checkCircles(group: readonly RecipeElement[], path: ElementPath, fail: FailAt): void {
  const before = ordersOf(group);
  const left = new Set(group.keys());
  for (let isSmaller = true; isSmaller; ) {
    const free = [...left].filter((index) => before[index]!.every((other) => !left.has(other)));
    isSmaller = free.length > 0;
    for (const index of free) left.delete(index);
  }
  const [stuck] = left;
  if (stuck !== undefined) {
    const names = [...left].map((index) => nameOf(group[index]!)).join(', ');
    fail([...path, stuck, 'after'], `These wait for each other: ${names}.`, 'Remove one `after`.');
  }
}

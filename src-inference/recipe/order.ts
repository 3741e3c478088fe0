// Checks what `after` says: that it stands inside of `anyOrder`, names what stands beside it, and has no circle.
import { nearestName, type RecipeElement } from '../contract/index.ts';
import type { ElementPath, FailAt } from './element-path.ts';

/** The name by which `after` means an element: its id, or the label of a step; null for a group without an id. */
export function nameOf(element: RecipeElement): string | null {
  return element.id ?? (element.kind === 'step' ? element.label : null);
}

/** @throws What `fail` throws, at the first `after` that makes no sense. */
export function checkOrders(elements: readonly RecipeElement[], fail: FailAt): void {
  const visit = (inner: readonly RecipeElement[], path: ElementPath, isFree: boolean): void => {
    inner.forEach((element, index) => {
      const at = [...path, index];
      if (element.after.length > 0) {
        if (!isFree) {
          fail(
            [...at, 'after'],
            'Only what stands in an `anyOrder` group has an `after`.',
            'Put the elements whose order is free into `anyOrder: [...]`.',
          );
        }
        checkNames(inner, element, at);
      }
      if (element.kind !== 'step') {
        visit(element.elements, [...at, element.kind], element.kind === 'anyOrder');
      }
    });
    if (isFree) checkCircles(inner, path);
  };

  const checkNames = (inner: readonly RecipeElement[], element: RecipeElement, at: ElementPath): void => {
    element.after.forEach((name, position) => {
      const named = inner.filter((other) => nameOf(other) === name);
      const place = [...at, 'after', position];
      if (named.length === 0) {
        const names = inner.map(nameOf).filter((known) => known !== null);
        const near = nearestName(name, names);
        fail(
          place,
          `Nothing in this group is called "${name}".${near === null ? '' : ` Did you mean "${near}"?`}`,
          'Name the label of a step in the same group, or the `id` of an element.',
        );
      }
      if (named.length > 1) {
        fail(
          place,
          `"${name}" stands in this group ${named.length} times: it is not clear which is meant.`,
          'Give each of them an `id`.',
        );
      }
    });
  };

  const checkCircles = (inner: readonly RecipeElement[], path: ElementPath): void => {
    const before = ordersOf(inner);
    const left = new Set(inner.keys());
    for (let isSmaller = true; isSmaller; ) {
      const free = [...left].filter((index) => before[index]!.every((other) => !left.has(other)));
      isSmaller = free.length > 0;
      for (const index of free) left.delete(index);
    }
    const [stuck] = left;
    if (stuck !== undefined) {
      const names = [...left].map((index) => nameOf(inner[index]!)).join(', ');
      fail([...path, stuck, 'after'], `These wait for each other: ${names}.`, 'Take one `after` out.');
    }
  };

  visit(elements, ['steps'], false);
}

/** For each element of an `anyOrder` group, the positions of those that come before it. */
export function ordersOf(elements: readonly RecipeElement[]): number[][] {
  return elements.map(({ after }) =>
    after.map((name) => elements.findIndex((other) => nameOf(other) === name)),
  );
}

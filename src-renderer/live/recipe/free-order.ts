// Where a recipe leaves a choice: its groups of any order and of one out of several, over the numbered steps. Pure.
import type { RecipeElement } from '../../../src-inference/contract/index.ts';

export interface FreeGroup {
  readonly kind: 'anyOrder' | 'oneOf';
  /** Of its first and its last step, 1-based. */
  readonly from: number;
  readonly to: number;
}

/** In the order of their first steps; a group within a group comes after it. */
export function freeGroups(elements: readonly RecipeElement[]): readonly FreeGroup[] {
  const groups: FreeGroup[] = [];
  number(elements, 1, groups);
  return groups;
}

/** @returns The number of the step after them. */
function number(elements: readonly RecipeElement[], first: number, groups: FreeGroup[]): number {
  let next = first;
  for (const element of elements) {
    if (element.kind === 'step') {
      next += 1;
      continue;
    }
    for (let round = 0; round < (element.repeat?.max ?? 1); round += 1) {
      const from = next;
      const place = groups.length;
      next = number(element.elements, from, groups);
      const { kind } = element;
      if (kind !== 'sequence') groups.splice(place, 0, { kind, from, to: next - 1 });
    }
  }
  return next;
}

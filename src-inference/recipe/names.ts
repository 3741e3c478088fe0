// The names by which `after` and `wait` mean elements: an `id`, or the label of a step.
import type { RecipeElement } from '../contract/index.ts';

/** Null for a group without an id. */
export function nameOf(element: RecipeElement): string | null {
  return element.id ?? (element.kind === 'step' ? element.label : null);
}

/** Whether the element, or one inside of it, has the name. */
export function holdsName(element: RecipeElement, name: string): boolean {
  if (nameOf(element) === name) return true;
  return element.kind !== 'step' && element.elements.some((inner) => holdsName(inner, name));
}

/** All names of elements and of what is inside of them. */
export function namesIn(elements: readonly RecipeElement[]): readonly string[] {
  return elements.flatMap((element) => {
    const name = nameOf(element);
    const inner = element.kind === 'step' ? [] : namesIn(element.elements);
    return name === null ? inner : [name, ...inner];
  });
}

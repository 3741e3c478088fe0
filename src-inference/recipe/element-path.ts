import type { GroupElement } from '../contract/index.ts';

/** Where an element of a recipe stands in its file, as `['steps', 2, 'anyOrder', 0]`. */
export type ElementPath = readonly (string | number)[];

/** Reports what is wrong at an element: throws a `StationError` with its line. */
export type FailAt = (path: ElementPath, message: string, hint: string) => never;

/** Where the elements of a group stand: with `use`, in the definition. */
export function pathInside({ kind, use }: GroupElement, path: ElementPath): ElementPath {
  return use === null ? [...path, kind] : ['define', use];
}

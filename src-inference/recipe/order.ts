// Checks `after`: it names an element of an `anyOrder` group around it, or something inside of one, and has no circle.
import { nearestName, type RecipeElement } from '../contract/index.ts';
import type { ElementPath, FailAt } from './element-path.ts';
import { holdsName, nameOf, namesIn } from './names.ts';

/** An order that comes from inside of the elements of a group: groups are done without a break, so it holds for the elements. */
interface OuterOrder {
  /** Positions in the group. */
  readonly element: number;
  readonly before: number;
  /** The name that `after` has. */
  readonly name: string;
}

/** By the path of the list of an `anyOrder` group, joined with dots. */
export type OuterOrders = ReadonlyMap<string, readonly OuterOrder[]>;

/** A list of elements around an element: whose order is free, and where in it the element stands. */
interface Level {
  readonly elements: readonly RecipeElement[];
  readonly path: ElementPath;
  readonly isFree: boolean;
  readonly index: number;
}

type Found = Map<string, OuterOrder[]>;

/**
 * @param lists The steps, and every definition, by their paths. A definition knows nothing of where it is used.
 * @throws What `fail` throws, at the first `after` that makes no sense.
 */
export function checkOrders(
  lists: readonly { readonly elements: readonly RecipeElement[]; readonly path: ElementPath }[],
  fail: FailAt,
): OuterOrders {
  const found: Found = new Map();
  for (const { elements, path } of lists) checkGroup(elements, path, false, [], found, fail);
  return found;
}

/** For each element of an `anyOrder` group, the positions of those that come before it. */
export function ordersIn(
  elements: readonly RecipeElement[],
  path: ElementPath,
  outer: OuterOrders,
): number[][] {
  const orders = ordersOf(elements);
  for (const { element, before } of outer.get(path.join('.')) ?? []) {
    if (!orders[element]!.includes(before)) orders[element]!.push(before);
  }
  return orders;
}

/** The same, of what each `after` says about the elements of its own group. */
function ordersOf(elements: readonly RecipeElement[]): number[][] {
  return elements.map(({ after }) =>
    after.flatMap((name) => {
      const at = elements.findIndex((other) => nameOf(other) === name);
      return at < 0 ? [] : at;
    }),
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

function checkGroup(
  elements: readonly RecipeElement[],
  path: ElementPath,
  isFree: boolean,
  around: readonly Level[],
  found: Found,
  fail: FailAt,
): void {
  elements.forEach((element, index) => {
    const at = [...path, index];
    const levels = [...around, { elements, path, isFree, index }];
    element.after.forEach((name, position) => {
      findBefore(name, levels, found, (message, hint) => fail([...at, 'after', position], message, hint));
    });
    if (element.kind === 'step' || element.use !== null) return;
    checkGroup(element.elements, [...at, element.kind], element.kind === 'anyOrder', levels, found, fail);
  });
  if (isFree) checkCircles(elements, path, found, fail);
}

/** What a name of `after` means: exactly one element of the nearest list that has it, and that list is free. */
function findBefore(
  name: string,
  levels: readonly Level[],
  found: Found,
  fail: (message: string, hint: string) => never,
): void {
  const level = levels.findLast(({ elements, index }) =>
    elements.some((other, at) => at !== index && holdsName(other, name)),
  );
  if (level === undefined && levels.some(({ isFree }) => isFree)) {
    const near = nearestName(name, namesIn(levels[0]!.elements));
    fail(
      `Nothing in this group is called "${name}".${near === null ? '' : ` Did you mean "${near}"?`}`,
      'Name the label of a step in an `anyOrder` group around this element, or the `id` of an element.',
    );
  }
  if (!level?.isFree) {
    return fail(
      'Only an element of an `anyOrder` group can have an `after`.',
      'Put the elements whose order is free into `anyOrder: [...]`.',
    );
  }
  const { elements, path, index } = level;
  const others = elements.map((element, at) => ({ element, at })).filter(({ at }) => at !== index);
  const own = others.filter(({ element }) => nameOf(element) === name);
  const meant = own.length > 0 ? own : others.filter(({ element }) => holdsName(element, name));
  if (meant.length > 1) {
    fail(
      `"${name}" stands in this group ${meant.length} times: it is not clear which one is meant.`,
      'Give each of them an `id`.',
    );
  }
  if (own.length > 0 && level === levels.at(-1)) return;
  const key = path.join('.');
  found.set(key, [...(found.get(key) ?? []), { element: index, before: meant[0]!.at, name }]);
}

/** Takes out the elements that wait for none of the others, until none is left, or a circle is. */
function checkCircles(
  group: readonly RecipeElement[],
  path: ElementPath,
  outer: OuterOrders,
  fail: FailAt,
): void {
  const before = ordersIn(group, path, outer);
  const left = new Set(group.keys());
  for (let isSmaller = true; isSmaller; ) {
    const free = [...left].filter((index) => before[index]!.every((other) => !left.has(other)));
    isSmaller = free.length > 0;
    for (const index of free) left.delete(index);
  }
  const [stuck] = left;
  if (stuck !== undefined) {
    const names = [...left].map((index) => nameOf(group[index]!) ?? 'a group').join(', ');
    fail([...path, stuck, 'after'], `These wait for each other: ${names}.`, 'Remove one `after`.');
  }
}

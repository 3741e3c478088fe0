// Where a part stands in its recipe, and what may be done next. Places are made when they are reached: a group of ten
// steps in any order has 1,024 of them, of which a part visits eleven.
import type { RecipeNode } from '../recipe/index.ts';

/**
 * - `todo`, `done`: of the whole node
 * - `at`: the child in progress; in a sequence those before it are done, of `oneOf` it is the one that was chosen
 * - `done` as a set of bits: the children of `anyOrder` that are done; `at` is null between two of them
 */
export type Place =
  | 'todo'
  | 'done'
  | { readonly at: number; readonly inner: Place }
  | { readonly done: bigint; readonly at: number | null; readonly inner: Place };

/** A step that may be done (0-based), and the place after it. */
export interface Way {
  readonly step: number;
  readonly to: Place;
}

/** A way that the order of the recipe forbids: the steps of `before` are to come first. */
export interface EarlyWay extends Way {
  readonly before: readonly number[];
}

/** The next required steps that are left out together, and the place after them. */
export interface Omission {
  readonly steps: readonly number[];
  readonly to: Place;
}

/** Whether nothing required is left. */
export function isComplete(node: RecipeNode, place: Place): boolean {
  if (place === 'done') return true;
  switch (node.kind) {
    case 'step':
      return false;
    case 'optional':
      return place === 'todo' || isComplete(node.child, place);
    case 'oneOf':
      return isMidway(place)
        ? isComplete(node.children[place.at]!, place.inner)
        : node.children.some((child) => isComplete(child, 'todo'));
    case 'sequence': {
      const { at, inner } = inSequence(place);
      return node.children.every(
        (child, index) => index < at || isComplete(child, index === at ? inner : 'todo'),
      );
    }
    case 'anyOrder': {
      const { done, at, inner } = inAnyOrder(place);
      return node.children.every(
        (child, index) => has(done, index) || isComplete(child, index === at ? inner : 'todo'),
      );
    }
    default:
      return node satisfies never;
  }
}

/** The steps that may be done next, in the order of the recipe. */
export function waysFrom(node: RecipeNode, place: Place): readonly Way[] {
  if (place === 'done') return [];
  switch (node.kind) {
    case 'step':
      return [{ step: node.step, to: 'done' }];
    case 'optional':
      return waysFrom(node.child, place);
    case 'oneOf':
      return isMidway(place)
        ? waysFrom(node.children[place.at]!, place.inner).map(chosen(place.at))
        : node.children.flatMap((child, index) => waysFrom(child, 'todo').map(chosen(index)));
    case 'sequence': {
      const found: Way[] = [];
      let { at, inner } = inSequence(place);
      for (; at < node.children.length; at++, inner = 'todo') {
        const child = node.children[at]!;
        const index = at;
        found.push(
          ...waysFrom(child, inner).map(({ step, to }) => ({
            step,
            to: sequencePlace(node.children.length, index, to),
          })),
        );
        if (!isComplete(child, inner)) break;
      }
      return found;
    }
    case 'anyOrder': {
      const { done, at, inner } = inAnyOrder(place);
      const wrap = (index: number, mask: bigint) => (way: Way) => ({
        step: way.step,
        to: anyOrderPlace(node.children.length, mask, index, way.to),
      });
      const found = at === null ? [] : waysFrom(node.children[at]!, inner).map(wrap(at, done));
      if (at !== null && !isComplete(node.children[at]!, inner)) return found;
      const mask = at === null ? done : done | bit(at);
      node.children.forEach((child, index) => {
        if (has(mask, index) || !isInOrder(node, mask, index)) return;
        found.push(...waysFrom(child, 'todo').map(wrap(index, mask)));
      });
      return found;
    }
    default:
      return node satisfies never;
  }
}

/** The steps that are there to be done, but not yet: something that comes before them in a free order is not done. */
export function earlyWaysFrom(node: RecipeNode, place: Place): readonly EarlyWay[] {
  if (place === 'done') return [];
  switch (node.kind) {
    case 'step':
      return [];
    case 'optional':
      return earlyWaysFrom(node.child, place);
    case 'oneOf':
      return isMidway(place)
        ? earlyWaysFrom(node.children[place.at]!, place.inner).map((way) => ({
            ...way,
            ...chosen(place.at)(way),
          }))
        : [];
    case 'sequence': {
      const { at, inner } = inSequence(place);
      const child = node.children[at];
      if (child === undefined) return [];
      return earlyWaysFrom(child, inner).map((way) => ({
        ...way,
        to: sequencePlace(node.children.length, at, way.to),
      }));
    }
    case 'anyOrder': {
      const { done, at, inner } = inAnyOrder(place);
      const length = node.children.length;
      if (at !== null) {
        return earlyWaysFrom(node.children[at]!, inner).map((way) => ({
          ...way,
          to: anyOrderPlace(length, done, at, way.to),
        }));
      }
      return node.children.flatMap((child, index) => {
        if (has(done, index) || isInOrder(node, done, index)) return [];
        const before = node.before[index]!.filter((other) => !has(done, other)).flatMap((other) =>
          omissionsOf(node.children[other]!),
        );
        return waysFrom(child, 'todo').map(({ step, to }) => ({
          step,
          before,
          to: anyOrderPlace(length, done, index, to),
        }));
      });
    }
    default:
      return node satisfies never;
  }
}

/** What is left out when the work goes on without the next required thing; null when nothing is required any more. */
export function omissionFrom(node: RecipeNode, place: Place): Omission | null {
  if (isComplete(node, place)) return null;
  switch (node.kind) {
    case 'step':
      return { steps: [node.step], to: 'done' };
    case 'optional':
      return omissionFrom(node.child, place);
    case 'oneOf': {
      // Which one was left out nobody knows: the first stands for all.
      const at = isMidway(place) ? place.at : 0;
      const omission = omissionFrom(node.children[at]!, isMidway(place) ? place.inner : 'todo');
      return omission && { steps: omission.steps, to: choicePlace(at, omission.to) };
    }
    case 'sequence': {
      let { at, inner } = inSequence(place);
      while (isComplete(node.children[at]!, inner)) {
        at++;
        inner = 'todo';
      }
      const { steps, to } = omissionFrom(node.children[at]!, inner)!;
      return { steps, to: sequencePlace(node.children.length, at, to) };
    }
    case 'anyOrder': {
      const { done, at, inner } = inAnyOrder(place);
      if (at !== null && !isComplete(node.children[at]!, inner)) {
        const { steps, to } = omissionFrom(node.children[at]!, inner)!;
        return { steps, to: anyOrderPlace(node.children.length, done, at, to) };
      }
      // Left as a whole: one by one there would be as many ways as subsets.
      const steps = node.children.flatMap((child, index) =>
        has(done, index) || index === at ? [] : omissionsOf(child),
      );
      return { steps, to: 'done' };
    }
    default:
      return node satisfies never;
  }
}

/** Every step that is missing when the work ends at `place`. */
function missingAt(node: RecipeNode, place: Place): readonly number[] {
  const missing: number[] = [];
  for (let at = place; ; ) {
    const omission = omissionFrom(node, at);
    if (omission === null) return missing;
    missing.push(...omission.steps);
    at = omission.to;
  }
}

/**
 * The place at which a step that was done is to be done once more, with everything else as it was; null where that
 * cannot be: only what stands directly in `anyOrder` comes undone without what followed it.
 */
export function placeWithout(node: RecipeNode, place: Place, step: number): Place | null {
  if (place === 'todo') return null;
  switch (node.kind) {
    case 'step':
      return node.step === step && place === 'done' ? 'todo' : null;
    case 'optional':
      return placeWithout(node.child, place, step);
    case 'oneOf':
      return null;
    case 'sequence': {
      const { at, inner } =
        place === 'done' ? { at: node.children.length - 1, inner: 'done' as const } : inSequence(place);
      for (const [index, before] of [[at, inner] as const, [at - 1, 'done'] as const]) {
        const child = node.children[index];
        const to = child === undefined ? null : placeWithout(child, before, step);
        if (to !== null) return sequencePlace(node.children.length, index, to);
      }
      return null;
    }
    case 'anyOrder': {
      const all = bit(node.children.length) - 1n;
      const { done, at, inner } =
        place === 'done' ? { done: all, at: null, inner: 'todo' as const } : inAnyOrder(place);
      const index = node.children.findIndex((child) => stepOf(child) === step);
      if (index < 0 || !has(done, index)) return null;
      return { done: done & ~bit(index), at, inner };
    }
    default:
      return node satisfies never;
  }
}

/** A text that is equal for equal places. */
export function placeKey(place: Place): string {
  if (typeof place === 'string') return place === 'todo' ? '-' : '+';
  const at = `${place.at ?? ''}${placeKey(place.inner)}`;
  return 'done' in place ? `{${place.done.toString(36)}:${at}}` : `(${at})`;
}

function omissionsOf(node: RecipeNode): readonly number[] {
  return missingAt(node, 'todo');
}

function stepOf(node: RecipeNode): number | null {
  if (node.kind === 'optional') return stepOf(node.child);
  return node.kind === 'step' ? node.step : null;
}

/** An optional child that was left out does not hold up the others, but has its turn no more once they are done. */
function isInOrder(node: RecipeNode & { kind: 'anyOrder' }, done: bigint, index: number): boolean {
  const waits = node.before[index]!.some(
    (other) => !has(done, other) && !isComplete(node.children[other]!, 'todo'),
  );
  if (waits) return false;
  if (!isComplete(node.children[index]!, 'todo')) return true;
  return !node.before.some((before, other) => has(done, other) && before.includes(index));
}

function bit(index: number): bigint {
  return 1n << BigInt(index);
}

function has(mask: bigint, index: number): boolean {
  return (mask & bit(index)) !== 0n;
}

type Midway = Exclude<Place, string>;

function isMidway(place: Place): place is Midway & { readonly at: number } {
  return typeof place !== 'string';
}

function inSequence(place: Place): { at: number; inner: Place } {
  return isMidway(place) ? { at: place.at, inner: place.inner } : { at: 0, inner: 'todo' };
}

function inAnyOrder(place: Place): { done: bigint; at: number | null; inner: Place } {
  return typeof place !== 'string' && 'done' in place ? place : { done: 0n, at: null, inner: 'todo' };
}

function chosen(at: number): (way: Way) => Way {
  return ({ step, to }) => ({ step, to: choicePlace(at, to) });
}

function choicePlace(at: number, inner: Place): Place {
  return inner === 'done' ? 'done' : { at, inner };
}

function sequencePlace(length: number, at: number, inner: Place): Place {
  if (inner !== 'done') return { at, inner };
  return at + 1 === length ? 'done' : { at: at + 1, inner: 'todo' };
}

function anyOrderPlace(length: number, done: bigint, at: number, inner: Place): Place {
  if (inner !== 'done') return { done, at, inner };
  const mask = done | bit(at);
  return mask === bit(length) - 1n ? 'done' : { done: mask, at: null, inner: 'todo' };
}

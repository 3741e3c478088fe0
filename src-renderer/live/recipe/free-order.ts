// The groups of a recipe that leave a choice, any order and one of several, by the numbers of their steps. Pure.
import type { RecipeElement, RecipeInfo } from '../../../src-inference/contract/index.ts';

export interface FreeGroup {
  readonly kind: 'anyOrder' | 'oneOf';
  /** So many of its elements suffice; null: all are asked for. */
  readonly atLeast: number | null;
  /** Elements that it has. */
  readonly count: number;
  /** Numbers of its first and its last step, 1-based. */
  readonly from: number;
  readonly to: number;
}

/** By their first steps. A group inside of another one comes after it. */
export function freeGroups({
  elements,
  part: { batch },
}: Pick<RecipeInfo, 'elements' | 'part'>): readonly FreeGroup[] {
  const groups: FreeGroup[] = [];
  number(elements, 1, batch, groups);
  return groups;
}

/** The groups around a step (1-based), the outermost first. */
export function groupsAround(index: number, groups: readonly FreeGroup[]): readonly FreeGroup[] {
  return groups.filter(({ from, to }) => from <= index && index <= to);
}

/**
 * Whether a part has passed a step: another alternative was done, or a step after its whole group.
 *
 * @param done Steps that were judged, 1-based.
 */
export function isPassed(index: number, groups: readonly FreeGroup[], done: readonly number[]): boolean {
  const around = groupsAround(index, groups);
  const choice = around.findLast(({ kind }) => kind === 'oneOf');
  if (choice && done.some((one) => one >= choice.from && one <= choice.to)) return true;
  const end = around.find(({ kind }) => kind === 'anyOrder')?.to ?? index;
  return done.some((one) => one > end);
}

/** Numbers of the steps that a part may begin with: several, where the recipe begins with a choice or an optional step. */
export function firstSteps({
  elements,
  part: { batch },
}: Pick<RecipeInfo, 'elements' | 'part'>): readonly number[] {
  return beginningOf(elements, 'sequence', 1, batch).firsts;
}

interface Beginning {
  readonly firsts: readonly number[];
  /** A part may be without all of it. */
  readonly maySkip: boolean;
  /** The number of the step after it. */
  readonly next: number;
}

function beginningOf(
  elements: readonly RecipeElement[],
  kind: FreeGroup['kind'] | 'sequence',
  first: number,
  batch: number,
): Beginning {
  const firsts: number[] = [];
  const skips: boolean[] = [];
  let next = first;
  for (const element of elements) {
    const inner = beginningOfOne(element, next, batch);
    next = inner.next;
    // In a sequence, what comes after a step that is asked for cannot be the first.
    if (kind === 'sequence' ? skips.every(Boolean) : element.after.length === 0) firsts.push(...inner.firsts);
    skips.push(inner.maySkip);
  }
  return { firsts, maySkip: kind === 'oneOf' ? skips.some(Boolean) : skips.every(Boolean), next };
}

function beginningOfOne(element: RecipeElement, first: number, batch: number): Beginning {
  const inner =
    element.kind === 'step'
      ? { firsts: [first], maySkip: false, next: first + batch }
      : beginningOf(element.elements, element.kind, first, batch);
  const rounds = element.repeat?.max ?? 1;
  return {
    firsts: inner.firsts,
    maySkip: inner.maySkip || element.optional || element.repeat?.min === 0,
    next: first + (inner.next - first) * rounds,
  };
}

/** @returns The number of the step after them. */
function number(
  elements: readonly RecipeElement[],
  first: number,
  batch: number,
  groups: FreeGroup[],
): number {
  let next = first;
  for (const element of elements) {
    const rounds = element.repeat?.max ?? 1;
    if (element.kind === 'step') {
      next += rounds * batch;
      continue;
    }
    for (let round = 0; round < rounds; round += 1) {
      const from = next;
      const place = groups.length;
      next = number(element.elements, from, batch, groups);
      const { kind, atLeast } = element;
      const count = element.elements.length;
      if (kind !== 'sequence') groups.splice(place, 0, { kind, atLeast, count, from, to: next - 1 });
    }
  }
  return next;
}

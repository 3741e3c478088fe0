// Which steps may be done next, and when nothing required is left.
import type { RecipeNode } from '../../recipe/index.ts';
import {
  anyOrderProgress,
  bit,
  choiceProgress,
  hasBit,
  inAnyOrder,
  inSequence,
  isMidway,
  type Progress,
  sequenceProgress,
} from './progress.ts';

/** A step that may be done (0-based), and the progress after it. */
export interface NextStep {
  readonly step: number;
  readonly to: Progress;
}

type GroupNode = Extract<RecipeNode, { readonly children: readonly RecipeNode[] }>;
export type AnyOrderNode = Extract<RecipeNode, { readonly kind: 'anyOrder' }>;

/** Whether nothing required is left. */
export function isComplete(node: RecipeNode, progress: Progress): boolean {
  if (progress === 'done') return true;
  switch (node.kind) {
    case 'step':
      return false;
    case 'optional':
      return progress === 'todo' || isComplete(node.child, progress);
    case 'oneOf':
      return isMidway(progress)
        ? isComplete(node.children[progress.at]!, progress.inner)
        : node.children.some((child) => isComplete(child, 'todo'));
    case 'sequence': {
      const { at, inner } = inSequence(progress);
      return node.children.every(
        (child, index) => index < at || isComplete(child, index === at ? inner : 'todo'),
      );
    }
    case 'anyOrder': {
      const { done, at, inner } = inAnyOrder(progress);
      return (
        lackOf(node, progress) === 0 &&
        node.children.every(
          (child, index) => hasBit(done, index) || isComplete(child, index === at ? inner : 'todo'),
        )
      );
    }
    default:
      return node satisfies never;
  }
}

/** How many children of a group with `atLeast` are still to be done, besides one that was begun and is not complete. */
export function lackOf({ children, atLeast }: AnyOrderNode, progress: Progress): number {
  if (atLeast === null) return 0;
  const { done, at } = inAnyOrder(progress);
  const begun = children.filter((_, index) => index === at || hasBit(done, index)).length;
  return Math.max(atLeast - begun, 0);
}

/** The steps that may be done next, in the order of the recipe. */
export function nextSteps(node: RecipeNode, progress: Progress): readonly NextStep[] {
  if (progress === 'done') return [];
  switch (node.kind) {
    case 'step':
      return [{ step: node.step, to: 'done' }];
    case 'optional':
      return nextSteps(node.child, progress);
    case 'oneOf':
      return isMidway(progress)
        ? nextSteps(node.children[progress.at]!, progress.inner).map(inChoice(progress.at))
        : node.children.flatMap((child, index) => nextSteps(child, 'todo').map(inChoice(index)));
    case 'sequence':
      return nextInSequence(node, progress);
    case 'anyOrder':
      return nextInAnyOrder(node, progress);
    default:
      return node satisfies never;
  }
}

/** Those of the child in progress, and behind it as long as what stands between is optional. */
function nextInSequence({ children }: GroupNode, progress: Progress): readonly NextStep[] {
  const found: NextStep[] = [];
  let { at, inner } = inSequence(progress);
  for (; at < children.length; at++, inner = 'todo') {
    const child = children[at]!;
    for (const { step, to } of nextSteps(child, inner)) {
      found.push({ step, to: sequenceProgress(children.length, at, to) });
    }
    if (!isComplete(child, inner)) break;
  }
  return found;
}

/** A child that was begun is finished first; then any other one whose order allows it. */
function nextInAnyOrder(node: AnyOrderNode, progress: Progress): readonly NextStep[] {
  const { children } = node;
  const { done, at, inner } = inAnyOrder(progress);
  const stepsOf = (index: number, from: Progress, doneBefore: bigint): NextStep[] =>
    nextSteps(children[index]!, from).map(({ step, to }) => ({
      step,
      to: anyOrderProgress(children.length, doneBefore, index, to),
    }));
  const found = at === null ? [] : stepsOf(at, inner, done);
  if (at !== null && !isComplete(children[at]!, inner)) return found;
  const doneNow = at === null ? done : done | bit(at);
  children.forEach((_, index) => {
    if (!hasBit(doneNow, index) && isNextTime(node, doneNow, index) && isInOrder(node, doneNow, index)) {
      found.push(...stepsOf(index, 'todo', doneNow));
    }
  });
  return found;
}

/** The times of one step are done one after the other: which of them an action is makes no difference. */
export function isNextTime({ timeBefore }: AnyOrderNode, done: bigint, index: number): boolean {
  const before = timeBefore[index]!;
  return before === null || hasBit(done, before);
}

/**
 * Whether a child of `anyOrder` may be done now: all required ones before it are done. An optional child that was left out
 * does not hold up the others, but may not be done any more once one of those after it is done.
 */
export function isInOrder(node: AnyOrderNode, done: bigint, index: number): boolean {
  const mustWait = node.before[index]!.some(
    (other) => !hasBit(done, other) && !isComplete(node.children[other]!, 'todo'),
  );
  if (mustWait) return false;
  if (!isComplete(node.children[index]!, 'todo')) return true;
  return !node.before.some((before, other) => hasBit(done, other) && before.includes(index));
}

function inChoice(at: number): (next: NextStep) => NextStep {
  return ({ step, to }) => ({ step, to: choiceProgress(at, to) });
}

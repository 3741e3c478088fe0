// Steps of `anyOrder` that may not be done yet: something that comes before them is not done.
import type { RecipeNode } from '../../recipe/index.ts';
import { type AnyOrderNode, isInOrder, isNextTime, type NextStep, nextSteps } from './next-steps.ts';
import { requiredSteps } from './omission.ts';
import {
  anyOrderProgress,
  choiceProgress,
  hasBit,
  inAnyOrder,
  inSequence,
  isMidway,
  type Progress,
  sequenceProgress,
} from './progress.ts';

/** A step that is done too early: the steps of `before` (0-based) come first. */
export interface EarlyStep extends NextStep {
  readonly before: readonly number[];
}

export function earlySteps(node: RecipeNode, progress: Progress): readonly EarlyStep[] {
  if (progress === 'done') return [];
  switch (node.kind) {
    case 'step':
      return [];
    case 'optional':
      return earlySteps(node.child, progress);
    case 'oneOf': {
      if (!isMidway(progress)) return [];
      const { at, inner } = progress;
      return earlySteps(node.children[at]!, inner).map(within((to) => choiceProgress(at, to)));
    }
    case 'sequence': {
      const { at, inner } = inSequence(progress);
      const child = node.children[at];
      if (child === undefined) return [];
      return earlySteps(child, inner).map(within((to) => sequenceProgress(node.children.length, at, to)));
    }
    case 'anyOrder':
      return earlyInAnyOrder(node, progress);
    default:
      return node satisfies never;
  }
}

function earlyInAnyOrder(node: AnyOrderNode, progress: Progress): readonly EarlyStep[] {
  const { children } = node;
  const { done, at, inner } = inAnyOrder(progress);
  if (at !== null) {
    const inGroup = within((to) => anyOrderProgress(children.length, done, at, to));
    return earlySteps(children[at]!, inner).map(inGroup);
  }
  return children.flatMap((child, index) => {
    if (hasBit(done, index) || !isNextTime(node, done, index) || isInOrder(node, done, index)) return [];
    const before = node.before[index]!.filter((other) => !hasBit(done, other)).flatMap((other) =>
      requiredSteps(children[other]!),
    );
    return nextSteps(child, 'todo').map(({ step, to }) => ({
      step,
      before,
      to: anyOrderProgress(children.length, done, index, to),
    }));
  });
}

/** The same steps, with their progress as part of the node around. */
function within(wrap: (to: Progress) => Progress): (early: EarlyStep) => EarlyStep {
  return (early) => ({ ...early, to: wrap(early.to) });
}

// What is left out when the work goes on without the next required steps.
import type { RecipeNode } from '../../recipe/index.ts';
import { type AnyOrderNode, isComplete, lackOf } from './next-steps.ts';
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

/** The next required steps (0-based), left out together, and the progress after them. */
export interface Omission {
  readonly steps: readonly number[];
  readonly to: Progress;
}

/** The next required steps, left out; null when nothing is required any more. */
export function nextOmission(node: RecipeNode, progress: Progress): Omission | null {
  if (isComplete(node, progress)) return null;
  switch (node.kind) {
    case 'step':
      return { steps: [node.step], to: 'done' };
    case 'optional':
      return nextOmission(node.child, progress);
    case 'oneOf': {
      // Nobody knows which one was left out: the first stands for all.
      const at = isMidway(progress) ? progress.at : 0;
      const omission = nextOmission(node.children[at]!, isMidway(progress) ? progress.inner : 'todo');
      return omission && { steps: omission.steps, to: choiceProgress(at, omission.to) };
    }
    case 'sequence': {
      let { at, inner } = inSequence(progress);
      while (isComplete(node.children[at]!, inner)) {
        at++;
        inner = 'todo';
      }
      const { steps, to } = nextOmission(node.children[at]!, inner)!;
      return { steps, to: sequenceProgress(node.children.length, at, to) };
    }
    case 'anyOrder':
      return omissionInAnyOrder(node, progress);
    default:
      return node satisfies never;
  }
}

function omissionInAnyOrder(node: AnyOrderNode, progress: Progress): Omission {
  const { children } = node;
  const { done, at, inner } = inAnyOrder(progress);
  if (at !== null && !isComplete(children[at]!, inner)) {
    const { steps, to } = nextOmission(children[at]!, inner)!;
    return { steps, to: anyOrderProgress(children.length, done, at, to) };
  }
  const open = children.filter((_, index) => !hasBit(done, index) && index !== at);
  // With `atLeast` nobody knows which ones were left out: the first of them stand for all.
  const left = node.atLeast === null ? open : open.slice(0, lackOf(node, progress)).map(withoutOptional);
  // Left out as a whole: one by one there would be as many ways as subsets.
  return { steps: left.flatMap(requiredSteps), to: 'done' };
}

function withoutOptional(node: RecipeNode): RecipeNode {
  return node.kind === 'optional' ? node.child : node;
}

/** The required steps of a node of which nothing is done. */
export function requiredSteps(node: RecipeNode): readonly number[] {
  const required: number[] = [];
  for (let omission = nextOmission(node, 'todo'); omission; omission = nextOmission(node, omission.to)) {
    required.push(...omission.steps);
  }
  return required;
}

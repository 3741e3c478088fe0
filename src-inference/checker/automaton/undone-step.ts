// The progress after a step was taken back.
import type { RecipeNode } from '../../recipe/index.ts';
import { allBits, bit, hasBit, inAnyOrder, inSequence, type Progress, sequenceProgress } from './progress.ts';

/**
 * The progress at which a step that was done is to be done once more, with everything else as it was. Null where there is
 * none: outside of `anyOrder`, only the last step can be taken back without those that followed it.
 */
export function progressWithout(node: RecipeNode, progress: Progress, step: number): Progress | null {
  if (progress === 'todo') return null;
  switch (node.kind) {
    case 'step':
      return node.step === step && progress === 'done' ? 'todo' : null;
    case 'optional':
      return progressWithout(node.child, progress, step);
    case 'oneOf':
      return null;
    case 'sequence': {
      const { at, inner } =
        progress === 'done' ? { at: node.children.length - 1, inner: 'done' as const } : inSequence(progress);
      for (const [index, before] of [[at, inner] as const, [at - 1, 'done'] as const]) {
        const child = node.children[index];
        const to = child === undefined ? null : progressWithout(child, before, step);
        if (to !== null) return sequenceProgress(node.children.length, index, to);
      }
      return null;
    }
    case 'anyOrder': {
      const { done, at, inner } =
        progress === 'done'
          ? { done: allBits(node.children.length), at: null, inner: 'todo' as const }
          : inAnyOrder(progress);
      const index = node.children.findIndex((child) => stepOf(child) === step);
      if (index < 0 || !hasBit(done, index)) return null;
      // Of the times of one step, the last one is taken back.
      const isDoneAgain = node.timeBefore.some((before, later) => before === index && hasBit(done, later));
      if (isDoneAgain) return null;
      return { done: done & ~bit(index), at, inner };
    }
    default:
      return node satisfies never;
  }
}

/** The step of a node that is one step, optional or not. */
function stepOf(node: RecipeNode): number | null {
  if (node.kind === 'optional') return stepOf(node.child);
  return node.kind === 'step' ? node.step : null;
}

// The steps of a joined part that may have been done before anybody looked.
import type { RecipeNode } from '../../recipe/index.ts';
import type { State } from './state.ts';

/** Whether a step may have been done before the part was joined: it stands beside the first seen one in a group in any order. */
export function createUnseenSteps(
  tree: RecipeNode,
): (state: Pick<State, 'joinedAt'>, step: number) => boolean {
  const known = new Map<number, ReadonlySet<number>>();
  return ({ joinedAt }, step) => {
    if (joinedAt === null) return false;
    let beside = known.get(joinedAt);
    if (beside === undefined) {
      beside = new Set(stepsBeside(tree, joinedAt));
      known.set(joinedAt, beside);
    }
    return beside.has(step);
  };
}

function stepsBeside(node: RecipeNode, step: number): readonly number[] {
  const children = childrenOf(node);
  const own = children.find((child) => stepsOf(child).includes(step));
  if (own === undefined) return [];
  const others = node.kind === 'anyOrder' ? children.filter((child) => child !== own).flatMap(stepsOf) : [];
  return [...others, ...stepsBeside(own, step)];
}

function stepsOf(node: RecipeNode): readonly number[] {
  return node.kind === 'step' ? [node.step] : childrenOf(node).flatMap(stepsOf);
}

function childrenOf(node: RecipeNode): readonly RecipeNode[] {
  if (node.kind === 'step') return [];
  return node.kind === 'optional' ? [node.child] : node.children;
}

// The explanations that are still possible, as a tree: hypotheses that begin alike share the beginning.
import type { Move } from './moves.ts';
import type { State } from './states.ts';

export interface TraceNode {
  /** The action before; null for the root: everything up to it is committed. */
  parent: TraceNode | null;
  /** Null for a root at which nothing was done yet. */
  readonly move: Move | null;
  readonly state: State;
  readonly children: Map<Move, TraceNode>;
  /** Tells nodes apart, within the checker. */
  readonly id: number;
}

/** When the actions of one hypothesis were, newest first. */
export interface Times {
  readonly startSeconds: number;
  /** Null while it is being done. */
  readonly endSeconds: number | null;
  readonly before: Times | null;
}

export interface TraceTree {
  root(state: State): TraceNode;
  follow(parent: TraceNode, move: Move): TraceNode;
}

export function createTraceTree(): TraceTree {
  let count = 0;
  return {
    root: (state) => ({ parent: null, move: null, state, children: new Map(), id: count++ }),
    follow(parent, move) {
      let child = parent.children.get(move);
      if (child === undefined) {
        child = { parent, move, state: move.to, children: new Map(), id: count++ };
        parent.children.set(move, child);
      }
      return child;
    },
  };
}

/** The first action after `root` on the way to `node`; null when `node` is the root. */
export function firstAfter(root: TraceNode, node: TraceNode): TraceNode | null {
  let at: TraceNode | null = node;
  while (at !== null && at.parent !== root) at = at === root ? null : at.parent;
  return at;
}

/** How many actions `node` is away from `root`. */
export function depthBelow(root: TraceNode, node: TraceNode): number {
  let depth = 0;
  for (let at: TraceNode | null = node; at !== null && at !== root; at = at.parent) depth++;
  return depth;
}

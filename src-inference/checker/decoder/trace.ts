// The trace: the actions of all hypotheses as a tree. Hypotheses that begin alike share the beginning.
import type { State } from '../automaton/state.ts';
import type { Transition } from '../automaton/transition.ts';

export interface TraceNode {
  /** The action before; null for the root, up to which everything is committed. */
  parent: TraceNode | null;
  /** Null for a root at which nothing was done yet. */
  readonly transition: Transition | null;
  readonly state: State;
  readonly children: Map<Transition, TraceNode>;
  /** Different for each node of one tree. */
  readonly id: number;
}

/** When the actions of one hypothesis took place, newest first. */
export interface ActionTimes {
  readonly startSeconds: number;
  /** Null while it is in progress. */
  readonly endSeconds: number | null;
  readonly before: ActionTimes | null;
}

export interface TraceTree {
  root(state: State): TraceNode;
  follow(parent: TraceNode, transition: Transition): TraceNode;
}

export function createTraceTree(): TraceTree {
  let count = 0;
  return {
    root: (state) => ({ parent: null, transition: null, state, children: new Map(), id: count++ }),
    follow(parent, transition) {
      let child = parent.children.get(transition);
      if (child === undefined) {
        child = { parent, transition, state: transition.to, children: new Map(), id: count++ };
        parent.children.set(transition, child);
      }
      return child;
    },
  };
}

/** The first action after `root` on the path to `node`; null when `node` is the root or does not lie below it. */
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

/** Whether `node` lies on the path from its root to `to`. */
export function isOnPath(node: TraceNode, to: TraceNode): boolean {
  for (let at: TraceNode | null = to; at !== null; at = at.parent) if (at === node) return true;
  return false;
}

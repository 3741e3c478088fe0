// The forward beam: all explanations of the windows so far that are not hopeless, each with its weight. The forward
// algorithm of a hidden semi-Markov model (Rabiner 1989; Yu 2010) over an automaton whose states are made when reached.
import type { EndOrGoOn } from './dwell.ts';
import type { ErrorPrices, Reading } from './emissions.ts';
import type { Move } from './moves.ts';
import type { State } from './states.ts';
import { depthBelow, type Times, type TraceNode, type TraceTree } from './trace.ts';

export interface Hypothesis {
  readonly node: TraceNode;
  /** The node's action is being done; otherwise nothing is, since it ended. */
  readonly doing: boolean;
  readonly sinceSeconds: number;
  /** Number of the window at which that began. */
  readonly sinceWindow: number;
  /** Negative logarithm of its weight; the best one has 0. */
  cost: number;
  times: Times | null;
}

export interface BeamModel {
  readonly background: number | null;
  movesFrom(state: State, label: number): readonly Move[];
  actionPrices(move: Move, ageSeconds: number, hopSeconds: number): EndOrGoOn;
  /** Of doing nothing in this state. */
  pausePrices(state: State, ageSeconds: number, hopSeconds: number): EndOrGoOn;
  readonly errorPrices: ErrorPrices;
}

export interface BeamLimits {
  /** What is this much less likely than the best is given up. */
  readonly marginNats: number;
  readonly mostHypotheses: number;
}

/** `from`: what goes on; null: it begins with this window. */
type AddHypothesis = (
  node: TraceNode,
  doing: boolean,
  from: Hypothesis | null,
  cost: number,
  times: Times | null,
) => void;

/** An action straight after another one, without any time between, and the usual pause. */
const touching = { yes: 2.3, no: 0.1 } as const;
/** A label under this share of the likeliest begins no action in this window; it may in the next. */
const startNats = 3.2;
/** What a window costs in which nothing is done, when the model has no label for that. */
const unseenPauseNats = 3;

export class Beam {
  private readonly model: BeamModel;
  private readonly limits: BeamLimits;
  private readonly tree: TraceTree;
  private current: Hypothesis[] = [];
  private windows = 0;
  private before: Reading | null = null;

  constructor(model: BeamModel, limits: BeamLimits, tree: TraceTree) {
    this.model = model;
    this.limits = limits;
    this.tree = tree;
  }

  /** All that are left, in no order. */
  get hypotheses(): readonly Hypothesis[] {
    return this.current;
  }

  /** Begins anew: nothing is being done at `root`. */
  restart(root: TraceNode, sinceSeconds: number): void {
    this.current = [
      { node: root, doing: false, sinceSeconds, sinceWindow: this.windows, cost: 0, times: null },
    ];
  }

  take(reading: Reading): void {
    this.windows++;
    const next = new Map<number, Hypothesis>();
    const starts = reading.costs.flatMap((cost, label) =>
      cost <= startNats && label !== this.model.background ? [label] : [],
    );
    let best = Number.POSITIVE_INFINITY;
    const add: AddHypothesis = (node, doing, from, cost, times) => {
      if (cost > best + this.limits.marginNats) return;
      if (cost < best) best = cost;
      const sinceWindow = from?.sinceWindow ?? this.windows;
      const key = (node.id * 2 + (doing ? 1 : 0)) * 4096 + (sinceWindow & 4095);
      const same = next.get(key);
      if (same === undefined) {
        const sinceSeconds = from?.sinceSeconds ?? reading.fromSeconds;
        next.set(key, { node, doing, sinceSeconds, sinceWindow, cost, times });
      } else {
        if (cost < same.cost) same.times = times;
        same.cost = together(same.cost, cost);
      }
    };
    for (const hypothesis of this.current) this.advance(hypothesis, reading, starts, add);
    this.before = reading;
    const kept = [...next.values()].filter(({ cost }) => cost <= best + this.limits.marginNats);
    if (kept.length > this.limits.mostHypotheses) {
      kept.sort((a, b) => a.cost - b.cost);
      kept.length = this.limits.mostHypotheses;
    }
    for (const hypothesis of kept) hypothesis.cost -= best;
    this.current = kept;
  }

  /** Gives up what is not wanted; something must be left. */
  keep(isWanted: (node: TraceNode) => boolean): void {
    this.current = this.current.filter(({ node }) => isWanted(node));
    const best = Math.min(...this.current.map(({ cost }) => cost));
    for (const hypothesis of this.current) hypothesis.cost -= best;
  }

  /** Forgets what does not begin with `root`, which is committed now. */
  commit(root: TraceNode): void {
    this.keep((node) => {
      let at: TraceNode | null = node;
      while (at !== null && at !== root) at = at.parent;
      return at === root;
    });
    root.parent = null;
    for (const hypothesis of this.current) {
      hypothesis.times = newest(hypothesis.times, depthBelow(root, hypothesis.node) + 1);
    }
  }

  /** Drops the explanations that no hypothesis holds any more: hours of nothing must not fill the memory. */
  sweep(): void {
    const alive = new Set<TraceNode>();
    for (const { node } of this.current) {
      for (let at: TraceNode | null = node; at !== null && !alive.has(at); at = at.parent) alive.add(at);
    }
    for (const node of alive) {
      for (const [move, child] of node.children) if (!alive.has(child)) node.children.delete(move);
    }
  }

  private advance(from: Hypothesis, reading: Reading, starts: readonly number[], add: AddHypothesis): void {
    const { model } = this;
    const { node, doing, times } = from;
    const hop = reading.toSeconds - reading.fromSeconds;
    // It ends half a hop before or after: no window tells more.
    const age = Math.max(0, reading.fromSeconds - from.sinceSeconds - hop / 2);
    const label = doing ? node.move!.label : model.background;
    const wasError = this.before !== null && label !== null && label !== this.before.top;
    const { errorPrices } = model;
    const emission = (shown: number | null): number =>
      shown === null
        ? unseenPauseNats
        : reading.costs[shown]! + reading.weight * errorPrices(wasError, shown !== reading.top);
    const prices = doing ? model.actionPrices(node.move!, age, hop) : model.pausePrices(node.state, age, hop);

    add(node, doing, from, from.cost + prices.goOn + emission(label), times);
    const ending = from.cost + prices.end;
    const ended: Times | null =
      doing && times !== null ? { ...times, endSeconds: reading.fromSeconds } : times;
    if (doing) add(node, false, null, ending + touching.no + emission(model.background), ended);
    for (const start of starts) {
      if (doing && start === label) continue;
      const base = ending + (doing ? touching.yes : 0) + emission(start);
      for (const move of model.movesFrom(node.state, start)) {
        const begun = { startSeconds: reading.fromSeconds, endSeconds: null, before: ended };
        add(this.tree.follow(node, move), true, null, base + move.cost, begun);
      }
    }
  }
}

/** The cost of two alternatives taken as one. */
function together(a: number, b: number): number {
  const [less, more] = a < b ? [a, b] : [b, a];
  return less - Math.log1p(Math.exp(less - more));
}

function newest(times: Times | null, count: number): Times | null {
  if (times === null || count === 0) return null;
  return { ...times, before: newest(times.before, count - 1) };
}

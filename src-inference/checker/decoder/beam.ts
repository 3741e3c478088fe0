// The beam: all hypotheses about the windows so far that are not hopeless, each with its weight. The forward algorithm of a
// hidden semi-Markov model (Rabiner 1989; Yu 2010) over an automaton whose states are made when they are reached.
import { type BeamLimits, beam as parameters } from '../parameters.ts';
import { type DecodingModel, type Extended, extend, logAdd } from './extension.ts';
import { type Hypothesis, phases } from './hypothesis.ts';
import type { Observation } from './observation-likelihood.ts';
import type { Pace } from './pace.ts';
import { type ActionTimes, depthBelow, isOnPath, type TraceNode, type TraceTree } from './trace.ts';

export class Beam {
  private readonly model: DecodingModel;
  private readonly limits: BeamLimits;
  private readonly tree: TraceTree;
  private current: Hypothesis[] = [];
  private windows = 0;
  private before: Observation | null = null;

  constructor(model: DecodingModel, limits: BeamLimits, tree: TraceTree) {
    this.model = model;
    this.limits = limits;
    this.tree = tree;
  }

  /** In no order. */
  get hypotheses(): readonly Hypothesis[] {
    return this.current;
  }

  /** Begins anew: nothing is being done at `root`. */
  restart(root: TraceNode, sinceSeconds: number, pace: Pace): void {
    const sinceWindow = this.windows;
    this.current = [
      { node: root, phase: 'pause', sinceSeconds, sinceWindow, pace, doneSeconds: 0, cost: 0, times: null },
    ];
  }

  /** One step of the forward algorithm. */
  accept(now: Observation): void {
    this.windows++;
    const next = new Map<number, Hypothesis>();
    const starts = now.costs.flatMap((cost, label) =>
      cost <= parameters.startWidthNats && label !== this.model.background ? [label] : [],
    );
    let best = Number.POSITIVE_INFINITY;
    const isHopeless = (cost: number): boolean => cost > best + this.limits.widthNats;
    const add = (extended: Extended): void => {
      const { node, phase, pace, cost, times, doneSeconds = 0 } = extended;
      if (isHopeless(cost)) return;
      if (cost < best) best = cost;
      const { sinceSeconds, sinceWindow } = extended.since ?? {
        sinceSeconds: now.fromSeconds,
        sinceWindow: this.windows,
      };
      const key = keyOf(node, phase, sinceWindow);
      const same = next.get(key);
      if (same === undefined) {
        next.set(key, { node, phase, sinceSeconds, sinceWindow, pace, doneSeconds, cost, times });
      } else {
        const [likelier, together] = [cost < same.cost, logAdd(same.cost, cost)];
        if (likelier)
          next.set(key, { node, phase, sinceSeconds, sinceWindow, pace, doneSeconds, cost, times });
        next.get(key)!.cost = together;
      }
    };
    const step = {
      model: this.model,
      tree: this.tree,
      before: this.before,
      now,
      window: this.windows,
      starts,
      add,
      isHopeless,
    };
    for (const hypothesis of this.current) extend(hypothesis, step);
    // What the network said before a gap says nothing of what it says after it.
    this.before = now.weight > 0 ? now : null;
    this.current = this.prune([...next.values()], best);
  }

  /** Drops what is not wanted; something must be left. */
  keep(isWanted: (node: TraceNode) => boolean): void {
    this.current = this.current.filter(({ node }) => isWanted(node));
    const best = Math.min(...this.current.map(({ cost }) => cost));
    for (const hypothesis of this.current) hypothesis.cost -= best;
  }

  /** Makes hypotheses less likely, by the nats that `costOf` asks. */
  penalise(costOf: (hypothesis: Hypothesis) => number): void {
    for (const hypothesis of this.current) hypothesis.cost += costOf(hypothesis);
  }

  /** Drops what does not go through `root`, which is committed now. */
  commit(root: TraceNode): void {
    this.keep((node) => isOnPath(root, node));
    root.parent = null;
    for (const hypothesis of this.current) {
      hypothesis.times = newest(hypothesis.times, depthBelow(root, hypothesis.node) + 1);
    }
  }

  /** Drops the trace nodes that no hypothesis uses any more: hours of nothing must not fill the memory. */
  sweep(): void {
    const used = new Set<TraceNode>();
    for (const { node } of this.current) {
      for (let at: TraceNode | null = node; at !== null && !used.has(at); at = at.parent) used.add(at);
    }
    for (const node of used) {
      for (const [transition, child] of node.children) {
        if (!used.has(child)) node.children.delete(transition);
      }
    }
  }

  private prune(hypotheses: readonly Hypothesis[], best: number): Hypothesis[] {
    const { widthNats, maxHypotheses } = this.limits;
    const kept = hypotheses.filter(({ cost }) => cost <= best + widthNats);
    if (kept.length > maxHypotheses) {
      kept.sort((a, b) => a.cost - b.cost);
      kept.length = maxHypotheses;
    }
    for (const hypothesis of kept) hypothesis.cost -= best;
    return kept;
  }
}

/** Hypotheses with the same key are one. */
function keyOf(node: TraceNode, phase: Hypothesis['phase'], sinceWindow: number): number {
  const { ageWindows } = parameters;
  const age = (sinceWindow + ageWindows) % ageWindows;
  return (node.id * phases.length + phases.indexOf(phase)) * ageWindows + age;
}

function newest(times: ActionTimes | null, count: number): ActionTimes | null {
  if (times === null || count === 0) return null;
  return { ...times, before: newest(times.before, count - 1) };
}

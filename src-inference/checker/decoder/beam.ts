// The beam: all hypotheses about the windows so far that are not hopeless, each with its weight. The forward algorithm of a
// hidden semi-Markov model (Rabiner 1989; Yu 2010) over an automaton whose states are made when they are reached.
import type { Automaton } from '../automaton/automaton.ts';
import type { State } from '../automaton/state.ts';
import { type BeamLimits, observation as observationParameters, beam as parameters } from '../parameters.ts';
import type { Observation, ObservationModel } from './observation-likelihood.ts';
import type { StepDurations } from './step-durations.ts';
import { type ActionTimes, depthBelow, isOnPath, type TraceNode, type TraceTree } from './trace.ts';

export interface Hypothesis {
  readonly node: TraceNode;
  /** Whether the node's action is in progress; otherwise nothing is being done since it ended. */
  readonly inProgress: boolean;
  /** When that began. */
  readonly sinceSeconds: number;
  /** Number of the window with which that began. */
  readonly sinceWindow: number;
  /** Negative logarithm of its weight, in nats; the best one has 0. */
  cost: number;
  times: ActionTimes | null;
}

/** What the beam decodes by. */
export interface DecodingModel {
  /** Position of the background label; null when the model has none. */
  readonly background: number | null;
  readonly automaton: Pick<Automaton, 'transitionsFrom'>;
  readonly durations: StepDurations;
  readonly observations: Pick<ObservationModel, 'burstCost'>;
}

/** `from`: the hypothesis that continues; null: this one begins with the window. */
type AddHypothesis = (
  node: TraceNode,
  inProgress: boolean,
  from: Hypothesis | null,
  cost: number,
  times: ActionTimes | null,
) => void;

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
  restart(root: TraceNode, sinceSeconds: number): void {
    this.current = [
      { node: root, inProgress: false, sinceSeconds, sinceWindow: this.windows, cost: 0, times: null },
    ];
  }

  /** One step of the forward algorithm. */
  accept(observation: Observation): void {
    this.windows++;
    const next = new Map<number, Hypothesis>();
    const starts = observation.costs.flatMap((cost, label) =>
      cost <= parameters.startWidthNats && label !== this.model.background ? [label] : [],
    );
    let best = Number.POSITIVE_INFINITY;
    const add: AddHypothesis = (node, inProgress, from, cost, times) => {
      if (cost > best + this.limits.widthNats) return;
      if (cost < best) best = cost;
      const sinceWindow = from?.sinceWindow ?? this.windows;
      const key =
        (node.id * 2 + (inProgress ? 1 : 0)) * parameters.ageWindows + (sinceWindow % parameters.ageWindows);
      const same = next.get(key);
      if (same === undefined) {
        const sinceSeconds = from?.sinceSeconds ?? observation.fromSeconds;
        next.set(key, { node, inProgress, sinceSeconds, sinceWindow, cost, times });
      } else {
        if (cost < same.cost) same.times = times;
        same.cost = logAdd(same.cost, cost);
      }
    };
    for (const hypothesis of this.current) this.extend(hypothesis, observation, starts, add);
    this.before = observation;
    this.current = this.prune([...next.values()], best);
  }

  /** Drops what is not wanted; something must be left. */
  keep(isWanted: (node: TraceNode) => boolean): void {
    this.current = this.current.filter(({ node }) => isWanted(node));
    const best = Math.min(...this.current.map(({ cost }) => cost));
    for (const hypothesis of this.current) hypothesis.cost -= best;
  }

  /** Makes hypotheses less likely, by the nats that `costOf` asks for their state. */
  penalise(costOf: (state: State) => number): void {
    for (const hypothesis of this.current) hypothesis.cost += costOf(hypothesis.node.state);
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

  /** What one hypothesis may become with this window: it continues, ends, or another action starts. */
  private extend(
    from: Hypothesis,
    observation: Observation,
    starts: readonly number[],
    add: AddHypothesis,
  ): void {
    const { automaton, background, durations, observations } = this.model;
    const { node, inProgress, times } = from;
    const { fromSeconds, toSeconds } = observation;
    const hop = toSeconds - fromSeconds;
    // An action ends half a hop before or after the window's middle: no window tells more.
    const age = Math.max(0, fromSeconds - from.sinceSeconds - hop / 2);
    const label = inProgress ? node.transition!.label : background;
    const wasError = this.before !== null && label !== null && label !== this.before.top;
    const observed = (shown: number | null): number =>
      shown === null
        ? observationParameters.missingBackgroundNats
        : observation.costs[shown]! +
          observation.weight * observations.burstCost(wasError, shown !== observation.top);
    const hazard = inProgress
      ? durations.actionHazard(node.transition!.label, age, hop)
      : durations.pauseHazard(node.state, age, hop);

    add(node, inProgress, from, from.cost + hazard.continue + observed(label), times);
    const ending = from.cost + hazard.end;
    const ended: ActionTimes | null =
      inProgress && times !== null ? { ...times, endSeconds: fromSeconds } : times;
    if (inProgress) {
      add(node, false, null, ending + parameters.withPauseNats + observed(background), ended);
    }
    for (const start of starts) {
      if (inProgress && start === label) continue;
      const base = ending + (inProgress ? parameters.withoutPauseNats : 0) + observed(start);
      for (const transition of automaton.transitionsFrom(node.state, start)) {
        const started = { startSeconds: fromSeconds, endSeconds: null, before: ended };
        add(this.tree.follow(node, transition), true, null, base + transition.cost, started);
      }
    }
  }
}

/** The cost of two alternatives together: -ln(exp(-a) + exp(-b)). */
function logAdd(a: number, b: number): number {
  const [less, more] = a < b ? [a, b] : [b, a];
  return less - Math.log1p(Math.exp(less - more));
}

function newest(times: ActionTimes | null, count: number): ActionTimes | null {
  if (times === null || count === 0) return null;
  return { ...times, before: newest(times.before, count - 1) };
}

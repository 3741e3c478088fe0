// Posterior probabilities: what the hypotheses say together, each by its weight.
import type { State } from '../automaton/state.ts';
import { isDefect } from '../automaton/transition.ts';
import type { Hypothesis } from './hypothesis.ts';
import { firstAfter, type TraceNode } from './trace.ts';

/** All hypotheses with the same first action after the root. */
export interface Candidate {
  /** The action; null for the hypotheses in which nothing was done after the root. */
  readonly node: TraceNode | null;
  /** Posterior probability, 0 to 1. */
  probability: number;
  /** The part of it in which the action is over. */
  overProbability: number;
  best: Hypothesis;
}

/** What the first action after the root was. */
export interface FirstActionPosterior {
  /** The likeliest first. */
  readonly candidates: readonly Candidate[];
  /** Probability that this action, or that none was done, is not as the recipe asks. */
  readonly actionDefect: number;
  /** Probability that anything in the part is not: where the alternative to a mistake is another mistake, the part is bad. */
  readonly partDefect: number;
}

/** @param isOver Whether nothing can follow any more: then a part that is not complete has a mistake. */
export function firstActionPosterior(
  root: TraceNode,
  hypotheses: readonly Hypothesis[],
  isOver = false,
): FirstActionPosterior {
  const candidates = new Map<TraceNode | null, Candidate>();
  let total = 0;
  let actionDefect = 0;
  let partDefect = 0;
  for (const hypothesis of hypotheses) {
    const node = firstAfter(root, hypothesis.node);
    const weight = weightOf(hypothesis);
    total += weight;
    if (node === null ? isOver && isUnfinished(root.state) : isDefect(node.transition!))
      actionDefect += weight;
    if (hasDefect(root, hypothesis.node) || (isOver && isUnfinished(hypothesis.node.state)))
      partDefect += weight;
    let candidate = candidates.get(node);
    if (candidate === undefined) {
      candidate = { node, probability: 0, overProbability: 0, best: hypothesis };
      candidates.set(node, candidate);
    }
    candidate.probability += weight;
    if (hypothesis.node !== node || hypothesis.phase !== 'action') candidate.overProbability += weight;
    if (hypothesis.cost < candidate.best.cost) candidate.best = hypothesis;
  }
  for (const candidate of candidates.values()) {
    candidate.probability /= total;
    candidate.overProbability /= total;
  }
  const byProbability = [...candidates.values()].sort((a, b) => b.probability - a.probability);
  return {
    candidates: byProbability,
    actionDefect: actionDefect / total,
    partDefect: partDefect / total,
  };
}

export function isDefective({ node }: Candidate): boolean {
  return node !== null && isDefect(node.transition!);
}

/** A group of hypotheses, with the best of them and their posterior probability together. */
export interface HypothesisGroup {
  readonly best: Hypothesis;
  readonly probability: number;
}

/** The likeliest of the groups into which `groupOf` puts the hypotheses; null is no group. */
export function likeliestGroup<Group>(
  hypotheses: readonly Hypothesis[],
  groupOf: (hypothesis: Hypothesis) => Group | null,
): HypothesisGroup | null {
  const groups = new Map<Group, { weight: number; best: Hypothesis }>();
  let total = 0;
  for (const hypothesis of hypotheses) {
    const weight = weightOf(hypothesis);
    total += weight;
    const group = groupOf(hypothesis);
    if (group === null) continue;
    const known = groups.get(group);
    if (known === undefined) groups.set(group, { weight, best: hypothesis });
    else {
      known.weight += weight;
      if (hypothesis.cost < known.best.cost) known.best = hypothesis;
    }
  }
  const [first] = [...groups.values()].sort((a, b) => b.weight - a.weight);
  return first === undefined ? null : { best: first.best, probability: first.weight / total };
}

/** For each step, the posterior probability that it is missing; `missingIn` tells what is missing in a state. */
export function missingPosterior(
  hypotheses: readonly Hypothesis[],
  missingIn: (state: State) => readonly number[],
): Map<number, number> {
  const missing = new Map<number, number>();
  const total = hypotheses.reduce((sum, hypothesis) => sum + weightOf(hypothesis), 0);
  for (const hypothesis of hypotheses) {
    const probability = weightOf(hypothesis) / total;
    for (const step of missingIn(hypothesis.node.state)) {
      missing.set(step, (missing.get(step) ?? 0) + probability);
    }
  }
  return missing;
}

function weightOf({ cost }: Hypothesis): number {
  return Math.exp(-cost);
}

/** Whether anything on the path from `root` to `node` is not as the recipe asks. */
function hasDefect(root: TraceNode, node: TraceNode): boolean {
  for (let at: TraceNode | null = node; at !== null && at !== root; at = at.parent) {
    if (at.transition !== null && isDefect(at.transition)) return true;
  }
  return false;
}

function isUnfinished({ begun, complete }: State): boolean {
  return begun && !complete;
}

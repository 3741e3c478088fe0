// What the hypotheses say of the first action that is not committed yet, by weight.
import type { Hypothesis } from './beam.ts';
import { isDefect } from './moves.ts';
import type { State } from './states.ts';
import { firstAfter, type TraceNode } from './trace.ts';

/** All hypotheses that begin with the same action; `node` is null for those in which nothing has been done yet. */
export interface Party {
  readonly node: TraceNode | null;
  /** Share of all weight, 0 to 1. */
  share: number;
  /** Share of those in which the action is over. */
  overShare: number;
  best: Hypothesis;
}

export interface Ballot {
  /** Heaviest first. */
  readonly parties: readonly Party[];
  /** Share of the hypotheses whose first action, or want of one, is not as the recipe asks. */
  readonly defectShare: number;
  /** Share of those in which anything is not: where the alternative to a mistake is another mistake, the part is bad. */
  readonly badShare: number;
}

/** @param isOver Whether nothing more can follow: then a part that is not complete by now has a mistake in it. */
export function holdBallot(root: TraceNode, hypotheses: readonly Hypothesis[], isOver = false): Ballot {
  const parties = new Map<TraceNode | null, Party>();
  let total = 0;
  let defects = 0;
  let bad = 0;
  for (const hypothesis of hypotheses) {
    const node = firstAfter(root, hypothesis.node);
    const weight = Math.exp(-hypothesis.cost);
    total += weight;
    if (node === null ? isOver && isUnfinished(root.state) : isDefect(node.move!)) defects += weight;
    if (hasDefect(root, hypothesis.node) || (isOver && isUnfinished(hypothesis.node.state))) bad += weight;
    let party = parties.get(node);
    if (party === undefined) {
      party = { node, share: 0, overShare: 0, best: hypothesis };
      parties.set(node, party);
    }
    party.share += weight;
    if (hypothesis.node !== node || !hypothesis.doing) party.overShare += weight;
    if (hypothesis.cost < party.best.cost) party.best = hypothesis;
  }
  for (const party of parties.values()) {
    party.share /= total;
    party.overShare /= total;
  }
  const byWeight = [...parties.values()].sort((a, b) => b.share - a.share);
  return { parties: byWeight, defectShare: defects / total, badShare: bad / total };
}

/** Whether anything on the way from `root` to `node` is not as the recipe asks. */
function hasDefect(root: TraceNode, node: TraceNode): boolean {
  for (let at: TraceNode | null = node; at !== null && at !== root; at = at.parent) {
    if (at.move !== null && isDefect(at.move)) return true;
  }
  return false;
}

function isUnfinished({ begun, complete }: State): boolean {
  return begun && !complete;
}

export function isDefective({ node }: Party): boolean {
  return node !== null && isDefect(node.move!);
}

/** An explanation of everything so far, with the weight of all that say the same. */
export interface Explanation {
  readonly best: Hypothesis;
  /** Share of all weight, 0 to 1. */
  readonly share: number;
}

/** The heaviest of the groups into which `groupOf` puts the hypotheses; those without a group are in none. */
export function heaviest<Group>(
  hypotheses: readonly Hypothesis[],
  groupOf: (hypothesis: Hypothesis) => Group | null,
): Explanation | null {
  const groups = new Map<Group, { weight: number; best: Hypothesis }>();
  let total = 0;
  for (const hypothesis of hypotheses) {
    const weight = Math.exp(-hypothesis.cost);
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
  return first === undefined ? null : { best: first.best, share: first.weight / total };
}

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
}

/** @param isOver Whether nothing more can follow: then a part that is not complete by now has a mistake in it. */
export function holdBallot(root: TraceNode, hypotheses: readonly Hypothesis[], isOver = false): Ballot {
  const parties = new Map<TraceNode | null, Party>();
  let total = 0;
  let defects = 0;
  for (const hypothesis of hypotheses) {
    const node = firstAfter(root, hypothesis.node);
    const weight = Math.exp(-hypothesis.cost);
    total += weight;
    if (node === null ? isOver && isUnfinished(root.state) : isDefect(node.move!)) defects += weight;
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
  return { parties: [...parties.values()].sort((a, b) => b.share - a.share), defectShare: defects / total };
}

function isUnfinished({ begun, complete }: State): boolean {
  return begun && !complete;
}

export function isDefective({ node }: Party): boolean {
  return node !== null && isDefect(node.move!);
}

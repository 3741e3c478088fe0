// The end-of-part rules, in the manner of the endpointing rules of Kaldi (online2/online-endpoint.h). A part ends while
// nothing is being done, as soon as one rule holds. When the next part begins without a pause, `nextPartPosterior` decides.
import type { PartRules } from '../../contract/index.ts';
import { commitment, endpointing } from '../parameters.ts';

/** How the part stands in the likeliest hypothesis, while nothing is being done. */
export interface PartStanding {
  /** Posterior probability of that hypothesis. */
  readonly posterior: number;
  readonly idleSeconds: number;
  /** Nothing required is left. */
  readonly complete: boolean;
  /** Nothing optional is left either. */
  readonly final: boolean;
  /** Steps are outstanding that could still be put right. */
  readonly correctable: boolean;
  /** The last action has likely stopped and may go on. */
  readonly interrupted: boolean;
}

export type EndRuleName = 'finished' | 'correctable' | 'complete' | 'left';

/** A rule holds when all its conditions do; what it leaves out does not matter. */
interface EndRule {
  readonly name: EndRuleName;
  readonly end?: PartRules['end'];
  readonly complete?: true;
  readonly final?: true;
  readonly correctable?: boolean;
  readonly interrupted?: false;
  readonly leastPosterior: number;
  /** `timeout`: as the recipe says. */
  readonly leastIdleSeconds: number | 'timeout';
}

const { agreed } = commitment;
const { leastPosterior, finishedSeconds, correctableSeconds, undecidedSeconds } = endpointing;

// biome-ignore format: a table is read by its columns.
const endRules: readonly EndRule[] = [
  // All steps are done and right.
  { name: 'finished', end: 'lastStep', final: true, correctable: false, interrupted: false, leastPosterior: agreed, leastIdleSeconds: finishedSeconds },
  // The last step is done, but something before it was wrong or left out.
  { name: 'correctable', end: 'lastStep', final: true, correctable: true, interrupted: false, leastPosterior: agreed, leastIdleSeconds: correctableSeconds },
  // Something optional or the rest of the last step may still come, or the hypotheses do not agree.
  { name: 'complete', end: 'lastStep', complete: true, leastPosterior, leastIdleSeconds: undecidedSeconds },
  // Nobody works on the part any more.
  { name: 'left', leastPosterior, leastIdleSeconds: 'timeout' },
];

/** The first rule by which the part has ended; null when it goes on. */
export function endRuleFor(standing: PartStanding, part: PartRules): EndRuleName | null {
  return endRules.find((rule) => holds(rule, standing, part))?.name ?? null;
}

function holds(rule: EndRule, standing: PartStanding, { end, timeoutSeconds }: PartRules): boolean {
  const leastIdleSeconds = rule.leastIdleSeconds === 'timeout' ? timeoutSeconds : rule.leastIdleSeconds;
  return (
    (rule.end === undefined || rule.end === end) &&
    (rule.complete === undefined || standing.complete) &&
    (rule.final === undefined || standing.final) &&
    (rule.correctable === undefined || rule.correctable === standing.correctable) &&
    (rule.interrupted === undefined || rule.interrupted === standing.interrupted) &&
    standing.posterior >= rule.leastPosterior &&
    leastIdleSeconds !== null &&
    standing.idleSeconds >= leastIdleSeconds
  );
}

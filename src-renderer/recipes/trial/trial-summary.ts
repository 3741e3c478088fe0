// What a trial says: which verdicts would change, and which parts could not be judged. Pure.
import type { TrialOutcome, Verdict } from '../../../src-inference/contract/index.ts';
import type { TrialRow, TrialRun } from './trial-run.ts';

/** `notSeen`: by the draft, there is no part. */
type DraftVerdict = Verdict | 'notSeen';

export interface TrialChange {
  /** Such as `pass>fail`. */
  readonly key: string;
  readonly from: Verdict;
  readonly to: DraftVerdict;
  readonly rows: readonly TrialRow[];
}

export interface TrialSummary {
  readonly same: number;
  /** Those that end worse come first. */
  readonly changes: readonly TrialChange[];
  readonly noWindows: readonly TrialRow[];
  readonly otherModel: readonly TrialRow[];
}

/** The verdict that counts: a person's, else that of the checker. */
export function verdictThen({ part }: TrialRow): Verdict | null {
  return part.override?.verdict ?? part.verdict;
}

export function summarise({ rows }: Pick<TrialRun, 'rows'>): TrialSummary {
  const ofKind = (kind: TrialOutcome['kind']) => rows.filter(({ outcome }) => outcome.kind === kind);
  const groups = new Map<string, TrialChange>();
  let same = 0;
  for (const row of rows) {
    const [from, to] = [verdictThen(row), verdictNow(row)];
    if (from === null || to === null) continue;
    if (from === to) {
      same++;
      continue;
    }
    const key = `${from}>${to}`;
    const known = groups.get(key);
    groups.set(key, { key, from, to, rows: [...(known?.rows ?? []), row] });
  }
  return {
    same,
    changes: [...groups.values()].sort(
      (a, b) => badness(b.to) - badness(a.to) || badness(a.from) - badness(b.from),
    ),
    noWindows: ofKind('noWindows'),
    otherModel: ofKind('otherModel'),
  };
}

/** Null: it could not be judged. */
function verdictNow({ outcome }: TrialRow): DraftVerdict | null {
  if (outcome.kind === 'judged') return outcome.verdict;
  return outcome.kind === 'notSeen' ? 'notSeen' : null;
}

const order: readonly DraftVerdict[] = ['pass', 'warn', 'fail', 'notSeen'];

function badness(verdict: DraftVerdict): number {
  return order.indexOf(verdict);
}

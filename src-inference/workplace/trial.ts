// Trying out a draft on parts of the history: what each would be by it, from the windows that the journals keep.
import {
  type DryRunResult,
  type PartId,
  StationError,
  type TrialOutcome,
  type Verdict,
  worseVerdict,
} from '../contract/index.ts';
import type { Plan } from '../station/index.ts';
import { judgeWindows } from './dry-run.ts';
import type { History } from './history.ts';
import { Slices } from './slices.ts';

/** @param labels Of the model that is loaded. */
export async function tryOnParts(
  ids: readonly PartId[],
  plan: Plan,
  labels: number,
  history: Pick<History, 'readWindows'>,
): Promise<readonly TrialOutcome[]> {
  const slices = new Slices();
  const outcomes: TrialOutcome[] = [];
  for (const id of ids) {
    const { windows, ...known } = await windowsOf(id, history);
    if (windows.length === 0) outcomes.push({ id, kind: 'noWindows' });
    else if (windows.some(({ probabilities }) => probabilities.length !== labels)) {
      outcomes.push({ id, kind: 'otherModel' });
    } else outcomes.push(outcomeOf(id, await judgeWindows(windows, plan, known, slices)));
  }
  return outcomes;
}

function outcomeOf(id: PartId, { parts }: DryRunResult): TrialOutcome {
  const verdict = parts.reduce<Verdict | null>((worst, part) => worseVerdict(worst, part.verdict), null);
  if (verdict === null) return { id, kind: 'notSeen' };
  const steps = parts.flatMap((part) => part.steps);
  const problem = verdict === 'pass' ? null : (steps.find(({ severity }) => severity === verdict) ?? null);
  return { id, kind: 'judged', verdict, problem, parts: parts.length };
}

/** A part whose journal is gone has none. */
async function windowsOf(
  id: PartId,
  history: Pick<History, 'readWindows'>,
): ReturnType<History['readWindows']> {
  try {
    return await history.readWindows(id);
  } catch (thrown) {
    if (thrown instanceof StationError && thrown.code === 'part_not_found')
      return { windows: [], mark: null, endSeconds: null };
    throw thrown;
  }
}

// Measures the checker on simulated parts under one condition, and beside it the limit: the offline decoder that knows how long
// actions really take under this condition and how the network really errs.
import { usualThresholds } from '../../checker/index.ts';
import { StationError, type StressOptions, type StressRow, type WindowScores } from '../../contract/index.ts';
import type { Recipe } from '../../recipe/index.ts';
import { seeOnline, seeWhole } from '../seen-part.ts';
import type { SimulatedPart } from '../simulated-part.ts';
import { createTaughtLine } from '../taught-line.ts';
import { createVerdictCounts, verdictIntervals, verdictRates } from '../verdict-counts.ts';
import { type Condition, conditions } from './conditions.ts';

/** @throws StationError `usage` for a condition that is not there. */
export function stress(options: Omit<StressOptions, 'recipe'> & { readonly recipe: Recipe }): StressRow {
  const { accuracy, parts } = options;
  const condition = conditionOf(options.condition);
  const withLimit = options.withLimit && condition.hasLimit;
  const { failAbove } = usualThresholds;
  const line = createTaughtLine({ ...options, condition });
  const real = withLimit ? line.measureReal() : null;
  const verdicts = createVerdictCounts();
  const limit = createVerdictCounts();
  let batches = 0;
  let joined = 0;
  for (let number = 0; number < parts; number++) {
    const { part, windows } = line.part(number);
    const kind = part.mistake === null ? 'good' : 'bad';
    const watched = condition.opened === 'inTheMiddle' ? fromTheMiddle(part, windows) : windows;
    const mayJoin = condition.opened !== null;
    const seen = seeOnline(line.recipe, line.known, watched, 'alignment', failAbove, mayJoin);
    if (seen.joined) joined++;
    verdicts[kind][seen.verdict]++;
    if (seen.told.some(({ step }) => step.reason?.kind === 'twoParts')) batches++;
    if (real !== null) limit[kind][seeWhole(line.recipe, real, windows, condition.pace, failAbove)]++;
  }
  return {
    condition: condition.name,
    id: condition.id,
    accuracy,
    parts,
    ...verdictRates(verdicts),
    intervals: verdictIntervals(verdicts),
    toldAsJoined: condition.opened === null ? null : joined / Math.max(parts, 1),
    toldAsBatch: condition.pace.partsAtOnce > 1 ? batches / Math.max(parts, 1) : null,
    limit: real === null ? null : verdictRates(limit),
  };
}

/** From the middle of the action in the middle of the part on. */
function fromTheMiddle(
  { actions }: SimulatedPart,
  windows: readonly WindowScores[],
): readonly WindowScores[] {
  const { startSeconds, endSeconds } = actions[Math.floor(actions.length / 2)]!;
  const opened = (startSeconds + endSeconds) / 2;
  return windows.filter((window) => window.startSeconds >= opened);
}

function conditionOf(id: string): Condition {
  const found = conditions.find((condition) => condition.id === id);
  if (found !== undefined) return found;
  throw new StationError('usage', `There is no condition "${id}".`, {
    hint: `The conditions are: ${conditions.map((condition) => condition.id).join(', ')}.`,
  });
}

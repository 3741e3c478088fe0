// Measures a policy on simulated parts: how many good parts it fails, how many bad parts it passes, and how soon it tells.
import { usualThresholds } from '../checker/index.ts';
import type { JudgedStep, SimulationOptions, SimulationRow } from '../contract/index.ts';
import type { Recipe } from '../recipe/index.ts';
import { countSame, createCounts, editScore, mean, quantile, ratesOf } from './scores.ts';
import { type SeenPart, seeOnline, seeWhole } from './seen-part.ts';
import { type SimulatedPart, usualPace } from './simulated-part.ts';
import { conditions } from './stress/conditions.ts';
import { createTaughtLine } from './taught-line.ts';
import { createVerdictCounts, verdictRates } from './verdict-counts.ts';

export interface SimulatedLine extends Omit<SimulationOptions, 'recipe'> {
  readonly recipe: Recipe;
}

/** Under the usual condition, with steps of `stepSeconds`. The checker knows the network as it was measured on the recordings. */
export function simulate(options: SimulatedLine): SimulationRow {
  const { accuracy, policy, parts, recordings, stepSeconds } = options;
  const failAbove = options.failAbove ?? usualThresholds.failAbove;
  const pace = { ...usualPace, actionSeconds: stepSeconds };
  const condition = { ...conditions[0]!, pace, recordedPace: pace };
  const line = createTaughtLine({ ...options, condition, measured: recordings > 0 });
  const network = policy === 'wholePart' ? line.measureReal() : line.known;
  const verdicts = createVerdictCounts();
  const steps = createCounts();
  const edits: number[] = [];
  const delays: number[] = [];
  for (let number = 0; number < parts; number++) {
    const { part, windows } = line.part(number);
    const group = part.mistake === null ? verdicts.good : verdicts.bad;
    if (policy === 'wholePart') {
      group[seeWhole(line.recipe, network, windows, pace, failAbove)]++;
      continue;
    }
    const seen = seeOnline(line.recipe, network, windows, policy, failAbove);
    group[seen.verdict]++;
    const delay = delaySeconds(seen, part);
    if (delay !== null) delays.push(delay);
    const marks = (all: readonly Pick<JudgedStep, 'index' | 'status'>[]): string[] =>
      all.map(({ index, status }) => `${index ?? 'extra'} ${status}`);
    countSame(steps, marks(part.truth), marks(seen.steps));
    edits.push(
      editScore(
        part.actions.map(({ label }) => label),
        labelsByTime(seen.steps),
      ),
    );
  }
  return {
    accuracy,
    policy,
    ...verdictRates(verdicts),
    stepF1: edits.length === 0 ? null : ratesOf(steps).f1,
    editScore: edits.length === 0 ? null : mean(edits),
    delaySeconds: { p50: quantile(delays, 0.5), p95: quantile(delays, 0.95) },
  };
}

/** From the end of the wrong action to the first judgement that is not `pass`; null when there was none. */
function delaySeconds({ told }: SeenPart, { mistake }: SimulatedPart): number | null {
  if (mistake === null) return null;
  const alarm = told.find(
    ({ step, toldSeconds }) => step.severity !== 'pass' && toldSeconds >= mistake.startSeconds,
  );
  return alarm === undefined ? null : alarm.toldSeconds - mistake.endSeconds;
}

function labelsByTime(steps: readonly JudgedStep[]): string[] {
  return steps
    .filter(({ label, startSeconds }) => label !== null && startSeconds !== null)
    .sort((a, b) => a.startSeconds! - b.startSeconds!)
    .map(({ label }) => label!);
}

// Measures a policy on simulated parts: how many good parts it fails, how many bad parts it passes, and how soon it tells.
import { createChecker, type KnownDurations, mistakeProbability, usualThresholds } from '../checker/index.ts';
import {
  type JudgedStep,
  type PolicyName,
  type SequenceEvent,
  type SimulationOptions,
  type SimulationRow,
  type Verdict,
  type WindowScores,
  worseVerdict,
} from '../contract/index.ts';
import type { Recipe } from '../recipe/index.ts';
import { createRandom, type Random } from './random.ts';
import { countSame, createCounts, editScore, mean, quantile, ratesOf } from './scores.ts';
import { drawNetwork, type SimulatedNetwork, watchPart } from './simulated-network.ts';
import {
  medianSeconds,
  mistakeKinds,
  type Pace,
  type SimulatedPart,
  simulatePart,
  usualPace,
} from './simulated-part.ts';

export interface SimulatedLine extends Omit<SimulationOptions, 'recipe'> {
  readonly recipe: Recipe;
}

/** One part in five has a mistake. */
const mistakeShare = 0.2;
const background = 'no_action';

export function simulate(options: SimulatedLine): SimulationRow {
  const { accuracy, policy, parts, seed, recordings, stepSeconds } = options;
  const failAbove = options.failAbove ?? usualThresholds.failAbove;
  const pace = { ...usualPace, actionSeconds: stepSeconds };
  const labels = [background, ...new Set(options.recipe.steps.map(({ label }) => label))];
  const recipe = withTypicalTimes(options.recipe, labels, pace, recordings, createRandom(seed + 1));
  const network = drawNetwork(labels, background, accuracy, createRandom(seed));
  const steps = createCounts();
  const edits: number[] = [];
  const delays: number[] = [];
  const good = { count: 0, failed: 0, warned: 0 };
  const bad = { count: 0, passed: 0, warned: 0 };
  for (let number = 0; number < parts; number++) {
    // Every policy sees the same parts and windows.
    const random = createRandom(seed * 1_000_003 + number);
    const isBad = random.uniform() < mistakeShare;
    const kind = isBad ? mistakeKinds[random.below(mistakeKinds.length)]! : null;
    const part = simulatePart(recipe, labels, kind, pace, random);
    const windows = watchPart(part, network, random);
    const seen =
      policy === 'wholePart'
        ? seeWhole(recipe, network, windows, pace, failAbove)
        : seeOnline(recipe, network, windows, part, policy, failAbove);
    if (isBad) {
      bad.count++;
      if (seen.verdict === 'pass') bad.passed++;
      if (seen.verdict === 'warn') bad.warned++;
      if (seen.delaySeconds !== null) delays.push(seen.delaySeconds);
    } else {
      good.count++;
      if (seen.verdict === 'fail') good.failed++;
      if (seen.verdict === 'warn') good.warned++;
    }
    if (seen.steps === null) continue;
    const marks = (all: readonly Pick<JudgedStep, 'index' | 'status'>[]): string[] =>
      all.map(({ index, status }) => `${index ?? 'extra'} ${status}`);
    countSame(steps, marks(part.truth), marks(seen.steps));
    edits.push(
      editScore(
        part.actions.map(({ label }) => label),
        seen.labels,
      ),
    );
  }
  return {
    accuracy,
    policy,
    goodFailed: good.failed / Math.max(good.count, 1),
    goodWarned: good.warned / Math.max(good.count, 1),
    badPassed: bad.passed / Math.max(bad.count, 1),
    badWarned: bad.warned / Math.max(bad.count, 1),
    stepF1: edits.length === 0 ? null : ratesOf(steps).f1,
    editScore: edits.length === 0 ? null : mean(edits),
    delaySeconds: { p50: quantile(delays, 0.5), p95: quantile(delays, 0.95) },
  };
}

/** The recipe with `typicalSeconds`, as `stepwatch recipe learn` would write it from a few good parts. */
function withTypicalTimes(
  recipe: Recipe,
  labels: readonly string[],
  pace: Pace,
  recordings: number,
  random: Random,
): Recipe {
  const seconds = new Map<string, number[]>();
  for (let number = 0; number < recordings; number++) {
    for (const { label, startSeconds, endSeconds } of simulatePart(recipe, labels, null, pace, random)
      .actions) {
      seconds.set(label, [...(seconds.get(label) ?? []), endSeconds - startSeconds]);
    }
  }
  const typical = (label: string): number | null => quantile(seconds.get(label) ?? [], 0.5);
  return {
    ...recipe,
    steps: recipe.steps.map((step) => ({
      ...step,
      typicalSeconds: step.typicalSeconds ?? typical(step.label),
    })),
  };
}

interface SeenPart {
  readonly verdict: Verdict;
  /** From the end of the wrong action to the first judgement that is not `pass`; null when there was none. */
  readonly delaySeconds: number | null;
  readonly steps: readonly JudgedStep[] | null;
  /** The labels of the judged actions, by time. */
  readonly labels: readonly string[];
}

function seeOnline(
  recipe: Recipe,
  network: SimulatedNetwork,
  windows: Iterable<WindowScores>,
  part: SimulatedPart,
  policy: PolicyName,
  failAbove: number,
): SeenPart {
  const checker = createChecker(recipe, network, { policy, failAbove });
  const steps: JudgedStep[] = [];
  let verdict: Verdict | null = null;
  let alarmSeconds: number | null = null;
  let seconds = 0;
  const take = (events: readonly SequenceEvent[]): void => {
    for (const event of events) {
      if (event.type === 'stepJudged' && event.step.severity !== 'pass' && part.mistake !== null) {
        if (seconds >= part.mistake.startSeconds) alarmSeconds ??= seconds;
      }
      if (event.type !== 'partEnded') continue;
      steps.push(...event.steps);
      verdict = worseVerdict(verdict, event.verdict);
    }
  };
  for (const window of windows) {
    seconds = window.endSeconds;
    take(checker.push(window));
  }
  take(checker.finish());
  const timed = steps.filter(({ label, startSeconds }) => label !== null && startSeconds !== null);
  return {
    // There was a part: to see none is to fail it.
    verdict: verdict ?? 'fail',
    delaySeconds:
      part.mistake === null || alarmSeconds === null ? null : alarmSeconds - part.mistake.endSeconds,
    steps,
    labels: timed.sort((a, b) => a.startSeconds! - b.startSeconds!).map(({ label }) => label!),
  };
}

function seeWhole(
  recipe: Recipe,
  network: SimulatedNetwork,
  windows: Iterable<WindowScores>,
  pace: Pace,
  failAbove: number,
): SeenPart {
  const { labels } = network;
  const durations: KnownDurations = {
    actions: new Map(
      labels.map((label) => [
        label,
        { typicalSeconds: medianSeconds(labels, label, pace), spread: pace.actionSpread },
      ]),
    ),
    pause: { typicalSeconds: pace.pauseSeconds, spread: pace.pauseSpread },
  };
  const mistaken = mistakeProbability(recipe, network, durations, windows);
  const verdict = mistaken >= failAbove ? 'fail' : mistaken >= usualThresholds.warnAbove ? 'warn' : 'pass';
  return { verdict, delaySeconds: null, steps: null, labels: [] };
}

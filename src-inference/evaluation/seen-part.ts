// What a policy says of the windows of one simulated part.
import { createChecker, type KnownDurations, mistakeProbability, usualThresholds } from '../checker/index.ts';
import {
  type JudgedStep,
  type PolicyName,
  type RecognitionModel,
  type SequenceEvent,
  type Verdict,
  type WindowScores,
  worseVerdict,
} from '../contract/index.ts';
import type { Recipe } from '../recipe/index.ts';
import { medianSeconds, type Pace } from './simulated-part.ts';

/** A judgement, and when it was told. */
export interface ToldStep {
  readonly step: JudgedStep;
  readonly toldSeconds: number;
}

export interface SeenPart {
  readonly verdict: Verdict;
  /** The latest judgements of all steps, part after part. */
  readonly steps: readonly JudgedStep[];
  /** All judgements as they came. */
  readonly told: readonly ToldStep[];
  /** Whether it was told that its beginning was not seen. */
  readonly joined: boolean;
}

export function seeOnline(
  recipe: Recipe,
  network: RecognitionModel,
  windows: Iterable<WindowScores>,
  policy: PolicyName,
  failAbove: number,
  mayJoin = false,
): SeenPart {
  const checker = createChecker(recipe, network, { policy, failAbove, mayJoin });
  const steps: JudgedStep[] = [];
  const told: ToldStep[] = [];
  let verdict: Verdict | null = null;
  let toldSeconds = 0;
  let joined = false;
  const take = (events: readonly SequenceEvent[]): void => {
    for (const event of events) {
      if (event.type === 'partJoined') joined = true;
      if (event.type === 'stepJudged') told.push({ step: event.step, toldSeconds });
      if (event.type !== 'partEnded') continue;
      steps.push(...event.steps);
      verdict = worseVerdict(verdict, event.verdict);
    }
  };
  for (const window of windows) {
    toldSeconds = window.endSeconds;
    take(checker.push(window));
  }
  take(checker.finish());
  // There was a part: to see none is to fail it.
  return { verdict: verdict ?? 'fail', steps, told, joined };
}

/** The limit: it knows how long actions really take, and sees the whole part before it judges. */
export function seeWhole(
  recipe: Recipe,
  network: RecognitionModel,
  windows: Iterable<WindowScores>,
  pace: Pace,
  failAbove: number,
): Verdict {
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
  if (mistaken >= failAbove) return 'fail';
  return mistaken >= usualThresholds.warnAbove ? 'warn' : 'pass';
}

// What the checker of a station would say of the windows of a whole video.
import { type CheckerSettings, createChecker } from '../checker/index.ts';
import {
  type JudgedStep,
  type LabelledAction,
  type NetworkChoice,
  type Verdict,
  type WindowScores,
  worseVerdict,
} from '../contract/index.ts';
import { type ModelCard, recognitionModelOf } from '../model/index.ts';
import type { Recipe } from '../recipe/index.ts';

export interface JudgedVideo {
  /** Of all parts, one part after the other. */
  readonly steps: readonly JudgedStep[];
  /** The worst of all parts. A video without any part has failed, as it does in `check`. */
  readonly verdict: Verdict;
}

/** @param network The network that gave the windows. */
export function judgeVideo(
  windows: readonly WindowScores[],
  recipe: Recipe,
  card: ModelCard,
  network: Pick<NetworkChoice, 'precision' | 'target'>,
  settings: CheckerSettings = {},
): JudgedVideo {
  const checker = createChecker(recipe, recognitionModelOf(card, network), settings);
  const events = [...windows.flatMap((window) => checker.push(window)), ...checker.finish()];
  const parts = events.filter((event) => event.type === 'partEnded');
  const verdict = parts.reduce<Verdict | null>((worst, part) => worseVerdict(worst, part.verdict), null);
  return { steps: parts.flatMap(({ steps }) => steps), verdict: verdict ?? 'fail' };
}

/** The actions that were seen, by time. */
export function actionsOf(steps: readonly JudgedStep[]): readonly LabelledAction[] {
  return steps
    .flatMap(({ label, startSeconds, endSeconds }) =>
      label !== null && startSeconds !== null && endSeconds !== null
        ? [{ label, startSeconds, endSeconds }]
        : [],
    )
    .sort((a, b) => a.startSeconds - b.startSeconds);
}

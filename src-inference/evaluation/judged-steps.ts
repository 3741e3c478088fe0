// What the checker makes of a video's windows: the steps that were done, and the verdict.

import { createChecker } from '../checker/index.ts';
import type { SequenceEvent, Verdict, WindowScores } from '../contract/index.ts';
import { verdicts } from '../contract/index.ts';
import type { Recipe } from '../recipe/index.ts';
import type { Action } from './labels.ts';

export interface JudgedSteps {
  readonly actions: readonly Action[];
  readonly verdict: Verdict;
}

export function judgeVideo(
  windows: readonly WindowScores[],
  recipe: Recipe,
  labels: readonly string[],
  background: string | null,
): JudgedSteps {
  const checker = createChecker(recipe, { labels, background });
  const events: SequenceEvent[] = windows.flatMap((scores) => [...checker.push(scores)]);
  events.push(...checker.finish());
  const parts = events.filter((event) => event.type === 'partEnded');
  const actions = parts
    .flatMap(({ steps }) => steps)
    .flatMap(({ label, startSeconds, endSeconds }) =>
      label !== null && startSeconds !== null && endSeconds !== null
        ? [{ label, startSeconds, endSeconds }]
        : [],
    )
    .sort((a, b) => a.startSeconds - b.startSeconds);
  // A video in which no part was seen has failed, as a check of it has.
  const worst = Math.max(
    ...parts.map(({ verdict }) => verdicts.indexOf(verdict)),
    parts.length === 0 ? 2 : 0,
  );
  return { actions, verdict: verdicts[worst]! };
}

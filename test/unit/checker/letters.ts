// Work as letters. Each letter is an action of 2 s followed by 1 s of nothing, `|` is a pause of 12 s. There is no noise.

import { type CheckerSettings, createChecker } from '../../../src-inference/checker/index.ts';
import type { JudgedStep, SequenceEvent, WindowScores } from '../../../src-inference/contract/index.ts';
import type { Recipe } from '../../../src-inference/recipe/index.ts';

export const background = '-';
/** Something is done that is none of the labels: all are as likely. */
export const unknown = '?';
export const letters = [background, ...'abcdefouxyz'];
export const hopSeconds = 0.25;
const actionSeconds = 2;
const pauseSeconds = 1;
const longPauseSeconds = 12;

export interface Stretch {
  readonly label: string;
  readonly seconds: number;
}

/** The actions of a text of letters, with their times. */
export function stretchesOf(work: string): Stretch[] {
  const stretches: Stretch[] = [{ label: background, seconds: 1 }];
  for (const letter of work) {
    if (letter === '|') stretches.push({ label: background, seconds: longPauseSeconds });
    else {
      stretches.push({ label: letter, seconds: actionSeconds }, { label: background, seconds: pauseSeconds });
    }
  }
  return stretches;
}

/** Windows of 1 s. Each gives the action in its middle a probability of 0.98. */
export function* windowsOf(
  stretches: readonly Stretch[],
  labels: readonly string[] = letters,
  sure = 0.98,
): Generator<WindowScores> {
  let number = 0;
  let until = 0;
  for (const { label, seconds } of stretches) {
    until += seconds;
    for (; number * hopSeconds < until - 1e-9; number++) {
      const middle = number * hopSeconds;
      const other = (1 - sure) / (labels.length - 1);
      yield {
        startSeconds: middle - 0.5,
        endSeconds: middle + 0.5,
        probabilities: labels.map((name) =>
          label === unknown ? 1 / labels.length : name === label ? sure : other,
        ),
      };
    }
  }
}

export function watch(
  recipe: Recipe,
  work: string | readonly Stretch[],
  { labels = letters, ...settings }: CheckerSettings & { readonly labels?: readonly string[] } = {},
): SequenceEvent[] {
  const checker = createChecker(recipe, { labels, background, confusion: null }, settings);
  const stretches = typeof work === 'string' ? stretchesOf(work) : work;
  const events = [...windowsOf(stretches, labels)].flatMap((window) => checker.push(window));
  return [...events, ...checker.finish()];
}

/** One line for each part, such as `fail 1 2missed 3 4`. */
export function told(events: readonly SequenceEvent[]): string[] {
  return events.flatMap((event) =>
    event.type === 'partEnded' ? [[event.verdict, ...event.steps.map(mark)].join(' ')] : [],
  );
}

function mark({ index, label, status }: JudgedStep): string {
  return status === 'ok' ? String(index) : `${index ?? ''}${status}${label === null ? '' : `:${label}`}`;
}

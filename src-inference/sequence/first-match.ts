// Policies for comparison, which never look back: a change of the label that is seen is a step, and is compared with the
// expected one at once. `firstMatch`, the published behaviour of RidgeRun's demo, sees the likeliest label of a window when
// it is above a threshold; `majority` the one that led in most of the last windows.
import type { Checker, SequenceEvent, WindowScores } from '../contract/index.ts';
import { createPartRecord, expectedAt } from './part-record.ts';
import type { Recipe } from './recipe.ts';
import type { Segment } from './segmenter.ts';
import * as judgement from './step-judgement.ts';

const threshold = 0.5;
/** The label that led in more than half of so many windows is elected. */
const votingWindows = 4;

/** What is being done in a window; null: nothing that can be named. */
type See = (window: WindowScores) => Segment | null;

export function createFirstMatch(
  recipe: Recipe,
  labels: readonly string[],
  background: string | null,
): Checker {
  return createPointer(recipe, background, (window) => {
    const action = leadingAction(window, labels);
    return action.probability < threshold ? null : action;
  });
}

export function createMajority(
  recipe: Recipe,
  labels: readonly string[],
  background: string | null,
): Checker {
  let recent: readonly Segment[] = [];
  return createPointer(recipe, background, (window) => {
    const leading = leadingAction(window, labels);
    recent = [...recent, leading].slice(-votingWindows);
    const votes = recent.filter(({ label }) => label === leading.label);
    if (votes.length * 2 <= votingWindows) return null;
    const probability = votes.reduce((sum, vote) => sum + vote.probability, 0) / votes.length;
    return { ...leading, startSeconds: votes[0]!.startSeconds, probability };
  });
}

function createPointer(recipe: Recipe, background: string | null, see: See): Checker {
  const part = createPartRecord(recipe);
  const end = recipe.steps.length;
  let position = 0;
  let lastLabel: string | null = null;
  let seconds = 0;

  const endPart = (): readonly SequenceEvent[] => {
    const left = Array.from({ length: end - position }, (_, index) => position + index);
    position = 0;
    return part.end(
      seconds,
      left.filter((at) => !recipe.steps[at]!.optional),
    );
  };

  return {
    push(window) {
      seconds = window.endSeconds;
      const action = see(window);
      if (action === null || action.label === lastLabel) return [];
      lastLabel = action.label;
      if (action.label === background) return [];
      const { startSeconds: atSeconds, label } = action;
      const events: SequenceEvent[] = part.open ? [] : [part.start(atSeconds)];
      const step = recipe.steps[position]!;
      const expected = expectedAt(recipe, position);
      events.push({ type: 'actionStarted', part: part.number, atSeconds, label, expected });
      position++;
      const judged =
        label === step.label ? judgement.recognised(step, action) : judgement.wrong(step, action);
      events.push(part.judge(judged, position));
      return position === end ? [...events, ...endPart()] : events;
    },
    mark: () => [],
    finish: () => (part.open ? endPart() : []),
  };
}

function leadingAction(window: WindowScores, labels: readonly string[]): Segment {
  const probability = Math.max(...window.probabilities);
  const { startSeconds, endSeconds } = window;
  const label = labels[window.probabilities.indexOf(probability)]!;
  const probabilities = new Map(labels.map((name, index) => [name, window.probabilities[index]!]));
  return { label, startSeconds, endSeconds, probability, probabilities, windows: 1, faintBefore: new Map() };
}

// The policy `firstMatch`, the published behaviour of RidgeRun's demo, for comparison: a change of label above a
// threshold is a step, and is compared with the expected one at once. It never looks back.
import type { Checker, SequenceEvent, WindowScores } from '../contract/index.ts';
import { createPartRecord, expectedAt } from './part-record.ts';
import type { Recipe } from './recipe.ts';
import type { Segment } from './segmenter.ts';
import * as judgement from './step-judgement.ts';

const threshold = 0.5;

export function createFirstMatch(
  recipe: Recipe,
  labels: readonly string[],
  background: string | null,
): Checker {
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
      const action = surestAction(window, labels);
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

function surestAction(window: WindowScores, labels: readonly string[]): Segment | null {
  const probability = Math.max(...window.probabilities);
  if (probability < threshold) return null;
  const { startSeconds, endSeconds } = window;
  const label = labels[window.probabilities.indexOf(probability)]!;
  const probabilities = new Map(labels.map((name, index) => [name, window.probabilities[index]!]));
  return { label, startSeconds, endSeconds, probability, probabilities, windows: 1, faintBefore: new Map() };
}

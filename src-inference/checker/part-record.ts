// Keeps the part that is being put together, and words what happens to it as events.
import { type ExpectedStep, isSameStep, type JudgedStep, type SequenceEvent } from '../contract/index.ts';
import type { Recipe } from '../recipe/index.ts';
import { type Judgement, verdictOf } from './step-judgement.ts';

export interface PartRecord {
  /** Whether a part is on the bench. */
  readonly open: boolean;
  /** 1-based within the run; 0 before the first. */
  readonly number: number;
  /** The last word on every judged step, in the order in which they were first judged. */
  readonly steps: readonly JudgedStep[];
  start(atSeconds: number, code?: string | null): SequenceEvent;
  /** `nextPosition` (0-based) is what the recipe asks for next; null when nothing is left. */
  judge(judgement: Judgement, nextPosition: number | null): SequenceEvent;
  end(atSeconds: number): SequenceEvent;
}

export function expectedAt(recipe: Recipe, position: number | null): ExpectedStep | null {
  const step = position === null ? undefined : recipe.steps[position];
  return step === undefined ? null : { index: step.index, label: step.label };
}

export function createPartRecord(recipe: Recipe): PartRecord {
  let number = 0;
  let open = false;
  let steps: JudgedStep[] = [];

  return {
    get open() {
      return open;
    },
    get number() {
      return number;
    },
    get steps() {
      return steps;
    },
    start(atSeconds, code = null) {
      number++;
      open = true;
      steps = [];
      return { type: 'partStarted', part: number, atSeconds, code };
    },
    judge({ step, amends }, nextPosition) {
      const replaced = amends ? steps.findIndex((known) => isSameStep(known, step)) : -1;
      if (replaced >= 0) steps[replaced] = step;
      else steps.push(step);
      const next = expectedAt(recipe, nextPosition);
      return { type: 'stepJudged', part: number, step, amends: replaced >= 0, next };
    },
    end(atSeconds) {
      open = false;
      const judged = inOrder(steps);
      const starts = judged.flatMap(({ startSeconds }) => startSeconds ?? []);
      const ends = judged.flatMap(({ endSeconds }) => endSeconds ?? []);
      return {
        type: 'partEnded',
        part: number,
        atSeconds,
        verdict: verdictOf(judged),
        cycleSeconds: starts.length === 0 ? null : Math.max(...ends) - Math.min(...starts),
        steps: judged,
      };
    },
  };
}

/** By the order of the recipe; what it does not ask for stays behind what it followed. */
function inOrder(steps: readonly JudgedStep[]): JudgedStep[] {
  let last = 0;
  const placed = steps.map((step) => {
    last = step.index ?? last;
    return { step, place: last };
  });
  return placed.sort((a, b) => a.place - b.place).map(({ step }) => step);
}

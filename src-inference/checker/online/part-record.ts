// The record of the part in progress: its number, its judged steps, and the events that tell of them.
import {
  isSameStep,
  type JudgedStep,
  type SequenceEvent,
  type Verdict,
  worseVerdict,
} from '../../contract/index.ts';
import { namedSteps, type Recipe } from '../../recipe/index.ts';
import type { Judgement } from '../judgement/judgement.ts';

export interface PartRecord {
  /** Whether a part is in progress. */
  readonly isOpen: boolean;
  /** 1-based within the run; 0 before the first. */
  readonly number: number;
  /** The latest judgement of each step, in the order in which the steps were first judged. */
  readonly steps: readonly JudgedStep[];
  /** @param next The steps (0-based) that may be done next, here and below; the one that is asked for first. */
  start(atSeconds: number, code: string | null, next: readonly number[]): SequenceEvent;
  /** @returns Nothing for a swap that was told while it was in progress: its times are in the steps of the end. */
  judge(judgement: Judgement, next: readonly number[]): SequenceEvent[];
  end(atSeconds: number): SequenceEvent;
}

export function createPartRecord(recipe: Recipe): PartRecord {
  let number = 0;
  let isOpen = false;
  let steps: JudgedStep[] = [];

  return {
    get isOpen() {
      return isOpen;
    },
    get number() {
      return number;
    },
    get steps() {
      return steps;
    },
    start(atSeconds, code, next) {
      number++;
      isOpen = true;
      steps = [];
      const mayFollow = namedSteps(recipe, next);
      return { type: 'partStarted', part: number, atSeconds, code, mayFollow };
    },
    judge({ step, amends }, next) {
      const replaced = amends ? steps.findIndex((known) => isSameStep(known, step)) : -1;
      const isTold = step.status === 'swapped' && steps[replaced]?.status === 'swapped';
      if (replaced >= 0) steps[replaced] = step;
      else steps.push(step);
      if (isTold) return [];
      const mayFollow = namedSteps(recipe, next);
      const [first = null] = mayFollow;
      return [{ type: 'stepJudged', part: number, step, amends: replaced >= 0, next: first, mayFollow }];
    },
    end(atSeconds) {
      isOpen = false;
      const judged = inOrder(steps);
      const starts = judged.flatMap(({ startSeconds }) => startSeconds ?? []);
      const ends = judged.flatMap(({ endSeconds }) => endSeconds ?? []);
      return {
        type: 'partEnded',
        part: number,
        atSeconds,
        verdict: judged.reduce<Verdict>((worst, { severity }) => worseVerdict(worst, severity), 'pass'),
        cycleSeconds: starts.length === 0 ? null : Math.max(...ends) - Math.min(...starts),
        steps: judged,
      };
    },
  };
}

/** In the order of the recipe; an action that it does not ask for stays behind the step that it followed. */
function inOrder(steps: readonly JudgedStep[]): JudgedStep[] {
  let last = 0;
  const placed = steps.map((step) => {
    last = step.index ?? last;
    return { step, order: last };
  });
  return placed.sort((a, b) => a.order - b.order).map(({ step }) => step);
}

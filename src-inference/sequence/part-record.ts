// Keeps the part that is being put together, and words what happens to it as events.
import type { ExpectedStep, JudgedStep, SequenceEvent } from '../contract/index.ts';
import type { Recipe } from './recipe.ts';
import { missed, verdictOf } from './step-judgement.ts';

export interface PartRecord {
  /** Whether a part is on the bench. */
  readonly open: boolean;
  /** 1-based within the run; 0 before the first. */
  readonly number: number;
  start(atSeconds: number): SequenceEvent;
  /** `nextPosition` (0-based) is where the recipe goes on. */
  judge(step: JudgedStep, nextPosition: number): SequenceEvent;
  /** Steps at `left` (0-based positions) were not done. */
  end(atSeconds: number, left: readonly number[]): readonly SequenceEvent[];
}

export function expectedAt(recipe: Recipe, position: number): ExpectedStep | null {
  const step = recipe.steps[position];
  return step === undefined ? null : { index: step.index, label: step.label };
}

export function createPartRecord(recipe: Recipe): PartRecord {
  let number = 0;
  let steps: JudgedStep[] | null = null;

  const judge: PartRecord['judge'] = (step, nextPosition) => {
    steps?.push(step);
    return { type: 'stepJudged', part: number, step, amends: false, next: expectedAt(recipe, nextPosition) };
  };

  return {
    get open() {
      return steps !== null;
    },
    get number() {
      return number;
    },
    start(atSeconds) {
      number++;
      steps = [];
      return { type: 'partStarted', part: number, atSeconds, code: null };
    },
    judge,
    end(atSeconds, left) {
      const events = left.map((position, order) =>
        judge(missed(recipe.steps[position]!), left[order + 1] ?? recipe.steps.length),
      );
      const judged = steps ?? [];
      steps = null;
      return [
        ...events,
        {
          type: 'partEnded',
          part: number,
          atSeconds,
          verdict: verdictOf(judged),
          cycleSeconds: null,
          steps: judged,
        },
      ];
    },
  };
}

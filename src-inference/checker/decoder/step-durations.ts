// How long each action and each pause takes with a recipe: from `typicalSeconds`, from the limits of a step, or as usual.
import type { Recipe, RecipeStep } from '../../recipe/index.ts';
import type { State } from '../automaton/state.ts';
import type { LabelTable } from '../labels.ts';
import { type Duration, durations } from '../parameters.ts';
import {
  actionSurvival,
  betweenPartsSurvival,
  createHazard,
  type HazardCosts,
  pauseSurvival,
} from './duration-model.ts';

/** True durations, which a simulation knows; they come before those of the recipe. */
export interface KnownDurations {
  /** By label; others are as usual. */
  readonly actions: ReadonlyMap<string, Duration>;
  readonly pause: Duration;
}

export interface StepDurations {
  actionHazard(label: number, ageSeconds: number, hopSeconds: number): HazardCosts;
  /** Of doing nothing in this state. */
  pauseHazard(state: State, ageSeconds: number, hopSeconds: number): HazardCosts;
}

export function createStepDurations(
  { steps }: Recipe,
  { names }: LabelTable,
  known: KnownDurations | null,
): StepDurations {
  const hazards = names.map((name) =>
    createHazard(actionSurvival(known?.actions.get(name) ?? durationOf(name, steps))),
  );
  const pause = createHazard(pauseSurvival(known?.pause ?? durations.pause));
  const betweenParts = createHazard(betweenPartsSurvival);
  return {
    actionHazard: (label, age, hop) => hazards[label]!(age, hop),
    pauseHazard: (state, age, hop) => (isUnderWay(state) ? pause : betweenParts)(age, hop),
  };
}

/** Whoever has just left something out, or done it wrong, goes on with the part though its last step is done. */
function isUnderWay({ begun, complete, outstanding }: State): boolean {
  return begun && (!complete || outstanding.some(({ isLatest }) => isLatest));
}

function durationOf(label: string, steps: readonly RecipeStep[]): Duration {
  const ofLabel = steps.filter((step) => step.label === label);
  const typical = ofLabel.find(({ typicalSeconds }) => typicalSeconds !== null)?.typicalSeconds ?? null;
  return typical === null
    ? withinLimits(ofLabel[0])
    : { typicalSeconds: typical, spread: durations.knownSpread };
}

/** The limits of a step tell something about its usual duration too. */
function withinLimits(step: RecipeStep | undefined): Duration {
  const { unknownAction, leastOfMinSeconds, mostOfMaxSeconds } = durations;
  const min = step?.minSeconds ?? step?.holdSeconds ?? 0;
  const max = step?.maxSeconds ?? Number.POSITIVE_INFINITY;
  const { typicalSeconds, spread } = unknownAction;
  return {
    typicalSeconds: Math.min(
      Math.max(typicalSeconds, leastOfMinSeconds * min),
      Math.max(mostOfMaxSeconds * max, min),
    ),
    spread,
  };
}

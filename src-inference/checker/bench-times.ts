// What the beam must know of a bench: how long each action takes, and what may come next.

import type { Recipe, RecipeStep } from '../recipe/index.ts';
import type { BeamModel } from './beam.ts';
import {
  actionSurvival,
  anyAction,
  betweenParts,
  createPrices,
  type Duration,
  knownSpread,
  pauseSurvival,
  type Survival,
} from './dwell.ts';
import type { ErrorPrices } from './emissions.ts';
import type { LabelTable, Move } from './moves.ts';
import type { State, States } from './states.ts';

/** Durations that are known from elsewhere, instead of what the recipe tells and what is usual. */
export interface BenchTimes {
  /** By label; those that are not there are usual. */
  readonly actions: ReadonlyMap<string, Duration>;
  readonly pause: Survival;
}

export function createBeamModel(
  recipe: Recipe,
  labels: LabelTable,
  states: States,
  errorPrices: ErrorPrices,
  times: BenchTimes | null,
): BeamModel {
  const durationOf = (label: string): Duration => {
    const known = times?.actions.get(label);
    if (known !== undefined) return known;
    const step = recipe.steps.find((one) => one.label === label && one.typicalSeconds !== null);
    return step === undefined ? usual(recipe.steps.find((one) => one.label === label)) : fromRecipe(step);
  };
  const prices = labels.names.map((label) => createPrices(actionSurvival(durationOf(label))));
  const pausePrices = createPrices(times?.pause ?? pauseSurvival);
  const betweenPrices = createPrices(betweenParts);
  return {
    background: labels.background,
    movesFrom: states.movesFrom,
    actionPrices: (move: Move, age, hop) => prices[move.label]!(age, hop),
    pausePrices: (state, age, hop) => (isUnderWay(state) ? pausePrices : betweenPrices)(age, hop),
    errorPrices,
  };
}

/** Who has just left something out, or done it wrong, is not through with the part though its last step is done. */
function isUnderWay({ begun, complete, debts }: State): boolean {
  return begun && (!complete || debts.some(({ fresh }) => fresh));
}

function fromRecipe(step: RecipeStep): Duration {
  return { typicalSeconds: step.typicalSeconds!, spread: knownSpread };
}

/** The limits of a step tell something of its usual time too. */
function usual(step: RecipeStep | undefined): Duration {
  const { typicalSeconds, spread } = anyAction;
  const least = step?.minSeconds ?? 0;
  const most = step?.maxSeconds ?? Number.POSITIVE_INFINITY;
  return {
    typicalSeconds: Math.min(Math.max(typicalSeconds, 1.3 * least), Math.max(0.8 * most, least)),
    spread,
  };
}

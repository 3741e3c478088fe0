// How long each action and each pause takes with a recipe: from `typicalSeconds`, from the limits of a step, or as usual.
import type { Recipe, RecipeStep } from '../../recipe/index.ts';
import type { State } from '../automaton/state.ts';
import type { LabelTable } from '../labels.ts';
import { type Duration, durations, pace as parameters } from '../parameters.ts';
import {
  actionSurvival,
  betweenPartsSurvival,
  createHazard,
  type Hazard,
  type HazardCosts,
  interruptionSurvival,
  pauseSurvival,
  type Survival,
} from './duration-model.ts';
import { learnPace, type Pace } from './pace.ts';

/** True durations, which a simulation knows; they come before those of the recipe. */
export interface KnownDurations {
  /** By label; others are as usual. */
  readonly actions: ReadonlyMap<string, Duration>;
  readonly pause: Duration;
}

export interface StepDurations {
  actionHazard(label: number, pace: Pace, ageSeconds: number, hopSeconds: number): HazardCosts;
  /** Of doing nothing in this state. */
  pauseHazard(state: State, pace: Pace, ageSeconds: number, hopSeconds: number): HazardCosts;
  /** Of an interruption, and of doing something unknown. */
  interruptionHazard(ageSeconds: number, hopSeconds: number): HazardCosts;
  /** In nats: an action that stops after so many seconds was as good as done. */
  asGoodAsDoneCost(label: number, pace: Pace, seconds: number): number;
  /** How much of an action is done after so many seconds, as a share of its usual time. */
  doneShare(label: number, pace: Pace, seconds: number): number;
  /** The pace after an action with this label took so long. */
  paceAfter(pace: Pace, label: number, seconds: number): Pace;
}

export function createStepDurations(
  { steps }: Recipe,
  { names }: LabelTable,
  known: KnownDurations | null,
): StepDurations {
  const durationsOf = names.map((name) => known?.actions.get(name) ?? durationOf(name, steps));
  const actions = durationsOf.map((duration) =>
    isMeasured(duration) ? createPacedHazard(duration, actionSurvival) : ignoringPace(duration),
  );
  const pause = createPacedHazard(known?.pause ?? durations.pause, pauseSurvival);
  const interruption = createHazard(interruptionSurvival);
  const betweenParts = createHazard(betweenPartsSurvival);
  return {
    actionHazard: (label, pace, age, hop) => actions[label]!(pace, age, hop),
    pauseHazard: (state, pace, age, hop) =>
      isUnderWay(state) ? pause(pace, age, hop) : betweenParts(age, hop),
    interruptionHazard: interruption,
    asGoodAsDoneCost(label, { mean, variance }, seconds) {
      const { typicalSeconds, spread } = durationsOf[label]!;
      const longer = actionSurvival({
        typicalSeconds: typicalSeconds * Math.exp(mean),
        spread: Math.sqrt(spread ** 2 + variance),
      });
      return -Math.log(Math.max(1 - longer(seconds), durations.leastProbability));
    },
    doneShare: (label, { mean }, seconds) => seconds / (durationsOf[label]!.typicalSeconds * Math.exp(mean)),
    paceAfter(pace, label, seconds) {
      const duration = durationsOf[label]!;
      if (!isMeasured(duration)) return pace;
      const { typicalSeconds, spread } = duration;
      return learnPace(pace, Math.max(seconds, parameters.shortestSeconds), typicalSeconds, spread);
    },
  };
}

/** The hazard of a duration for a person of a pace: what is not known of the pace makes the duration less sure. */
function createPacedHazard(
  { typicalSeconds, spread }: Duration,
  survivalOf: (duration: Duration) => Survival,
): (pace: Pace, ageSeconds: number, hopSeconds: number) => HazardCosts {
  const known = new Map<number, Hazard>();
  return ({ mean, variance }, age, hop) => {
    const place = Math.round(Math.sqrt(spread ** 2 + variance) / spreadGrid);
    let hazard = known.get(place);
    if (hazard === undefined) {
      hazard = createHazard(survivalOf({ typicalSeconds, spread: place * spreadGrid }));
      known.set(place, hazard);
    }
    const factor = Math.exp(-mean);
    return hazard(age * factor, hop * factor);
  };
}

/** Of a duration that nobody measured, nothing is learnt of the pace; its spread holds for all people. */
function isMeasured({ spread }: Duration): boolean {
  return spread < durations.unknownAction.spread;
}

function ignoringPace(
  duration: Duration,
): (pace: Pace, ageSeconds: number, hopSeconds: number) => HazardCosts {
  const hazard = createHazard(actionSurvival(duration));
  return (_, age, hop) => hazard(age, hop);
}

/** Hazards are kept for spreads in steps of this. */
const spreadGrid = 0.05;

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

// The duration model: log-normal durations with a rare long tail. The decoder asks for their hazard: how likely something
// ends now, given its age. This is a hidden semi-Markov model in hazard form (Yu 2010, Hidden semi-Markov models, Artificial
// Intelligence 174).
import { type Duration, durations, interruptions } from '../parameters.ts';

/** The survival function: the share of durations that are longer than this, 1 at 0. */
export type Survival = (seconds: number) => number;

/** The hazard at an age, in nats: what it costs to end within the next hop, and to continue. */
export interface HazardCosts {
  readonly end: number;
  readonly continue: number;
}

export type Hazard = (ageSeconds: number, hopSeconds: number) => HazardCosts;

export function actionSurvival(duration: Duration): Survival {
  return withTail(duration, durations.longAction);
}

export function pauseSurvival(duration: Duration): Survival {
  return withTail(duration, durations.longPause);
}

/** What is shorter is a pause between two actions. */
export const interruptionSurvival: Survival = (seconds) =>
  withTail(interruptions.duration, interruptions.tail)(seconds - interruptions.shortestSeconds);

/** After a part that is complete: something is done after a pause, or any time passes until the next part. */
export const betweenPartsSurvival: Survival = (seconds) => {
  const { atOnceShare, meanSeconds } = durations.betweenParts;
  return (
    atOnceShare * pauseSurvival(durations.pause)(seconds) +
    (1 - atOnceShare) * Math.exp(-seconds / meanSeconds)
  );
};

/** The hazard of a duration. Values are computed once for each place of a grid. */
export function createHazard(survival: Survival): Hazard {
  const { gridSeconds, oldestSeconds, longestHopSeconds, leastProbability } = durations;
  const known = new Map<number, HazardCosts>();
  return (ageSeconds, hopSeconds) => {
    const age = Math.round(Math.min(ageSeconds, oldestSeconds) / gridSeconds);
    const hop = Math.max(1, Math.round(Math.min(hopSeconds, longestHopSeconds) / gridSeconds));
    const key = age * hopPlaces + hop;
    let costs = known.get(key);
    if (costs === undefined) {
      const continues = survival((age + hop) * gridSeconds) / survival(age * gridSeconds);
      costs = {
        continue: -Math.log(Math.max(continues, leastProbability)),
        end: -Math.log(Math.max(1 - continues, leastProbability)),
      };
      known.set(key, costs);
    }
    return costs;
  };
}

/** More than the hops of the grid, so that age and hop make one key. */
const hopPlaces = Math.ceil(durations.longestHopSeconds / durations.gridSeconds) + 1;

function withTail(
  { typicalSeconds, spread }: Duration,
  tail: { readonly share: number; readonly meanSeconds: number },
): Survival {
  return (seconds) => {
    if (seconds <= 0) return 1;
    const usual = normalTail(Math.log(seconds / typicalSeconds) / spread);
    return (1 - tail.share) * usual + tail.share * Math.exp(-seconds / tail.meanSeconds);
  };
}

/** P(Z > z) of the normal distribution, to 1e-7 (Abramowitz and Stegun 1964, formula 26.2.17). */
function normalTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const polynomial =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (polynomial * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
  return z >= 0 ? tail : 1 - tail;
}

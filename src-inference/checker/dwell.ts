// How long things take at a bench: log-normal durations with a rare long tail, as survival functions.
// A hidden semi-Markov model in hazard form (Yu 2010, Hidden semi-Markov models): at every window an action goes on or
// ends, with the odds that its age tells.

/** The share of durations that are longer than so many seconds, 1 at 0. */
export type Survival = (seconds: number) => number;

export interface Duration {
  /** Median. */
  readonly typicalSeconds: number;
  /** Standard deviation of the logarithm: 0.4 is a practised hand, 0.7 is anybody. */
  readonly spread: number;
}

/** An action of which nothing is known. */
export const anyAction: Duration = { typicalSeconds: 2.2, spread: 0.7 };
/** Spread of a step whose typical time the recipe tells. */
export const knownSpread = 0.45;
/** From one action to the next, when there is time between them at all. */
const pause: Duration = { typicalSeconds: 1.2, spread: 0.8 };

/** People answer a question, or fetch something: for so long on average, once in so many times. */
const longTail = { share: 0.03, seconds: 30 } as const;
const pauseTail = { share: 0.1, seconds: 30 } as const;

export function actionSurvival({ typicalSeconds, spread }: Duration): Survival {
  return withTail(typicalSeconds, spread, longTail);
}

export function pauseSurvivalOf(typicalSeconds: number, spread: number): Survival {
  return withTail(typicalSeconds, spread, pauseTail);
}

export const pauseSurvival: Survival = pauseSurvivalOf(pause.typicalSeconds, pause.spread);

/** Between two parts: any time, most of it much longer than a pause. */
export const betweenParts: Survival = (seconds) => Math.exp(-seconds / 10);

/** In nats: what it costs to end at an age, within the next `hopSeconds`, and to go on. */
export interface EndOrGoOn {
  readonly end: number;
  readonly goOn: number;
}

const gridSeconds = 0.05;
/** Beyond it the odds are as they are there. */
const oldestSeconds = 60;

/** The prices of a duration, remembered on a grid of 0.05 s. */
export function createPrices(survival: Survival): (ageSeconds: number, hopSeconds: number) => EndOrGoOn {
  const known = new Map<number, EndOrGoOn>();
  return (ageSeconds, hopSeconds) => {
    const age = Math.round(Math.min(ageSeconds, oldestSeconds) / gridSeconds);
    const hop = Math.max(1, Math.round(Math.min(hopSeconds, 1) / gridSeconds));
    const key = age * 32 + hop;
    let prices = known.get(key);
    if (prices === undefined) {
      const goesOn = survival((age + hop) * gridSeconds) / survival(age * gridSeconds);
      prices = { goOn: -Math.log(Math.max(goesOn, 1e-9)), end: -Math.log(Math.max(1 - goesOn, 1e-9)) };
      known.set(key, prices);
    }
    return prices;
  };
}

function withTail(median: number, spread: number, tail: { share: number; seconds: number }): Survival {
  return (seconds) => {
    if (seconds <= 0) return 1;
    const usual = normalTail(Math.log(seconds / median) / spread);
    return (1 - tail.share) * usual + tail.share * Math.exp(-seconds / tail.seconds);
  };
}

/** P(Z > z) of the normal distribution, to 1e-7 (Abramowitz and Stegun 1964, 26.2.17). */
function normalTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const polynomial =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (polynomial * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI);
  return z >= 0 ? tail : 1 - tail;
}

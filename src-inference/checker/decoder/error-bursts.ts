// Errors come in bursts: a network that is wrong in one window is often wrong in the next, mostly with the same label. A Markov
// chain over the windows says how likely that is; a burst of four windows is then one error, not four.
import { observation } from '../parameters.ts';
import { accuracyOf } from './confusion.ts';

/** Which label a hypothesis says is true in a window, and which one the network named. */
interface NamedLabel {
  readonly truth: number;
  readonly named: number;
}

export interface ErrorBursts {
  /**
   * What the window before changes of the cost of a window, in nats; negative where an error was to be expected. Not for an error
   * that goes on under the same name.
   *
   * @param before Null when the window before is unknown.
   */
  cost(before: NamedLabel | null, now: NamedLabel, hopSeconds: number): number;
  /** The whole cost, in nats, of an error that goes on under the same name: nothing of it is drawn anew. */
  goesOnCost(hopSeconds: number): number;
}

/** Costs in nats, for one hop. */
interface Chain {
  readonly rightAfterRight: number;
  readonly rightAfterWrong: number;
  readonly wrongAfterRight: number;
  readonly wrongUnderOtherName: number;
  readonly wrongUnderSameName: number;
}

/**
 * @param rates Row: true label, column: named label.
 * @param errorSeconds Mean length of a burst; null when it was not measured.
 */
export function createErrorBursts(
  rates: readonly (readonly number[])[],
  errorSeconds: number | null,
): ErrorBursts {
  const { sameLabelGoesOn, mostContinues, assumedErrorSeconds } = observation;
  const errorRate = 1 - accuracyOf(rates);
  const makeChain = (hopSeconds: number): Chain => {
    const continues = Math.min(
      Math.max(1 - hopSeconds / (errorSeconds ?? assumedErrorSeconds), errorRate),
      mostContinues,
    );
    const begins = (errorRate * (1 - continues)) / (1 - errorRate);
    return {
      rightAfterRight: -Math.log((1 - begins) / (1 - errorRate)),
      rightAfterWrong: -Math.log((1 - continues) / (1 - errorRate)),
      wrongAfterRight: -Math.log(begins / errorRate),
      wrongUnderOtherName: -Math.log((continues * (1 - sameLabelGoesOn)) / errorRate),
      wrongUnderSameName: -Math.log(continues * sameLabelGoesOn),
    };
  };
  let hop = Number.NaN;
  let chain = makeChain(0);
  // Every window of a run asks for the same hop, many times.
  const chainOf = (hopSeconds: number): Chain => {
    if (hopSeconds !== hop) [hop, chain] = [hopSeconds, makeChain(hopSeconds)];
    return chain;
  };
  return {
    goesOnCost: (hopSeconds) => chainOf(hopSeconds).wrongUnderSameName,
    cost(before, now, hopSeconds) {
      if (before === null) return 0;
      const isWrong = now.truth !== now.named;
      const costs = chainOf(hopSeconds);
      if (before.truth === before.named) return isWrong ? costs.wrongAfterRight : costs.rightAfterRight;
      return isWrong ? costs.wrongUnderOtherName : costs.rightAfterWrong;
    },
  };
}

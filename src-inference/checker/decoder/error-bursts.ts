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
   * What the window before changes of the cost of a window, in nats; negative where an error was to be expected.
   *
   * @param before Null when the window before is unknown.
   */
  cost(before: NamedLabel | null, now: NamedLabel, hopSeconds: number): number;
  /** The cost, in nats, of an error that goes on under the same name: nothing of it is drawn anew. */
  goesOnCost(hopSeconds: number): number;
}

/**
 * @param rates Row: true label, column: named label.
 * @param errorSeconds Mean length of a burst; null when it was not measured.
 */
export function createErrorBursts(
  rates: readonly (readonly number[])[],
  errorSeconds: number | null,
): ErrorBursts {
  const { sameLabelGoesOn, leastShareOfErrors } = observation;
  const meanSeconds = errorSeconds ?? observation.assumedErrorSeconds;
  const errorRate = 1 - accuracyOf(rates);
  /** Of the errors of a label, the share with this name. */
  const shares = rates.map((row, truth) =>
    row.map((rate) => Math.max(rate / Math.max(1 - row[truth]!, Number.EPSILON), leastShareOfErrors)),
  );
  const continuesAfter = (hopSeconds: number): number =>
    Math.min(Math.max(1 - hopSeconds / meanSeconds, errorRate), observation.mostContinues);
  return {
    goesOnCost: (hopSeconds) => -Math.log(continuesAfter(hopSeconds) * sameLabelGoesOn),
    cost(before, now, hopSeconds) {
      const continues = continuesAfter(hopSeconds);
      const begins = (errorRate * (1 - continues)) / (1 - errorRate);
      const wasError = before !== null && before.truth !== before.named;
      const error = before === null ? errorRate : wasError ? continues : begins;
      if (now.truth === now.named) return -Math.log((1 - error) / (1 - errorRate));
      const share = shares[now.truth]![now.named]!;
      const named = !wasError
        ? share
        : before.named === now.named
          ? sameLabelGoesOn + (1 - sameLabelGoesOn) * share
          : (1 - sameLabelGoesOn) * share;
      return -Math.log((error * named) / (errorRate * share));
    },
  };
}

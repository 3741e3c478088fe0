// The observation likelihood: what a window tells about each action. It takes the network's probabilities, as far as its
// confusion matrix trusts them, and expects its errors in bursts.
import { argmax, type ConfusionMatrix, type WindowScores } from '../../contract/index.ts';
import { observation } from '../parameters.ts';
import { accuracyOf, confusionRates, truthGivenNamed } from './confusion.ts';

export interface Observation {
  /** The stretch of time that the window speaks for: one hop around its middle. */
  readonly fromSeconds: number;
  readonly toSeconds: number;
  /** How much it counts, 0 to 1: windows that share most of their frames are one piece of evidence. */
  readonly weight: number;
  /** In nats, for each label; 0 for the likeliest. */
  readonly costs: readonly number[];
  /** The likeliest label. */
  readonly top: number;
}

export interface ObservationModel {
  /** Windows come by rising time. */
  observe(window: WindowScores): Observation;
  /**
   * What errors in bursts add to the cost of a window, in nats; mostly it is negative. An error is a hypothesis whose label is
   * not the window's likeliest one.
   */
  burstCost(wasError: boolean, isError: boolean): number;
}

export function createObservationModel(
  labelCount: number,
  confusion: ConfusionMatrix | null,
): ObservationModel {
  const rates = confusionRates(labelCount, confusion);
  const truth = truthGivenNamed(rates);
  const burstCost = createBurstCost(1 - accuracyOf(rates));
  const { confusionShare, independentShare, leastProbability, shortestHopSeconds } = observation;
  let lastMiddle: number | null = null;

  const beliefIn = (label: number, probabilities: readonly number[]): number => {
    let fromMatrix = 0;
    for (let named = 0; named < labelCount; named++)
      fromMatrix += probabilities[named]! * truth[named]![label]!;
    return (1 - confusionShare) * probabilities[label]! + confusionShare * fromMatrix;
  };

  return {
    observe({ startSeconds, endSeconds, probabilities }) {
      const middle = (startSeconds + endSeconds) / 2;
      const length = Math.max(endSeconds - startSeconds, shortestHopSeconds);
      const hop =
        lastMiddle === null ? length : Math.min(Math.max(middle - lastMiddle, shortestHopSeconds), length);
      lastMiddle = middle;
      const weight = Math.min(1, hop / (independentShare * length));
      const beliefs = probabilities.map((_, label) =>
        Math.max(beliefIn(label, probabilities), leastProbability),
      );
      const top = argmax(beliefs);
      const costs = beliefs.map((belief) => weight * Math.log(beliefs[top]! / belief));
      return { fromSeconds: middle - hop / 2, toSeconds: middle + hop / 2, weight, costs, top };
    },
    burstCost,
  };
}

/** A Markov chain of error and no error with this error rate; its bursts have the usual length. */
function createBurstCost(errorRate: number): ObservationModel['burstCost'] {
  const continues = Math.max(observation.errorContinues, errorRate);
  const begins = Math.min(1, (errorRate * (1 - continues)) / (1 - errorRate));
  return (wasError, isError) => {
    const error = wasError ? continues : begins;
    return isError ? -Math.log(error / errorRate) : -Math.log((1 - error) / (1 - errorRate));
  };
}

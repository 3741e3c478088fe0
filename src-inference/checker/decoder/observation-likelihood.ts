// The observation likelihood: what a window tells about each action. It takes the network's probabilities as far as its errors
// allow: scaled by its temperature, mixed with its confusion matrix, and never surer than it is right.
import { argmax, type ErrorModel, type RecognitionModel, type WindowScores } from '../../contract/index.ts';
import { binOf, bins, calibrated } from '../errors/measure-errors.ts';
import { edges, observation } from '../parameters.ts';
import { accuracyOf, confusionRates, truthGivenNamed } from './confusion.ts';
import { createErrorBursts, type ErrorBursts } from './error-bursts.ts';

export interface Observation {
  /** The stretch of time that the window speaks for: one hop around its middle. */
  readonly fromSeconds: number;
  readonly toSeconds: number;
  /** How much it counts, 0 to 1: windows that share most of their frames are one piece of evidence. 0: nothing could be seen. */
  readonly weight: number;
  /** In nats, for each label; 0 for the likeliest. */
  readonly costs: readonly number[];
  /** The likeliest label. */
  readonly top: number;
  /** In nats, on the same scale: for something that is none of the labels. */
  readonly unknownCost: number;
  /** In nats: the likeliest label is wrong, by how sure the network is of it alone; negative where that is usual for errors. */
  readonly wrongCost: number;
}

export interface ObservationModel {
  /** Windows come by rising time. */
  observe(window: WindowScores): Observation;
  /** A window in which nothing could be seen: it tells every label alike. */
  unseen(window: Pick<WindowScores, 'startSeconds' | 'endSeconds'>): Observation;
  readonly bursts: ErrorBursts;
  /** Share of the windows between two things that mix both. */
  readonly mixing: number;
}

export function createObservationModel(
  labelCount: number,
  { confusion, errors = null }: Pick<RecognitionModel, 'confusion' | 'errors'>,
): ObservationModel {
  const rates = confusionRates(labelCount, confusion);
  const truth = truthGivenNamed(rates);
  const { confusionShare, independentShare, leastProbability, shortestHopSeconds } = observation;
  const temperature = errors?.temperature ?? observation.assumedTemperature;
  const accuracy = Math.min(accuracyOf(rates), observation.mostAccurate);
  const unknownCosts = costsOfUnknown(errors, accuracy);
  const wrongCosts = costsOfWrong(errors, accuracy);
  let lastMiddle: number | null = null;
  let lastTop: number | null = null;

  const beliefIn = (label: number, probabilities: readonly number[]): number => {
    let fromMatrix = 0;
    for (let named = 0; named < labelCount; named++)
      fromMatrix += probabilities[named]! * truth[named]![label]!;
    return (1 - confusionShare) * probabilities[label]! + confusionShare * fromMatrix;
  };

  /** The stretch of time that a window speaks for. */
  const place = ({ startSeconds, endSeconds }: Pick<WindowScores, 'startSeconds' | 'endSeconds'>) => {
    const middle = (startSeconds + endSeconds) / 2;
    const length = Math.max(endSeconds - startSeconds, shortestHopSeconds);
    const hop =
      lastMiddle === null ? length : Math.min(Math.max(middle - lastMiddle, shortestHopSeconds), length);
    lastMiddle = middle;
    return { length, hop, fromSeconds: middle - hop / 2, toSeconds: middle + hop / 2 };
  };

  return {
    observe(window) {
      const { probabilities } = window;
      const { length, hop, fromSeconds, toSeconds } = place(window);
      const weight = Math.min(1, hop / (independentShare * length));
      const scaled = temperature === 1 ? probabilities : calibrated(probabilities, temperature);
      const beliefs = scaled.map((_, label) => Math.max(beliefIn(label, scaled), leastProbability));
      const top = argmax(beliefs);
      const costs = beliefs.map((belief) => weight * Math.log(beliefs[top]! / belief));
      // What is unknown goes on under one name; else it may have any.
      const named = top === lastTop ? 0 : Math.log(labelCount);
      const bin = binOf(scaled[top]!);
      const unknownCost = weight * (unknownCosts[bin]! + named);
      const wrongCost = weight * wrongCosts[bin]!;
      lastTop = top;
      return { fromSeconds, toSeconds, weight, costs, top, unknownCost, wrongCost };
    },
    unseen(window) {
      const { fromSeconds, toSeconds } = place(window);
      lastTop = null;
      const costs = Array.from({ length: labelCount }, () => 0);
      return { fromSeconds, toSeconds, weight: 0, costs, top: 0, unknownCost: 0, wrongCost: 0 };
    },
    mixing: clamp(errors?.mixing ?? edges.assumedMixing),
    bursts: createErrorBursts(rates, errors?.errorSeconds ?? null),
  };
}

/**
 * In nats, for each tenth of the probability of the named label: what is none of the labels, against the named label being right.
 * A network is rarely sure of what it does not know: the density of its probability is taken as falling to 0 at 1, with the square
 * of the distance.
 */
function costsOfUnknown(errors: ErrorModel | null, accuracy: number): readonly number[] {
  return sharesOf(errors?.confidence.right, assumedShares(accuracy, true)).map((known, bin) => {
    const unknown = ((bins - bin) ** 3 - (bins - bin - 1) ** 3) / bins ** 3;
    return Math.log(known / unknown);
  });
}

/** In nats, for each tenth of the probability of the named label: an error is that sure, against being right. */
function costsOfWrong(errors: ErrorModel | null, accuracy: number): readonly number[] {
  const right = sharesOf(errors?.confidence.right, assumedShares(accuracy, true));
  const wrong = sharesOf(errors?.confidence.wrong, assumedShares(accuracy, false));
  return right.map((share, bin) => Math.log(share / wrong[bin]!));
}

/** Of windows, the share in each tenth of confidence; few windows give the assumed shares. */
function sharesOf(counts: readonly number[] = [], assumed: readonly number[]): readonly number[] {
  const { assumedWindows } = observation;
  const windows = counts.reduce((sum, count) => sum + count, 0);
  return assumed.map(
    (share, bin) => ((counts[bin] ?? 0) + assumedWindows * share) / (windows + assumedWindows),
  );
}

/**
 * Of the right, or of the wrong windows of a network that is as sure as it is right, the share in each tenth of confidence: a beta
 * distribution with the accuracy as its mean, given whether the window is right.
 */
function assumedShares(accuracy: number, isRight: boolean): readonly number[] {
  const { confidenceCount, leastShareOfBin } = observation;
  const a = confidenceCount * accuracy + (isRight ? 1 : 0);
  const b = confidenceCount * (1 - accuracy) + (isRight ? 0 : 1);
  const parts = 50;
  const masses = Array.from({ length: bins }, (_, bin) =>
    Array.from({ length: parts }, (_, part) => (bin + (part + 0.5) / parts) / bins).reduce(
      (sum, x) => sum + x ** (a - 1) * (1 - x) ** (b - 1),
      0,
    ),
  );
  const total = masses.reduce((sum, mass) => sum + mass, 0);
  return masses.map((mass) => Math.max(mass / total, leastShareOfBin));
}

function clamp(share: number): number {
  return Math.min(Math.max(share, edges.leastMixing), 1 - edges.leastMixing);
}

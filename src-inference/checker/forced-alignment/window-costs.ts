// What the windows of a recording tell, summed up so that any stretch of them is looked up at once.
import type { RecognitionModel, WindowScores } from '../../contract/index.ts';
import { createObservationModel } from '../decoder/observation-likelihood.ts';
import { observation as parameters } from '../parameters.ts';
import { evidence } from './constants.ts';

/** Stretches go from one edge to another: window `i` lies between the edges `i` and `i + 1`. */
export interface WindowCosts {
  readonly windows: number;
  /** Seconds of each edge. */
  readonly edges: readonly number[];
  /** In nats, that a stretch shows this label; null: the background. */
  ofLabel(label: number | null, from: number, to: number): number;
  /** In nats, that it shows something that is none of the labels. */
  ofUnknown(from: number, to: number): number;
}

/** @param windows By rising time. */
export function sumWindowCosts(network: RecognitionModel, windows: readonly WindowScores[]): WindowCosts {
  const labelCount = network.labels.length;
  const model = createObservationModel(labelCount, network);
  const seen = windows.map((window) => model.observe(window));
  const edges = [...seen.map(({ fromSeconds }) => fromSeconds), seen.at(-1)?.toSeconds ?? 0];
  const independentSeconds = network.errors?.errorSeconds ?? evidence.independentSeconds;
  const weights = seen.map(({ fromSeconds, toSeconds, weight }) =>
    weight === 0 ? 0 : Math.min(1, (toSeconds - fromSeconds) / independentSeconds),
  );
  const sumOf = (costOf: (window: number) => number): Float64Array => {
    const sums = new Float64Array(seen.length + 1);
    for (let at = 0; at < seen.length; at++) {
      sums[at + 1] = sums[at]! + weights[at]! * Math.min(costOf(at), evidence.mostNats);
    }
    return sums;
  };
  const ofLabels = network.labels.map((_, label) => sumOf((at) => seen[at]!.costs[label]!));
  const unknown = sumOf((at) => clamp(seen[at]!.unknownCost));
  const background =
    network.background === null
      ? sumOf(() => parameters.missingBackgroundNats)
      : ofLabels[network.labels.indexOf(network.background)]!;
  return {
    windows: seen.length,
    edges,
    ofLabel(label, from, to) {
      const sums = label === null ? background : ofLabels[label]!;
      return sums[to]! - sums[from]!;
    },
    ofUnknown: (from, to) => unknown[to]! - unknown[from]!,
  };
}

function clamp(unknownCost: number): number {
  return Math.min(Math.max(unknownCost, 0), evidence.mostUnknownNats);
}

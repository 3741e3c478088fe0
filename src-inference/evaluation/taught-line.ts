// A simulated line that a station was taught, under a condition: what was learnt from its recordings, what was measured of its
// network, and its parts.
import { measureErrors } from '../checker/index.ts';
import { argmax, type ConfusionMatrix, type RecognitionModel } from '../contract/index.ts';
import type { Recipe } from '../recipe/index.ts';
import { createRandom } from './random.ts';
import { background, drawPart, type RecordedLine, recordLine } from './simulated-line.ts';
import { drawNetwork, type SimulatedNetwork, type SimulatedWindow, watchPart } from './simulated-network.ts';
import type { SimulatedPart } from './simulated-part.ts';
import type { Condition } from './stress/conditions.ts';
import { interrupt } from './stress/interruption.ts';

export interface TaughtLine {
  /** With the durations that were learnt. */
  readonly recipe: Recipe;
  /** The network as the checker knows it. */
  readonly known: RecognitionModel;
  /** The network as it is. */
  measureReal(): RecognitionModel;
  part(number: number): {
    readonly part: SimulatedPart;
    readonly windows: readonly SimulatedWindow[];
  };
}

export interface TaughtLineOptions {
  readonly recipe: Recipe;
  readonly condition: Condition;
  readonly accuracy: number;
  readonly seed: number;
  readonly recordings: number;
  /** Whether the network was measured on the recordings. */
  readonly measured: boolean;
}

/** So many recordings tell all that there is to know of a network. */
const manyRecordings = 100;

export function createTaughtLine(options: TaughtLineOptions): TaughtLine {
  const { condition, accuracy, seed, recordings, measured } = options;
  const { habits, recordedPace, pace, interruption } = condition;
  const line = recordLine(options.recipe, recordedPace, recordings, createRandom(seed + 1));
  const network = drawNetwork(line.labels, background, accuracy, createRandom(seed), habits);
  const { labels } = network;
  const unmeasured: RecognitionModel = { labels, background, confusion: null, errors: null };
  return {
    recipe: line.recipe,
    known: measured ? measure(network, line, seed + 2) : unmeasured,
    measureReal() {
      const many = recordLine(options.recipe, recordedPace, manyRecordings, createRandom(seed + 3));
      return { ...measure(network, many, seed + 4), confusion: network.confusion };
    },
    part(number) {
      const drawn = drawPart(line, pace, seed, number);
      const part =
        interruption === null
          ? drawn.part
          : interrupt(drawn.part, interruption, labels, createRandom(seed * 999_983 + number));
      return { part, windows: [...watchPart(part, network, drawn.random)] };
    },
  };
}

/** What `stepwatch evaluate` would find out about the network from these recordings. */
function measure(network: SimulatedNetwork, { recordings }: RecordedLine, seed: number): RecognitionModel {
  const { labels } = network;
  const random = createRandom(seed);
  const watched = recordings.map((part) => [...watchPart(part, network, random)]);
  return {
    labels,
    background,
    confusion: countConfusion(labels, watched.flat()),
    errors: measureErrors(watched.map((windows) => windows.filter(isKnown))),
  };
}

function isKnown(window: SimulatedWindow): window is SimulatedWindow & { readonly truth: number } {
  return window.truth !== null;
}

function countConfusion(labels: readonly string[], windows: readonly SimulatedWindow[]): ConfusionMatrix {
  const counts = labels.map(() => labels.map(() => 0));
  for (const { truth, probabilities } of windows) {
    if (truth !== null) counts[truth]![argmax(probabilities)]!++;
  }
  return counts;
}

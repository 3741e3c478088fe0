// A simulated network of a given accuracy. Its errors follow a confusion matrix and come in bursts. Its probabilities are
// calibrated: of the windows with 0.7 for the named label, 70 in 100 are right. It is as confident as the demo network on unseen
// operators: 0.91 on average where it is right, and 0.63 where it is wrong, with two thirds of the rest for the true label.
import type { WindowScores } from '../contract/index.ts';
import type { Random } from './random.ts';
import type { SimulatedPart } from './simulated-part.ts';

export interface SimulatedNetwork {
  /** The background is one of them. */
  readonly labels: readonly string[];
  readonly background: string;
  readonly accuracy: number;
  /** Rates; row: true label, column: named label. */
  readonly confusion: readonly (readonly number[])[];
}

const windowSeconds = 1;
const hopSeconds = 0.5;
/** Mean length of a burst of errors. */
const burstWindows = 1.5;
/** a + b of the beta distribution of the confidence: the larger, the less it varies. */
const confidenceCount = 3;
/** Sum of the Dirichlet weights of the other labels: the larger, the more evenly they share the rest. */
const restCount = 1;

/** Draws the confusion matrix: the background and a few other labels are named more often than the rest. */
export function drawNetwork(
  labels: readonly string[],
  background: string,
  accuracy: number,
  random: Random,
): SimulatedNetwork {
  const confusion = labels.map((label) => {
    const weights = labels.map((other) =>
      other === label ? 0 : Math.exp(random.normal()) * (other === background ? 2 : 1),
    );
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return labels.map((other, at) => (other === label ? accuracy : ((1 - accuracy) * weights[at]!) / sum));
  });
  return { labels, background, accuracy, confusion };
}

export function* watchPart(
  part: SimulatedPart,
  network: SimulatedNetwork,
  random: Random,
): Generator<WindowScores> {
  const { labels, accuracy } = network;
  const errorRate = 1 - accuracy;
  // A network that is always right is also always sure.
  if (errorRate === 0) {
    yield* watchExactly(part, network);
    return;
  }
  const goesOn = 1 - 1 / burstWindows;
  const begins = errorRate / (accuracy * burstWindows);
  let named: number | null = random.uniform() < errorRate ? random.below(labels.length) : null;
  for (let startSeconds = 0; startSeconds + windowSeconds <= part.endSeconds; startSeconds += hopSeconds) {
    const endSeconds = startSeconds + windowSeconds;
    const truth = labels.indexOf(labelOf(part, startSeconds, endSeconds, network.background));
    const isError = random.uniform() < (named === null ? begins : goesOn);
    // Within a burst the same label is named, unless it has become the true one.
    if (!isError) named = null;
    else if (named === null || named === truth) named = drawError(network, truth, random);
    yield { startSeconds, endSeconds, probabilities: drawProbabilities(network, truth, named, random) };
  }
}

function* watchExactly(
  part: SimulatedPart,
  { labels, background }: SimulatedNetwork,
): Generator<WindowScores> {
  for (let startSeconds = 0; startSeconds + windowSeconds <= part.endSeconds; startSeconds += hopSeconds) {
    const endSeconds = startSeconds + windowSeconds;
    const truth = labelOf(part, startSeconds, endSeconds, background);
    yield { startSeconds, endSeconds, probabilities: labels.map((label) => (label === truth ? 1 : 0)) };
  }
}

/** The label that fills most of the window. */
function labelOf(part: SimulatedPart, startSeconds: number, endSeconds: number, background: string): string {
  let idle = endSeconds - startSeconds;
  let label = background;
  let longest = 0;
  for (const action of part.actions) {
    const overlap = Math.min(endSeconds, action.endSeconds) - Math.max(startSeconds, action.startSeconds);
    if (overlap <= 0) continue;
    idle -= overlap;
    if (overlap > longest) {
      longest = overlap;
      label = action.label;
    }
  }
  return idle > longest ? background : label;
}

function drawError({ confusion }: SimulatedNetwork, truth: number, random: Random): number {
  return random.pick(confusion[truth]!.map((rate, label) => (label === truth ? 0 : rate)));
}

/**
 * The probability of the named label comes from a beta distribution with the mean `accuracy`, given whether the label is
 * right. Those of the others come from a Dirichlet distribution with the confusion matrix as its mean, given which of them is
 * the true one. Both are posteriors, which is what makes the probabilities calibrated.
 */
function drawProbabilities(
  { labels, accuracy, confusion }: SimulatedNetwork,
  truth: number,
  error: number | null,
  random: Random,
): number[] {
  const named = error ?? truth;
  const column = labels.map((_, label) => (label === named ? 0 : confusion[label]![named]!));
  const sum = column.reduce((total, rate) => total + rate, 0);
  const weights = column.map(
    (rate, label) => (restCount * rate) / sum + (error !== null && label === truth ? 1 : 0),
  );
  const [a, b] = [confidenceCount * accuracy, confidenceCount * (1 - accuracy)];
  for (let tries = 0; ; tries++) {
    const top = error === null ? random.beta(a + 1, b) : random.beta(a, b + 1);
    const rest = random.dirichlet(weights).map((share) => share * (1 - top));
    // The named label leads; where that is hard to draw, it leads by a little.
    if (Math.max(...rest) < top || tries > 50) {
      const lead = Math.max(top, Math.max(...rest) * 1.01);
      const total = lead + rest.reduce((all, share) => all + share, 0);
      return rest.map((share, label) => (label === named ? lead : share) / total);
    }
  }
}

// A simulated network of a given accuracy. Its errors follow a confusion matrix and come in bursts. As usual its probabilities
// are calibrated: of the windows with 0.7 for the named label, 70 in 100 are right. It is as confident as the demo network on unseen
// operators: 0.91 on average where it is right, and 0.63 where it is wrong, with two thirds of the rest for the true label.
import type { WindowScores } from '../contract/index.ts';
import type { Random } from './random.ts';
import type { SimulatedPart, UnknownAction } from './simulated-part.ts';

/** How a network answers, apart from how often it is right. */
export interface NetworkHabits {
  readonly hopSeconds: number;
  /** Mean time in seconds for which it is wrong. */
  readonly burstSeconds: number;
  /** Calibrated probabilities are raised to the power of 1/temperature: below 1 the network is too sure. */
  readonly temperature: number;
  /** A window with two actions gets a mixture of the answers for both, by their share of the window. */
  readonly mixes: boolean;
}

export const usualHabits: NetworkHabits = {
  hopSeconds: 0.5,
  burstSeconds: 0.75,
  temperature: 1,
  mixes: false,
};

export interface SimulatedNetwork {
  /** The background is one of them. */
  readonly labels: readonly string[];
  readonly background: string;
  readonly accuracy: number;
  /** Of the windows of each label; left out: the same for all. */
  readonly accuracies?: readonly number[];
  /** Rates; row: true label, column: named label. */
  readonly confusion: readonly (readonly number[])[];
  readonly habits: NetworkHabits;
}

/** What the network says, and what was to be seen. */
export interface SimulatedWindow extends WindowScores {
  /** Index of the label that fills most of the window; null for an action that the network does not know. */
  readonly truth: number | null;
}

const windowSeconds = 1;
/** a + b of the beta distribution of the confidence: the larger, the less it varies. */
const confidenceCount = 3;
/** Sum of the Dirichlet weights of the other labels: the larger, the more evenly they share the rest. */
const restCount = 1;
/** An action that the network does not know, and is sure of no label for: all labels are below this probability. */
const unsureBelow = 0.5;
/** a and b of the beta distribution of the confidence, 0.8 on average, with which it takes one for a label that it knows. */
const [mistakenA, mistakenB] = [16, 4];

/** Draws the confusion matrix: the background and a few other labels are named more often than the rest. */
export function drawNetwork(
  labels: readonly string[],
  background: string,
  accuracy: number,
  random: Random,
  habits: NetworkHabits = usualHabits,
): SimulatedNetwork {
  const confusion = labels.map((label) => {
    const weights = labels.map((other) =>
      other === label ? 0 : Math.exp(random.normal()) * (other === background ? 2 : 1),
    );
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return labels.map((other, at) => (other === label ? accuracy : ((1 - accuracy) * weights[at]!) / sum));
  });
  return { labels, background, accuracy, confusion, habits };
}

/** What can be seen of a part. */
type SeenPart = Pick<SimulatedPart, 'actions' | 'unknown' | 'endSeconds'>;

export function* watchPart(
  part: SeenPart,
  network: SimulatedNetwork,
  random: Random,
): Generator<SimulatedWindow> {
  const { labels, accuracy, accuracies, habits } = network;
  const { hopSeconds, mixes } = habits;
  const errorRate = 1 - accuracy;
  const burstWindows = Math.max(1, habits.burstSeconds / hopSeconds);
  const goesOn = 1 - 1 / burstWindows;
  const begins = (truth: number): number => {
    const right = accuracies?.[truth] ?? accuracy;
    return (1 - right) / (right * burstWindows);
  };
  let named: number | null =
    errorRate > 0 && random.uniform() < errorRate ? random.below(labels.length) : null;
  for (let startSeconds = 0; startSeconds + windowSeconds <= part.endSeconds; startSeconds += hopSeconds) {
    const endSeconds = startSeconds + windowSeconds;
    if (part.unknown !== undefined && fillsMost(part.unknown, startSeconds, endSeconds)) {
      const probabilities = soften(answerUnknown(network, part.unknown, random), habits);
      yield { startSeconds, endSeconds, probabilities, truth: null };
      continue;
    }
    const truth = labels.indexOf(labelOf(part, startSeconds, endSeconds, network.background));
    // A network that is always right is also always sure.
    if (errorRate === 0) {
      yield { startSeconds, endSeconds, probabilities: oneHot(labels, truth), truth };
      continue;
    }
    const isError = random.uniform() < (named === null ? begins(truth) : goesOn);
    // Within a burst the same label is named, unless it has become the true one.
    if (!isError) named = null;
    else if (named === null || named === truth) named = drawError(network, truth, random);
    const probabilities = mixes
      ? mixAnswers(network, sharesOf(part, network, startSeconds, endSeconds), named, random)
      : drawProbabilities(network, truth, named, random);
    yield { startSeconds, endSeconds, probabilities: soften(probabilities, habits), truth };
  }
}

function oneHot(labels: readonly string[], only: number): number[] {
  return labels.map((_, label) => (label === only ? 1 : 0));
}

function overlap(
  one: { readonly startSeconds: number; readonly endSeconds: number },
  startSeconds: number,
  endSeconds: number,
): number {
  return Math.max(0, Math.min(endSeconds, one.endSeconds) - Math.max(startSeconds, one.startSeconds));
}

function fillsMost(action: UnknownAction, startSeconds: number, endSeconds: number): boolean {
  return overlap(action, startSeconds, endSeconds) > (endSeconds - startSeconds) / 2;
}

/** The label that fills most of the window. */
function labelOf(
  { actions }: SeenPart,
  startSeconds: number,
  endSeconds: number,
  background: string,
): string {
  let idle = endSeconds - startSeconds;
  let label = background;
  let longest = 0;
  for (const action of actions) {
    const seconds = overlap(action, startSeconds, endSeconds);
    idle -= seconds;
    if (seconds > longest) {
      longest = seconds;
      label = action.label;
    }
  }
  return idle > longest ? background : label;
}

/** Which share of a window each label fills. */
function sharesOf(
  { actions }: SeenPart,
  { labels, background }: SimulatedNetwork,
  startSeconds: number,
  endSeconds: number,
): number[] {
  const length = endSeconds - startSeconds;
  const shares = labels.map((label) => (label === background ? 1 : 0));
  for (const action of actions) {
    const share = overlap(action, startSeconds, endSeconds) / length;
    shares[labels.indexOf(action.label)]! += share;
    shares[labels.indexOf(background)]! -= share;
  }
  return shares;
}

/** In a burst of errors the network names the same wrong label whatever fills the window. */
function mixAnswers(
  network: SimulatedNetwork,
  shares: readonly number[],
  error: number | null,
  random: Random,
): number[] {
  const mixed = shares.map(() => 0);
  shares.forEach((share, truth) => {
    if (share < 1e-9) return;
    drawProbabilities(network, truth, error === truth ? null : error, random).forEach((value, label) => {
      mixed[label]! += value * share;
    });
  });
  return mixed;
}

function answerUnknown({ labels }: SimulatedNetwork, { takenFor }: UnknownAction, random: Random): number[] {
  const taken = takenFor === null ? -1 : labels.indexOf(takenFor);
  const weights = labels.map((_, label) => (label === taken ? 0 : 1));
  if (taken >= 0) {
    const top = random.beta(mistakenA, mistakenB);
    return random.dirichlet(weights).map((share, label) => (label === taken ? top : share * (1 - top)));
  }
  for (let tries = 0; tries < 50; tries++) {
    const drawn = random.dirichlet(weights);
    if (Math.max(...drawn) < unsureBelow) return drawn;
  }
  return labels.map(() => 1 / labels.length);
}

function soften(probabilities: number[], { temperature }: NetworkHabits): number[] {
  if (temperature === 1) return probabilities;
  const powers = probabilities.map((probability) => probability ** (1 / temperature));
  const sum = powers.reduce((total, value) => total + value, 0);
  return powers.map((value) => value / sum);
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

// Measures the checker on annotated assemblies, leaving one out at a time: its recipe is learnt from the right actions of the
// other sequences of the same family, as `stepwatch recipe learn` would learn it.
import {
  type AnnotatedOptions,
  type AnnotatedPolicy,
  type AnnotatedRow,
  type RecognitionModel,
  StationError,
  type WindowScores,
} from '../contract/index.ts';
import { learnRecipe } from '../learning/index.ts';
import { type AnnotatedSequence, toExample } from './annotated-sequence.ts';
import { type Flag, flagsOfChecker, flagsOfCounting, readActions } from './flags.ts';
import { createRandom } from './random.ts';
import { type Counts, createCounts, ratesOf } from './scores.ts';
import { drawNetwork, watchPart } from './simulated-network.ts';

export interface AnnotatedWork extends Omit<AnnotatedOptions, 'directory'> {
  readonly sequences: readonly AnnotatedSequence[];
}

/** With fewer other sequences in its family, a sequence is not measured: they do not show the order of a recipe. */
const fewestOthers = 3;
const background = 'nothing';
const idleSeconds = 4;

/** @throws StationError `usage` when no family has enough sequences. */
export function measureAnnotated({ sequences, noise, policy, seed }: AnnotatedWork): AnnotatedRow {
  const measured = measurableOf(sequences);
  const ordering = createCounts();
  const all = createCounts();
  const whole = createCounts();
  measured.forEach((sequence, number) => {
    const flags = flag(sequence, othersOf(sequence, sequences), policy, noise, seed * 7919 + number);
    const truth = sequence.actions.filter(({ isMistake }) => isMistake);
    count(
      ordering,
      truth.filter(({ isOrderMistake }) => isOrderMistake),
      flags.filter(({ isOrderMistake }) => isOrderMistake),
    );
    count(all, truth, flags);
    if (truth.length > 0 && flags.length > 0) whole.truePositives++;
    else if (flags.length > 0) whole.falsePositives++;
    else if (truth.length > 0) whole.falseNegatives++;
  });
  return {
    noise,
    policy,
    orderingMistakes: ratesOf(ordering),
    allMistakes: ratesOf(all),
    sequences: ratesOf(whole),
  };
}

/** @throws StationError `usage` when no family has enough sequences. */
export function measurableOf(sequences: readonly AnnotatedSequence[]): readonly AnnotatedSequence[] {
  const measured = sequences.filter(
    (one) => one.actions.length > 0 && othersOf(one, sequences).length >= fewestOthers,
  );
  if (measured.length > 0) return measured;
  throw new StationError(
    'usage',
    `No family has more than ${fewestOthers} sequences: nothing can be learnt.`,
  );
}

export function othersOf(
  one: AnnotatedSequence,
  all: readonly AnnotatedSequence[],
): readonly AnnotatedSequence[] {
  return all.filter((other) => other !== one && other.family === one.family);
}

/** A sequence as a network would see it, and what is learnt from the others. */
interface WatchedSequence {
  readonly windows: readonly WindowScores[];
  readonly network: RecognitionModel;
  readonly recipe: (fixedOrder: boolean) => string;
  readonly undoes: ReadonlyMap<string, string>;
}

export function watchSequence(
  sequence: AnnotatedSequence,
  others: readonly AnnotatedSequence[],
  noise: number,
  seed: number,
): WatchedSequence {
  const everything = [sequence, ...others].flatMap(({ actions }) => actions);
  const labels = [background, ...new Set(everything.map(({ label }) => label))];
  const undoes = new Map(
    everything.flatMap(({ label, undoes }) => (undoes === null ? [] : [[label, undoes]])),
  );
  const random = createRandom(seed);
  const network = drawNetwork(labels, background, noise, random);
  const part = { actions: sequence.actions, endSeconds: sequence.actions.at(-1)!.endSeconds + idleSeconds };
  return {
    windows: [...watchPart(part, network, random)],
    network: { labels, background, confusion: noise < 1 ? network.confusion : null },
    undoes,
    recipe(fixedOrder) {
      const examples = others.map(toExample);
      const known = new Set(examples.flatMap((example) => example.map(({ label }) => label)));
      return learnRecipe(examples, {
        name: sequence.family,
        title: sequence.family,
        part: { end: 'mark' as const },
        possible: labels.filter((label) => label !== background && !known.has(label) && !undoes.has(label)),
        removals: [...undoes].map(([label, undone]) => ({ label, undoes: undone })),
        fixedOrder,
      }).text;
    },
  };
}

function flag(
  sequence: AnnotatedSequence,
  others: readonly AnnotatedSequence[],
  policy: AnnotatedPolicy,
  noise: number,
  seed: number,
): readonly Flag[] {
  const { windows, network, recipe, undoes } = watchSequence(sequence, others, noise, seed);
  if (policy === 'precedenceCounting') {
    return flagsOfCounting(others, readActions(windows, network.labels, background), undoes);
  }
  return flagsOfChecker(recipe(policy === 'fixedOrder'), windows, network);
}

/** A flag is right when it overlaps a mistake with the same label. */
function count(counts: Counts, truth: readonly Flag[], flags: readonly Flag[]): void {
  const open = new Set(truth);
  for (const one of flags) {
    const hit = [...open].find(
      (other) =>
        other.label === one.label &&
        other.startSeconds < one.endSeconds &&
        one.startSeconds < other.endSeconds,
    );
    if (hit === undefined) counts.falsePositives++;
    else {
      counts.truePositives++;
      open.delete(hit);
    }
  }
  counts.falseNegatives += open.size;
}

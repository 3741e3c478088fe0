// Measures the checker on annotated assemblies, leaving one out at a time: its recipe is learnt from the right actions of the
// other sequences of the same family, as `stepwatch recipe learn` would learn it.
import {
  type AnnotatedOptions,
  type AnnotatedPolicy,
  type AnnotatedRow,
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
  const measured = sequences.filter(
    (one) => one.actions.length > 0 && othersOf(one, sequences).length >= fewestOthers,
  );
  if (measured.length === 0) {
    throw new StationError(
      'usage',
      `No family has more than ${fewestOthers} sequences: nothing can be learnt.`,
    );
  }
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

function othersOf(one: AnnotatedSequence, all: readonly AnnotatedSequence[]): readonly AnnotatedSequence[] {
  return all.filter((other) => other !== one && other.family === one.family);
}

function flag(
  sequence: AnnotatedSequence,
  others: readonly AnnotatedSequence[],
  policy: AnnotatedPolicy,
  noise: number,
  seed: number,
): readonly Flag[] {
  const everything = [sequence, ...others].flatMap(({ actions }) => actions);
  const labels = [background, ...new Set(everything.map(({ label }) => label))];
  const undoes = new Map(
    everything.flatMap(({ label, undoes }) => (undoes === null ? [] : [[label, undoes]])),
  );
  const random = createRandom(seed);
  const network = drawNetwork(labels, background, noise, random);
  const part = {
    actions: sequence.actions,
    endSeconds: sequence.actions.at(-1)!.endSeconds + idleSeconds,
    mistake: null,
    truth: [],
  };
  const windows: WindowScores[] = [...watchPart(part, network, random)];
  if (policy === 'precedenceCounting') {
    return flagsOfCounting(others, readActions(windows, labels, background), undoes);
  }
  const examples = others.map(toExample);
  const known = new Set(examples.flatMap((example) => example.map(({ label }) => label)));
  const options = {
    name: sequence.family,
    title: sequence.family,
    part: { end: 'mark' as const },
    possible: labels.filter((label) => label !== background && !known.has(label) && !undoes.has(label)),
    removals: [...undoes].map(([label, undone]) => ({ label, undoes: undone })),
  };
  const recipe = learnRecipe(examples, { ...options, fixedOrder: policy === 'fixedOrder' });
  const confusion = noise < 1 ? network.confusion : null;
  return flagsOfChecker(recipe, windows, { labels, background, confusion });
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

// Measures learnt recipes, leaving one recording out at a time: what the checker says of it with the recipe of the others, as it
// was, with one step left out, and with one action done twice.
import { createChecker } from '../checker/index.ts';
import { type LearnedOptions, type LearnedRow, StationError, type Verdict } from '../contract/index.ts';
import { learnRecipe } from '../learning/index.ts';
import { parseRecipe, type Recipe } from '../recipe/index.ts';
import { atLineSpeed } from './line-times.ts';
import { createRandom, type Random } from './random.ts';
import type { RecordedAction, Recording, Task } from './recordings.ts';
import { drawNetwork, type SimulatedNetwork, watchPart } from './simulated-network.ts';

export interface LearnedWork extends Omit<LearnedOptions, 'directory'> {
  readonly tasks: readonly Task[];
}

const background = 'nothing';
const idleSeconds = 4;
/** A step that this share of the other recordings have should be missed when it is left out. */
const usualShare = 0.9;

/** What the checker said, over recordings. */
interface Tally {
  recordings: number;
  readonly good: Verdict[];
  readonly skipped: Verdict[];
  readonly repeated: Verdict[];
}

/** @returns A row for each task, and one for all together. @throws StationError `usage` without a task. */
export function measureLearned({ tasks, accuracy, seed }: LearnedWork): readonly LearnedRow[] {
  if (tasks.length === 0) {
    throw new StationError('usage', 'There is no task with at least four recordings.', {
      hint: 'Give a folder of folders, one for each task, with the label files of its recordings.',
    });
  }
  const all: Tally = { recordings: 0, good: [], skipped: [], repeated: [] };
  const rows = tasks.map((task) => {
    const tally: Tally = { recordings: 0, good: [], skipped: [], repeated: [] };
    task.recordings.forEach((recording, at) => {
      // Whoever made a mistake teaches what was right, but must not pass.
      if (recording.some(({ isRight }) => !isRight)) return;
      const others = task.recordings.filter((other) => other !== recording);
      for (const into of [tally, all]) into.recordings++;
      const said = judge(recording, others, accuracy, createRandom(seed * 7919 + at));
      for (const into of [tally, all]) {
        into.good.push(said.good);
        into.skipped.push(...said.skipped);
        into.repeated.push(...said.repeated);
      }
    });
    return rowOf(task.name, tally);
  });
  return [...rows, rowOf('all', all)];
}

function judge(recording: Recording, others: readonly Recording[], accuracy: number, random: Random) {
  const labels = [background, ...new Set([recording, ...others].flat().map(({ label }) => label))];
  const network = drawNetwork(labels, background, accuracy, random);
  const recipe = recipeOf(others, labels);
  const verdictOf = (actions: Recording): Verdict => verdict(recipe, atLineSpeed(actions), network, random);
  return {
    good: verdictOf(recording),
    skipped: skippable(recording, others).map((at) => verdictOf(recording.toSpliced(at, 1))),
    repeated: repeatable(recording, others).map((at) =>
      verdictOf(recording.toSpliced(at, 0, recording[at]!)),
    ),
  };
}

/** As `stepwatch recipe learn` makes it for a model with these labels. A recording is one part, from its start to its end. */
function recipeOf(recordings: readonly Recording[], labels: readonly string[]): Recipe {
  const examples = recordings.map((recording) =>
    atLineSpeed(recording).map(({ label, startSeconds, endSeconds, undoes, isRight }) => ({
      label,
      seconds: endSeconds - startSeconds,
      undoes,
      isRight,
    })),
  );
  const { text } = learnRecipe(examples, {
    name: 'learnt',
    title: 'Learnt',
    part: { end: 'mark' },
    known: labels.filter((label) => label !== background),
  });
  return parseRecipe(text, 'learnt.yaml');
}

/** A recording is one part: where the checker sees none, or several, it has failed. */
function verdict(recipe: Recipe, actions: Recording, network: SimulatedNetwork, random: Random): Verdict {
  const endSeconds = (actions.at(-1)?.endSeconds ?? 0) + idleSeconds;
  const { labels, confusion } = network;
  const checker = createChecker(recipe, { labels, background, confusion });
  const windows = watchPart({ actions, endSeconds }, network, random);
  const events = [...[...windows].flatMap((window) => checker.push(window)), ...checker.finish()];
  const parts = events.filter((event) => event.type === 'partEnded');
  return parts.length === 1 ? parts[0]!.verdict : 'fail';
}

/** Positions of the last actions of their labels that nearly all other recordings have as often. */
function skippable(recording: Recording, others: readonly Recording[]): readonly number[] {
  return positions(recording).filter((at) => {
    const { label } = recording[at]!;
    if (recording.findLastIndex((one) => one.label === label) !== at) return false;
    const count = timesOf(label, recording);
    const have = others.filter((other) => timesOf(label, other) >= count);
    return have.length >= usualShare * others.length;
  });
}

/** Positions of the actions that no recording ever does twice, one right after the other. */
function repeatable(recording: Recording, others: readonly Recording[]): readonly number[] {
  const repeatedLabels = new Set([recording, ...others].flatMap(repeats));
  return positions(recording).filter((at) => !repeatedLabels.has(recording[at]!.label));
}

function positions(recording: Recording): number[] {
  return [...recording.keys()].filter((at) => recording[at]!.undoes === null);
}

function timesOf(label: string, recording: Recording): number {
  return recording.filter((one) => one.label === label).length;
}

function repeats(recording: Recording): string[] {
  return recording.flatMap(({ label }: RecordedAction, at) =>
    recording[at + 1]?.label === label ? [label] : [],
  );
}

function rowOf(task: string, { recordings, good, skipped, repeated }: Tally): LearnedRow {
  const rate = (said: readonly Verdict[], wanted: Verdict): number =>
    said.length === 0 ? 0 : said.filter((one) => one === wanted).length / said.length;
  return {
    task,
    recordings,
    goodFailed: rate(good, 'fail'),
    goodWarned: rate(good, 'warn'),
    skippedPassed: rate(skipped, 'pass'),
    repeatedPassed: rate(repeated, 'pass'),
  };
}

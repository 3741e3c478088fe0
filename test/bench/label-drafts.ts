// How good drafts of labels are: windows of labelled recordings of right parts, aligned with the recipe, against the labels. And
// how much less time a scripted user needs with them.
//   npx tsx test/bench/label-drafts.ts DIR [--model models/demo] [--steps RECIPE.yaml] [--no-recipe]
//   npx tsx test/bench/label-drafts.ts --simulate 200 [--accuracy 0.8] [--seed 7] [--no-recipe]
// A video whose JSON file tells of a mistake is left out. Windows are kept beside the videos, for the next time.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { alignDraft } from '../../src-inference/checker/index.ts';
import type { LabelledAction, RecognitionModel, WindowScores } from '../../src-inference/contract/index.ts';
import { createRandom } from '../../src-inference/evaluation/random.ts';
import { background, drawPart, recordLine } from '../../src-inference/evaluation/simulated-line.ts';
import { drawNetwork, usualHabits, watchPart } from '../../src-inference/evaluation/simulated-network.ts';
import { usualPace } from '../../src-inference/evaluation/simulated-part.ts';
import { findLabelledVideos } from '../../src-inference/labels/index.ts';
import { openClassifier, readModelCard, recognitionModelOf } from '../../src-inference/model/index.ts';
import { parseRecipe } from '../../src-inference/recipe/index.ts';
import { clipsOf } from '../../src-inference/windows/index.ts';
import { type ComparedDraft, compareDraft } from './compared-draft.ts';
import { byConfirming, fromNothing } from './labelling-user.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  allowNegative: true,
  options: {
    model: { type: 'string', default: 'models/demo' },
    steps: { type: 'string', default: 'resources/recipes/coupling.yaml' },
    recipe: { type: 'boolean', default: true },
    simulate: { type: 'string' },
    accuracy: { type: 'string', default: '0.8' },
    seed: { type: 'string', default: '7' },
  },
});

interface Recording {
  readonly name: string;
  readonly network: RecognitionModel;
  readonly windows: readonly WindowScores[];
  readonly truth: readonly LabelledAction[];
}

const recipe = parseRecipe(readFileSync(values.steps, 'utf8'), values.steps);

async function* recordings(directory: string): AsyncGenerator<Recording> {
  const card = await readModelCard(values.model);
  const classifier = await openClassifier(card);
  const network = recognitionModelOf(card, classifier.choice);
  for (const { video, actions: truth } of await findLabelledVideos(directory, network.labels)) {
    const about = video.replace(/\.\w+$/, '.json');
    if (existsSync(about) && JSON.parse(readFileSync(about, 'utf8')).mistake != null) continue;
    const kept = `${video}.windows.json`;
    if (!existsSync(kept)) {
      const windows: WindowScores[] = [];
      for await (const clip of clipsOf(video, { window: card.window, input: card.input })) {
        windows.push(await classifier.classify(clip));
      }
      writeFileSync(kept, JSON.stringify(windows));
    }
    yield { name: basename(video), network, windows: JSON.parse(readFileSync(kept, 'utf8')), truth };
  }
  await classifier.close();
}

/** One good part each. Nobody has measured the network. */
function* simulated(count: number): Generator<Recording> {
  const seed = Number(values.seed);
  const line = recordLine(recipe, usualPace, 20, createRandom(seed + 1));
  const habits = { ...usualHabits, hopSeconds: 0.25, mixes: true };
  const drawn = drawNetwork(line.labels, background, Number(values.accuracy), createRandom(seed), habits);
  const network = { labels: line.labels, background, confusion: null };
  for (let number = 0, found = 0; found < count; number++) {
    const { part, random } = drawPart(line, usualPace, seed, number);
    if (part.mistake !== null) continue;
    found++;
    yield {
      name: `part ${number}`,
      network,
      windows: [...watchPart(part, drawn, random)],
      truth: part.actions,
    };
  }
}

const compared: ComparedDraft[] = [];
const seconds = { nothing: 0, confirming: 0 };
let [windows, right] = [0, 0];
let milliseconds = 0;
const all = values.simulate === undefined ? recordings(positionals[0]!) : simulated(Number(values.simulate));
for await (const recording of all) {
  const { name, network, truth } = recording;
  const begun = performance.now();
  const drafted = alignDraft({ recipe: values.recipe ? recipe : null }, network, recording.windows);
  milliseconds += performance.now() - begun;
  const one = compareDraft(truth, drafted);
  compared.push(one);
  const last = recording.windows.at(-1)!;
  const hopSeconds = recording.windows[1]!.startSeconds - recording.windows[0]!.startSeconds;
  const draft = { truth, drafted, durationSeconds: last.endSeconds, hopSeconds };
  seconds.nothing += fromNothing(draft);
  seconds.confirming += byConfirming(draft, (action) => one.matches.get(action) ?? null, 0.8);
  for (const window of recording.windows) {
    const middle = (window.startSeconds + window.endSeconds) / 2;
    const label = truth.find((action) => action.startSeconds <= middle && middle < action.endSeconds)?.label;
    const named = network.labels[window.probabilities.indexOf(Math.max(...window.probabilities))];
    windows++;
    if (named === (label ?? network.background)) right++;
  }
  if (values.simulate === undefined) {
    const { size } = one.matches;
    process.stdout.write(`${name}: ${size} of ${truth.length} right, ${drafted.length - size} superfluous\n`);
  }
}

const sum = (of: (one: ComparedDraft) => number): number =>
  compared.reduce((total, one) => total + of(one), 0);
const actions = sum(({ truth }) => truth.length);
const matched = sum(({ matches }) => matches.size);
const drafted = compared.flatMap((one) =>
  one.drafted.map((action) => ({ action, right: one.isRight(action) })),
);
const edges = compared.flatMap(({ edgeErrors }) => edgeErrors).sort((a, b) => a - b);
const quantile = (share: number): string => (edges[Math.floor(share * (edges.length - 1))] ?? 0).toFixed(3);
const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
process.stdout.write(
  `${compared.length} recordings, ${actions} actions, ${percent(right / windows)} of ${windows} windows named right\n` +
    `actions right (same label, IoU over 0.5): ${percent(matched / actions)}; superfluous: ${drafted.length - matched}\n` +
    `edges: median error ${quantile(0.5)} s, 90 % within ${quantile(0.9)} s\n` +
    `${(milliseconds / compared.length).toFixed(0)} ms a recording\n`,
);
for (const [from, to] of [
  [0, 0.5],
  [0.5, 0.8],
  [0.8, 0.9],
  [0.9, 0.97],
  [0.97, 1.01],
] as const) {
  const some = drafted.filter(({ action }) => action.confidence >= from && action.confidence < to);
  const rights = some.filter((one) => one.right).length;
  const mean = some.reduce((total, { action }) => total + action.confidence, 0) / some.length;
  process.stdout.write(
    `confidence ${from} to ${Math.min(to, 1)}: ${some.length} actions, ${percent(rights / some.length)} right, ${percent(mean)} sure\n`,
  );
}
const perMinute = (total: number): string => ((60 * actions) / total).toFixed(1);
process.stdout.write(
  `scripted user, actions a minute: ${perMinute(seconds.nothing)} from nothing, ${perMinute(seconds.confirming)} with drafts: ` +
    `${(seconds.nothing / seconds.confirming).toFixed(1)} times\n`,
);

// Measures a model on labelled videos: all of its networks on the same windows.
import { basename, relative } from 'node:path';
import { type LabelledRecording, measureErrors } from '../checker/index.ts';
import {
  type EvaluatedNetwork,
  type EvaluateOptions,
  type EvaluationReport,
  type JudgedVideo,
  type LabelledAction,
  type NetworkChoice,
  type Precision,
  precisions,
  type SegmentQuality,
  StationError,
  type WindowScores,
} from '../contract/index.ts';
import { findLabelledVideos, type LabelledVideo, labelOf } from '../labels/index.ts';
import {
  type BuildWatch,
  type Classifier,
  chooseNetwork,
  filesOf,
  type ModelCard,
  mustBeWritable,
  openClassifier,
  readModelCard,
  runsOnCpu,
  thisMachine,
  updateCard,
  type Wish,
} from '../model/index.ts';
import { openRecipe, type Recipe } from '../recipe/index.ts';
import { clipsOf } from '../windows/index.ts';
import { writeQuality } from './card-quality.ts';
import { actionsOf, judgeVideo } from './judged-steps.ts';
import { qualityOf } from './metrics.ts';
import { editScore, mean } from './scores.ts';
import { type Hits, segmentF1, segmentHits, segmentsOf } from './segments.ts';

const overlaps = [0.1, 0.25, 0.5] as const;

/** One video, with what a network said about its windows. */
interface Watched {
  readonly video: LabelledVideo;
  readonly windows: readonly WindowScores[];
}

/**
 * The card is written last, as a whole.
 *
 * @throws StationError when the model, the recipe, the labels or a video cannot be used.
 */
export async function evaluateModel(
  options: EvaluateOptions,
  onProgress: (text: string, done: number | null) => Promise<void>,
  signal: AbortSignal,
): Promise<EvaluationReport> {
  const card = await readModelCard(options.model);
  const labels = card.labels.map(({ name }) => name);
  const recipe = options.recipe === null ? null : await openRecipe(options.recipe, card);
  const videos = await findLabelledVideos(options.data, labels);
  if (options.write) await mustBeWritable(card.directory);
  const classifiers = await openAll(card, options.precisions, {
    onProgress: (text, done) => void onProgress(text, done).catch(() => undefined),
    signal,
  });
  try {
    const watched = classifiers.map((): Watched[] => []);
    for (const [i, video] of videos.entries()) {
      await onProgress(`${basename(video.video)}, ${i + 1} of ${videos.length}`, i / videos.length);
      const windows = await classifyAll(video.video, card, classifiers, signal);
      for (const [network, scores] of windows.entries()) watched[network]!.push({ video, windows: scores });
    }
    const networks = classifiers.map(({ choice }, i) => ({
      choice,
      ...measure(watched[i]!, card, choice, recipe),
    }));
    if (options.write) await writeQualities(card, networks, dataOf(options.data, videos.length));
    return {
      model: card.name,
      data: options.data,
      videos: videos.length,
      labels,
      recipe: recipe?.name ?? null,
      networks,
    };
  } finally {
    for (const classifier of classifiers) await classifier.close();
  }
}

async function openAll(
  card: ModelCard,
  wanted: readonly Precision[] | null,
  watch: BuildWatch,
): Promise<readonly Classifier[]> {
  const machine = thisMachine();
  // The network for TensorRT is slow on other backends, so it is measured there only when it is asked for.
  const usual = precisions.filter(
    (precision) => precision !== 'int8Qdq' || machine.missing.tensorrt === null,
  );
  const wishes: Wish[] = [];
  for (const precision of wanted ?? usual) {
    const here = filesOf(card, precision).filter((file) => runsOnCpu(file, machine.cpu));
    wishes.push(...here.map(({ target }) => ({ precision, target, backend: null })));
    // What was asked for and cannot be measured is an error that says why.
    if (wanted && here.length === 0) chooseNetwork(card, machine, { precision, target: null, backend: null });
  }
  const classifiers: Classifier[] = [];
  try {
    for (const wish of wishes) classifiers.push(await openClassifier(card, wish, watch));
    return classifiers;
  } catch (thrown) {
    for (const classifier of classifiers) await classifier.close();
    throw thrown;
  }
}

/** @returns For each classifier, what it says about every window. */
async function classifyAll(
  video: string,
  card: ModelCard,
  classifiers: readonly Classifier[],
  signal: AbortSignal,
): Promise<readonly (readonly WindowScores[])[]> {
  const windows = classifiers.map((): WindowScores[] => []);
  for await (const clip of clipsOf(video, card, signal)) {
    for (const [i, classifier] of classifiers.entries()) windows[i]!.push(await classifier.classify(clip));
  }
  return windows;
}

/** @throws StationError `labels_invalid` when no window has a label. */
function measure(
  watched: readonly Watched[],
  card: ModelCard,
  network: Pick<NetworkChoice, 'precision' | 'target'>,
  recipe: Recipe | null,
): Omit<EvaluatedNetwork, 'choice'> {
  const labels = card.labels.map(({ name }) => name);
  const recordings = labelledRecordings(watched, labels, card.background);
  const quality = qualityOf(recordings.flat(), labels.length);
  if (quality.windows === 0) {
    throw new StationError('labels_invalid', 'No window of these videos has a label.', {
      hint: 'Check that the times of the label files are seconds of their videos.',
    });
  }
  const named = watched.map(({ windows }) =>
    segmentsOf(windows, labels, card.background, card.window.hopSeconds),
  );
  const judged = recipe && watched.map(({ windows }) => judgeVideo(windows, recipe, card, network));
  const truth = watched.map(({ video }) => video.actions);
  return {
    ...quality,
    perClass: quality.perClass.map((one, i) => ({ label: labels[i]!, ...one })),
    errors: measureErrors(recordings),
    segments: segmentQuality(named, truth),
    checker: judged && {
      ...segmentQuality(
        judged.map(({ steps }) => actionsOf(steps)),
        truth,
      ),
      verdicts: judged.map(
        ({ verdict }, i): JudgedVideo => ({
          video: basename(watched[i]!.video.video),
          expected: watched[i]!.video.expectedVerdict,
          verdict,
        }),
      ),
    },
  };
}

function labelledRecordings(
  watched: readonly Watched[],
  labels: readonly string[],
  background: string | null,
): readonly LabelledRecording[] {
  return watched.map(({ video, windows }) =>
    windows.flatMap((window) => {
      const label = labelOf(video.actions, window, background);
      return label === null ? [] : [{ ...window, truth: labels.indexOf(label) }];
    }),
  );
}

function segmentQuality(
  named: readonly (readonly LabelledAction[])[],
  truth: readonly (readonly LabelledAction[])[],
): SegmentQuality {
  const labelsOf = (actions: readonly LabelledAction[]): string[] => actions.map(({ label }) => label);
  const scores = named.map((actions, i) => editScore(labelsOf(truth[i]!), labelsOf(actions)));
  const [f1At10, f1At25, f1At50] = overlaps.map((overlap) =>
    segmentF1(named.map((actions, i): Hits => segmentHits(actions, truth[i]!, overlap))),
  );
  return {
    editScore: mean(scores),
    f1At10: f1At10!,
    f1At25: f1At25!,
    f1At50: f1At50!,
  };
}

/** The card names the folder as it was given when it lies below the working folder, and its last name only otherwise. */
function dataOf(directory: string, videos: number): string {
  const path = relative(process.cwd(), directory);
  return `${path.startsWith('..') ? basename(directory) : path}: ${videos} labelled ${videos === 1 ? 'video' : 'videos'}`;
}

async function writeQualities(
  card: ModelCard,
  networks: readonly EvaluatedNetwork[],
  data: string,
): Promise<void> {
  await updateCard(card.directory, (document) => {
    for (const { choice, ...quality } of networks) {
      writeQuality(document, choice, quality, data);
    }
  });
}

// Composition: which source feeds which model, checker and record. The order of what happens is decided here.
import { readFile } from 'node:fs/promises';
import {
  type Checker,
  type EngineEvent,
  type ModelInfo,
  type RecipeInfo,
  type RunOptions,
  StationError,
  toStationError,
  type Verdict,
  verdicts,
  type WindowScores,
} from './contract/index.ts';
import { type FrameSource, openFileSource } from './media/index.ts';
import {
  type Classifier,
  describeModel,
  type ModelCard,
  openClassifier,
  readModelCard,
  WindowAssembler,
} from './model/index.ts';
import { openRecord, type Recorder } from './record/index.ts';
import { checkLabels, createChecker, describeRecipe, parseRecipe, type Recipe } from './sequence/index.ts';

/** Clips handed to the session before its first answer is awaited: decoding and inference overlap, memory stays flat. */
const clipsInFlight = 2;

export interface RunContext {
  /** Time of day, for the record. */
  now(): Date;
  /** Breaks the run off with the error `aborted`. */
  readonly signal: AbortSignal;
}

/**
 * Watches a recorded video to its end. Every event is in the record before it is yielded.
 *
 * @throws StationError when the input cannot be used, when the source breaks midway, or `aborted`.
 */
export async function* run(options: RunOptions, { now, signal }: RunContext): AsyncGenerator<EngineEvent> {
  const station = await openStation(options);
  const closeSource = (): void => void station.source.close();
  signal.addEventListener('abort', closeSource);
  if (signal.aborted) closeSource();
  let record: Recorder | null = null;
  try {
    record =
      options.recordDirectory === null ? null : openRecord({ directory: options.recordDirectory, now });
    for await (const event of watch(station, signal)) {
      record?.write(event);
      yield event;
    }
  } catch (thrown) {
    const error = toStationError(thrown);
    const aborted: EngineEvent = { type: 'runAborted', error: error.toJSON() };
    record?.write(aborted);
    yield aborted;
    throw error;
  } finally {
    signal.removeEventListener('abort', closeSource);
    record?.close();
    await Promise.all([station.source.close(), station.classifier.close()]);
  }
}

/** Everything that one run needs, opened and checked against each other. */
interface Station {
  readonly source: FrameSource;
  readonly card: ModelCard;
  readonly classifier: Classifier;
  readonly recipe: Recipe | null;
  readonly checker: Checker | null;
}

async function openStation(options: RunOptions): Promise<Station> {
  const card = await readModelCard(options.model);
  const recipe = options.recipe === null ? null : await openRecipe(options.recipe, card);
  const checker =
    recipe &&
    createChecker(recipe, {
      labels: namesOf(card),
      background: card.background,
      policy: options.policy,
    });
  const classifier = await openClassifier(card);
  try {
    const source = await openFileSource(options.video, classifier.inputSize);
    return { source, card, classifier, recipe, checker };
  } catch (thrown) {
    await classifier.close();
    throw thrown;
  }
}

async function* watch(station: Station, signal: AbortSignal): AsyncGenerator<EngineEvent> {
  const { source, card, classifier, recipe, checker } = station;
  const windows = new WindowAssembler(card.window, card.input.frames);
  const inFlight: Promise<WindowScores>[] = [];
  let worst: Verdict | null = null;
  let frames = 0;
  let seconds = 0;

  function* judge(scores: WindowScores): Generator<EngineEvent> {
    yield classified(scores, card);
    for (const event of checker?.push(scores) ?? []) yield noted(event);
    yield { type: 'progress', seconds, frames };
  }
  function noted<Event extends EngineEvent>(event: Event): Event {
    if (event.type === 'partEnded') worst = worse(worst, event.verdict);
    return event;
  }

  yield {
    type: 'runStarted',
    source: source.info,
    model: card.name,
    recipe: recipe?.name ?? null,
    recipeSteps: recipe?.steps.length ?? 0,
  };
  for await (const frame of source.frames()) {
    frames += 1;
    seconds = frame.presentationSeconds;
    for (const clip of windows.push(frame)) inFlight.push(handled(classifier.classify(clip)));
    while (inFlight.length > clipsInFlight) yield* judge(await inFlight.shift()!);
  }
  if (signal.aborted) {
    throw new StationError('aborted', 'The run was stopped before the end of the video.', {
      hint: 'Start it again; what was judged so far is in the log.',
    });
  }
  for (const clip of windows.finish()) inFlight.push(handled(classifier.classify(clip)));
  for (const scores of inFlight) yield* judge(await scores);
  for (const event of checker?.finish() ?? []) yield noted(event);
  yield {
    type: 'runEnded',
    frames,
    seconds: source.info.durationSeconds ?? seconds,
    // A recipe asks for a part: a run in which none was seen has failed.
    verdict: checker && (worst ?? 'fail'),
  };
}

function classified(scores: WindowScores, card: ModelCard): EngineEvent {
  const probability = Math.max(...scores.probabilities);
  return {
    type: 'windowClassified',
    startSeconds: scores.startSeconds,
    endSeconds: scores.endSeconds,
    label: card.labels[scores.probabilities.indexOf(probability)]!.name,
    probability,
    probabilities: scores.probabilities.map((value) => Math.round(value * 1e4) / 1e4),
  };
}

function worse(known: Verdict | null, other: Verdict): Verdict {
  return known !== null && verdicts.indexOf(known) >= verdicts.indexOf(other) ? known : other;
}

/** The promise is awaited later, in its turn: a rejection until then is not an unhandled one. */
function handled<T>(promise: Promise<T>): Promise<T> {
  promise.catch(() => undefined);
  return promise;
}

/** @throws StationError when the recipe is not valid, or names an action that the model does not know. */
export async function readRecipe(input: { path: string; model: string | null }): Promise<RecipeInfo> {
  const card = input.model === null ? null : await readModelCard(input.model);
  return describeRecipe(await openRecipe(input.path, card));
}

async function openRecipe(path: string, card: ModelCard | null): Promise<Recipe> {
  const recipe = parseRecipe(await readRecipeText(path), path);
  if (card) checkLabels(recipe, namesOf(card), card.background);
  return recipe;
}

function namesOf(card: ModelCard): readonly string[] {
  return card.labels.map((label) => label.name);
}

async function readRecipeText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const message =
      code === 'ENOENT' ? `There is no recipe "${path}".` : `The recipe "${path}" cannot be read (${code}).`;
    throw new StationError('recipe_not_found', message, {
      where: path,
      hint: 'Give the path of a recipe file, such as resources/recipes/coupling.yaml.',
      cause,
    });
  }
}

/** @throws StationError when the card is not valid, or does not fit the network. */
export async function readModel(directory: string): Promise<ModelInfo> {
  const card = await readModelCard(directory);
  await (await openClassifier(card)).close();
  return describeModel(card);
}

// Composition: a model, a recipe and a record, and whatever source is being watched. The order of what happens is decided
// here: an event is in the record before anybody hears of it.

import { Annotator } from './annotation.ts';
import {
  type AbortReason,
  type Checker,
  type EngineEvent,
  isLive,
  type OutputSpec,
  type PreviewFrame,
  type SourceSpec,
  StationError,
  type StationOptions,
} from './contract/index.ts';
import { type FrameSource, OutputSet, openSource } from './media/index.ts';
import { type Classifier, type ModelCard, openClassifier, readModelCard } from './model/index.ts';
import { openRecipe } from './recipe-file.ts';
import { openRecord, type Recorder } from './record/index.ts';
import { Run } from './run.ts';
import { createChecker, type Recipe } from './sequence/index.ts';

export interface StationContext {
  /** Time of day, for the record. */
  readonly now: () => Date;
  /** Resolves when the listener can take more: a slow one slows a file down, not the memory. */
  readonly report: (event: EngineEvent) => Promise<void>;
}

export class Station {
  private readonly context: StationContext;
  private readonly card: ModelCard;
  private readonly classifier: Classifier;
  private readonly recipe: Recipe | null;
  private readonly options: StationOptions;
  private readonly record: Recorder | null;
  private readonly outputs: OutputSet;
  private readonly annotator: Annotator;
  private run: Run | null = null;
  private source: FrameSource | null = null;
  /** Commands that change the source come one after the other. */
  private turn: Promise<unknown> = Promise.resolve();

  /** @throws StationError when model, recipe or record cannot be used, or do not fit each other. */
  static async open(options: StationOptions, context: StationContext): Promise<Station> {
    const card = await readModelCard(options.model);
    const recipe = options.recipe === null ? null : await openRecipe(options.recipe, card);
    // An unknown policy or background must show before the network is loaded.
    if (recipe) makeChecker(recipe, card, options);
    const classifier = await openClassifier(card);
    try {
      return new Station(options, context, { card, recipe, classifier });
    } catch (thrown) {
      await classifier.close();
      throw thrown;
    }
  }

  private constructor(
    options: StationOptions,
    context: StationContext,
    parts: { card: ModelCard; recipe: Recipe | null; classifier: Classifier },
  ) {
    this.context = context;
    this.card = parts.card;
    this.classifier = parts.classifier;
    this.recipe = parts.recipe;
    this.options = options;
    this.record =
      options.recordDirectory === null
        ? null
        : openRecord({ directory: options.recordDirectory, now: context.now });
    const { window, labels, background } = parts.card;
    this.annotator = new Annotator({
      titles: new Map(labels.map(({ name, title }) => [name, title])),
      background,
      hopSeconds: window.hopSeconds,
      steps: parts.recipe?.steps.length ?? 0,
    });
    this.outputs = new OutputSet({
      alignedDelaySeconds: alignedDelay(window),
      recipe: parts.recipe?.name ?? null,
      onState: (change) => this.note({ type: 'outputState', ...change }),
    });
  }

  /**
   * Opens a source and, once that went well, closes the one before it: the part in progress is aborted. A file plays when
   * this resolves, a live source is being waited for. The run's own end is `done` of what comes back.
   *
   * @throws StationError when the source cannot be opened; what was being watched goes on.
   */
  openSource(spec: SourceSpec): Promise<Run> {
    return this.inTurn(async () => {
      const source = await openSource(spec, {
        size: this.classifier.inputSize,
        hub: this.outputs.hub,
        onState: (state, error) => {
          if (state === 'playing') this.outputs.sourcePlays(source.info);
          this.note({ type: 'sourceState', state, source: source.info, error });
        },
      });
      await this.run?.stop('sourceChanged');
      // The size of a file is known: its very first frame goes to the outputs.
      if (!isLive(spec)) this.outputs.sourcePlays(source.info);
      this.source = source;
      this.run = new Run({
        source,
        isLive: isLive(spec),
        card: this.card,
        classifier: this.classifier,
        recipe: this.recipe,
        makeChecker: () => this.recipe && makeChecker(this.recipe, this.card, this.options),
        emit: (event) => this.emit(event),
        monotonicSeconds: () => Number(process.hrtime.bigint()) / 1e9,
      });
      return this.run;
    });
  }

  /** @throws StationError `not_possible` without a source, or with a live one. */
  pauseSource(): void {
    this.openedSource().pause();
  }

  resumeSource(): void {
    this.openedSource().resume();
  }

  /** The part in progress is aborted. @throws StationError `not_possible`, also for a place that is not in the file. */
  seekSource(seconds: number): void {
    this.openedSource().seek(seconds);
  }

  /** @throws StationError `not_possible` without a source, or without a recipe. */
  async markPart(kind: 'start' | 'end', code: string | null): Promise<void> {
    this.openedSource();
    await this.run?.mark(kind, code);
  }

  closeSource(reason: AbortReason = 'sourceClosed'): Promise<void> {
    return this.inTurn(async () => {
      await this.run?.stop(reason);
      this.run = null;
      this.source = null;
    });
  }

  /** @returns Its number. @throws StationError, see `OutputSet.attach`. */
  attachOutput(spec: OutputSpec): Promise<number> {
    return this.outputs.attach(spec);
  }

  detachOutput(output: number): Promise<void> {
    return this.outputs.detach(output);
  }

  nextPreview(output: number): Promise<PreviewFrame | null> {
    return this.outputs.nextPreview(output);
  }

  /** Ends what runs, finishes the record, frees the network. */
  async close(): Promise<void> {
    await this.closeSource('stopped');
    await this.outputs.close();
    this.record?.close();
    await this.classifier.close();
  }

  private openedSource(): FrameSource {
    if (this.source) return this.source;
    throw new StationError('not_possible', 'No source is open.', { hint: 'Open one first.' });
  }

  private async emit(event: EngineEvent): Promise<void> {
    this.record?.write(event);
    const note = this.annotator.take(event);
    if (note) this.outputs.annotate(note.text, this.run?.toRunningSeconds(note.atSeconds) ?? null);
    if (event.type === 'partEnded' || event.type === 'partAborted') this.outputs.partClosed(event.part + 1);
    await this.context.report(event);
  }

  /** An event that nobody waits for. What the record has against it, the next event of the run shows. */
  private note(event: EngineEvent): void {
    this.emit(event).catch(() => undefined);
  }

  private inTurn<Result>(command: () => Promise<Result>): Promise<Result> {
    const result = this.turn.then(command);
    this.turn = result.catch(() => undefined);
    return result;
  }
}

/**
 * How long a frame must wait for the text that judges it: half a window until the window that has it in its middle is
 * full, then the windows that are under way before it, and a little for decoding.
 */
function alignedDelay(window: { readonly seconds: number; readonly hopSeconds: number }): number {
  const windowsUnderWay = 4;
  const decodingSeconds = 0.5;
  return window.seconds / 2 + windowsUnderWay * window.hopSeconds + decodingSeconds;
}

function makeChecker(recipe: Recipe, card: ModelCard, policy: string | null): Checker {
  return createChecker(recipe, {
    labels: card.labels.map((label) => label.name),
    background: card.background,
    policy,
  });
}

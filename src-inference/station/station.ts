// Composition: a model with the plans that parts are judged by, the source that is watched, and the outputs. All of them may
// change while the station lives.

import PQueue from 'p-queue';
import {
  type AbortReason,
  isLive,
  type NumberedEvent,
  type OutputSpec,
  type PlainStationError,
  type PreviewFrame,
  type SourceInfo,
  type SourceSpec,
  StationError,
} from '../contract/index.ts';
import {
  type FilmedSource,
  type FrameSource,
  filmOfFile,
  OutputSet,
  type OutputSetOptions,
  onHardwareFailure,
  openSource,
} from '../media/index.ts';
import type { Classifier, ModelCard } from '../model/index.ts';
import { OverlayText } from '../overlay/index.ts';
import { alignedDelay } from './aligned-delay.ts';
import type { EventLog } from './event-log.ts';
import { InferenceTimer } from './inference-timer.ts';
import { JudgingPlans, type PlanChange } from './judging-plans.ts';
import { LivePace } from './network-pace.ts';
import { PartNumbers } from './part-numbers.ts';
import { PictureWatch, type UsualPictures } from './picture-watch.ts';
import type { Plan } from './plan.ts';
import { type FirstPart, nothingToUndo, placeIn, type Resumption, Run, type RunParts } from './run.ts';

export interface Model {
  readonly card: ModelCard;
  readonly classifier: Classifier;
}

export interface StationParts {
  readonly eventLog: EventLog;
  /** Called when another plan is in force, between the events of two parts. */
  readonly onPlanChanged?: (change: PlanChange<Plan>) => void;
  /** What a person calls a source, by its address, and an output, by its setting; left out: nobody has named any. */
  readonly names?: Names;
  /** Deletes old files until so many bytes are free on the disk of a folder, or nothing more may go. */
  readonly makeRoom?: NonNullable<OutputSetOptions['makeRoom']>;
  /** Video is kept in memory, so that mistakes can be shown again; null, or left out: it is not. */
  readonly film?: { readonly onFailure: (error: PlainStationError | null) => void } | null;
  /** By which live sources are known again; left out: nobody looks whether the picture is as usual. */
  readonly usualPictures?: UsualPictures;
  /** Left out: they count from 1 each day that the station lives. */
  readonly numbers?: PartNumbers;
  /** By which the network is timed; usually the one of the system. It never goes back. */
  readonly monotonicMilliseconds?: () => number;
}

/** Undefined: nobody has named it. */
export interface Names {
  readonly ofSource: (address: string) => string | undefined;
  readonly ofOutput: (setting: string) => string | undefined;
}

const noNames: Names = { ofSource: () => undefined, ofOutput: () => undefined };

interface LoadedModel extends Model {
  readonly plans: JudgingPlans<Plan>;
}

export class Station {
  private readonly eventLog: EventLog;
  private readonly onPlanChanged: (change: PlanChange<Plan>) => void;
  private readonly names: Names;
  private readonly outputs: OutputSet;
  private readonly usualPictures: UsualPictures | null;
  private readonly overlay = new OverlayText();
  private readonly timer: InferenceTimer;
  readonly numbers: PartNumbers;
  private readonly stopListening: () => void;
  private model: LoadedModel | null = null;
  private run: Run | null = null;
  /** Null while a file is watched, or nothing. */
  private live: LivePace | null = null;
  private source: FrameSource | null = null;
  private spec: SourceSpec | null = null;
  private picture: PictureWatch | null = null;
  /** Commands that change the source run one after the other. */
  private readonly changes = new PQueue({ concurrency: 1 });

  constructor({
    eventLog,
    onPlanChanged,
    names,
    makeRoom,
    film = null,
    usualPictures,
    numbers = new PartNumbers(),
    monotonicMilliseconds,
  }: StationParts) {
    this.eventLog = eventLog;
    this.usualPictures = usualPictures ?? null;
    this.names = names ?? noNames;
    this.numbers = numbers;
    this.onPlanChanged = onPlanChanged ?? (() => undefined);
    this.timer = new InferenceTimer(monotonicMilliseconds ?? (() => performance.now()));
    this.outputs = new OutputSet({
      context: () => ({
        alignedDelaySeconds: this.model ? alignedDelay(this.model, this.live) : 0,
        recipe: this.plans?.current.recipe?.name ?? null,
      }),
      sourceSeconds: () => this.run?.state.seconds ?? 0,
      ...(makeRoom && { makeRoom }),
      film: film && { ...film, captureOffsetSeconds: () => this.run?.captureOffsetSeconds ?? null },
      onState: (change) => {
        const name = change.setting === null ? undefined : this.names.ofOutput(change.setting);
        this.eventLog.publishLater({ type: 'outputState', ...change, ...(name !== undefined && { name }) });
      },
    });
    this.stopListening = onHardwareFailure((failure) =>
      eventLog.publishLater({ type: 'hardwareFailed', ...failure }),
    );
    eventLog.subscribeOutputs((event) => this.showOnOutputs(event));
  }

  /** Of the current run, or of the last one. */
  get runState() {
    return this.run?.state ?? null;
  }

  /** Median time of the network for one of the last windows; null before the first. */
  get inferenceMilliseconds(): number | null {
    return this.timer.medianMilliseconds;
  }

  /** What parts are judged by; null without a model. */
  get plans(): JudgingPlans<Plan> | null {
    return this.model?.plans ?? null;
  }

  get sourceInfo(): SourceInfo | null {
    return this.source && this.named(this.source.info);
  }

  /** The source that is watched; null when none is. */
  get watched(): { readonly spec: SourceSpec; readonly source: FrameSource } | null {
    return this.spec && this.source && { spec: this.spec, source: this.source };
  }

  /** What the source that is watched now shows, as clips; null: nothing is watched, or no video is kept. */
  get filmed(): FilmedSource | null {
    const { run, spec, source, outputs } = this;
    if (run === null || spec === null || source === null || outputs.film === null) return null;
    if (spec.kind === 'file') return filmOfFile({ path: spec.path, info: source.info });
    return outputs.film.source();
  }

  /** Whether the source still shows its usual picture. @throws StationError `not_possible` while no live source is watched. */
  get pictureWatch(): PictureWatch {
    if (this.picture !== null) return this.picture;
    throw new StationError('not_possible', 'No live source is watched.', { hint: 'Open a camera first.' });
  }

  /** Null without a model. */
  get classifier(): Classifier | null {
    return this.model?.classifier ?? null;
  }

  /** Whether a part is in progress. */
  get hasOpenPart(): boolean {
    return this.run?.hasOpenPart ?? false;
  }

  /** Closes the source and frees the model before it. Null: the station has no model for the time being. */
  async takeModel(model: (Model & { readonly plan: Plan }) | null): Promise<void> {
    await this.closeSource('modelChanged');
    await this.model?.classifier.close();
    this.model = model && {
      card: model.card,
      classifier: this.timer.around(model.classifier),
      plans: new JudgingPlans(model.plan),
    };
    this.describePlan();
    await this.followServing();
  }

  /** The plan holds from the next part on, and at once when no part is in progress. Does nothing without a model. */
  async judgeBy(plan: Plan): Promise<void> {
    if (this.run) return this.run.judgeBy(plan);
    this.plans?.propose(plan);
    const change = this.plans?.takeNext();
    if (change) this.planChanged(change);
  }

  /** The plan holds when the part in progress has ended, or the next one: nothing that was seen is lost to it. */
  judgeLaterBy(plan: Plan): void {
    this.plans?.propose(plan);
  }

  /**
   * Opens a source and then closes the one before it: the part in progress is aborted. When this resolves, a file plays, or
   * the station waits for a live source, for which the network was timed. `done` of the run tells of its end.
   *
   * @param resume Where a lost engine stopped; null: the run begins anew.
   * @param firstPart A part that begins with the source; null: a person or an action begins it.
   * @throws StationError when the source cannot be opened; the source before it goes on.
   */
  openSource(
    spec: SourceSpec,
    resume: Resumption | null = null,
    firstPart: FirstPart | null = null,
  ): Promise<Run> {
    return this.changes.add(async () => {
      const { model } = this;
      if (!model) {
        throw new StationError('not_possible', 'No model is loaded.', {
          hint: 'Choose one that can be loaded.',
        });
      }
      const live = isLive(spec) ? await LivePace.measure(this.timer, model) : null;
      const source = await this.openFrames(spec, model, resume);
      this.live = live;
      await this.run?.stop('sourceChanged');
      const usual = this.usualPictures;
      this.picture = live && usual && (await PictureWatch.open(source.info.name, usual, this.eventLog));
      this.outputs.film?.begin();
      this.source = source;
      this.spec = spec;
      this.run = this.startRun(source, live, { ...model, spec, resume, firstPart, picture: this.picture });
      // Times in a recording of parts are those of one source, so another source begins another file.
      this.outputs.partClosed(1);
      // The size of a file is known already, so that its very first frame goes to the outputs.
      if (!live) this.outputs.sourcePlays(this.named(source.info));
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

  /** Tries a source that waits for its next attempt at once. @throws StationError `not_possible` when none does. */
  retrySource(): void {
    if (this.openedSource().retry()) return;
    throw new StationError('not_possible', 'The source does not wait for another attempt.', {
      hint: 'Only a camera or a stream that failed can be tried again.',
    });
  }

  /** The part in progress is aborted. @throws StationError `not_possible`, also for a place that is not in the file. */
  seekSource(seconds: number): void {
    this.openedSource().seek(seconds);
  }

  closeSource(reason: AbortReason = 'sourceClosed'): Promise<void> {
    return this.changes.add(async () => {
      await this.run?.stop(reason);
      this.run = null;
      this.picture = null;
      this.source = null;
      this.spec = null;
    });
  }

  /**
   * Judges the part in progress by what was seen of it. The next part begins with the next action, with a code at once.
   *
   * @param mayUndo A part that is not complete ends a few seconds later, and `undoEnd` takes it back.
   */
  async closePart(code: string | null = null, mayUndo = false): Promise<void> {
    await this.run?.closePart(code, mayUndo);
  }

  /** The part that a person is about to end goes on. @throws StationError `not_possible` when none is about to end. */
  async undoEnd(): Promise<void> {
    if (this.run === null) throw nothingToUndo();
    await this.run.undoEnd();
  }

  /** The part in progress ends without a verdict. */
  async abandonPart(): Promise<void> {
    await this.run?.abandonPart();
  }

  /**
   * @param setting Id of the setting that it comes from; null: it comes from none.
   * @returns The number of the output.
   * @throws StationError, see `OutputSet.attach`.
   */
  attachOutput(spec: OutputSpec, setting: string | null = null): Promise<number> {
    return this.outputs.attach(spec, setting);
  }

  detachOutput(output: number): Promise<void> {
    return this.outputs.detach(output);
  }

  nextPreview(output: number): Promise<PreviewFrame | null> {
    return this.outputs.nextPreview(output);
  }

  /** Waits for commands under way, ends the run, finishes recordings and the record, frees the network. */
  async close(): Promise<void> {
    await this.closeSource('stopped');
    await this.outputs.close();
    this.stopListening();
    this.eventLog.close();
    await this.model?.classifier.close();
  }

  private openedSource(): FrameSource {
    if (this.source) return this.source;
    throw new StationError('not_possible', 'No source is open.', { hint: 'Open one first.' });
  }

  /** With the name that it has at the moment. */
  private named(info: SourceInfo): SourceInfo {
    const title = this.names.ofSource(info.name);
    return title === undefined ? info : { ...info, title };
  }

  private async openFrames(
    spec: SourceSpec,
    { classifier, card }: Model,
    resume: Resumption | null,
  ): Promise<FrameSource> {
    const source = await openSource(spec, {
      size: classifier.inputSize,
      router: this.outputs.router,
      ...(resume && placeIn(resume, card.window.seconds)),
      onState: (state, error, retry) => {
        if (state === 'playing') this.outputs.sourcePlays(this.named(source.info));
        this.eventLog.publishLater({
          type: 'sourceState',
          state,
          source: this.named(source.info),
          error,
          ...(retry && { retry }),
        });
      },
      onSizeChanged: (size) => this.eventLog.publishLater({ type: 'sourceSizeChanged', ...size }),
      onRetried: (retry) => this.eventLog.publishLater({ type: 'sourceRetried', retry }),
    });
    return source;
  }

  private startRun(
    source: FrameSource,
    live: LivePace | null,
    parts: LoadedModel & Pick<RunParts, 'spec' | 'resume' | 'firstPart' | 'picture'>,
  ): Run {
    return new Run({
      source,
      live,
      ...parts,
      eventLog: this.eventLog,
      numbers: this.numbers,
      describeSource: () => this.named(source.info),
      onPlanChanged: (change) => this.planChanged(change),
      monotonicSeconds: () => Number(process.hrtime.bigint()) / 1e9,
    });
  }

  /** Tells where windows are named, at once and whenever that changes. */
  private async followServing(): Promise<void> {
    const { serving = null } = this.model?.classifier ?? {};
    if (serving === null) return;
    serving.onChange((state) => this.eventLog.publishLater({ type: 'servingState', serving: state }));
    await this.eventLog.publish({ type: 'servingState', serving: serving.state });
  }

  private planChanged(change: PlanChange<Plan>): void {
    this.describePlan();
    this.onPlanChanged(change);
  }

  private describePlan(): void {
    if (!this.model) return;
    const { card, plans } = this.model;
    const { hopSeconds, recipe } = plans.current;
    this.overlay.use({
      titles: new Map(card.labels.map(({ name, title }) => [name, title])),
      background: card.background,
      hopSeconds,
      steps: recipe?.steps.length ?? 0,
    });
  }

  /** The overlay shows what was judged, and a recording of parts begins another file with the next part. */
  private showOnOutputs({ event }: NumberedEvent): void {
    const update = this.overlay.take(event);
    if (update) this.outputs.annotate(update.text, this.run?.toRunningSeconds(update.atSeconds) ?? null);
    if (event.type === 'partEnded' || event.type === 'partAborted') this.outputs.partClosed(event.part + 1);
  }
}

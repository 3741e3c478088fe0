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
import { type FilmedSource, type FrameSource, filmOfFile, OutputSet, openSource } from '../media/index.ts';
import type { Classifier, ModelCard } from '../model/index.ts';
import { OverlayText } from '../overlay/index.ts';
import type { EventLog } from './event-log.ts';
import { InferenceTimer } from './inference-timer.ts';
import { JudgingPlans, type PlanChange } from './judging-plans.ts';
import { LivePace } from './network-pace.ts';
import type { Plan } from './plan.ts';
import { type FirstPart, type Resumption, Run, type RunParts } from './run.ts';

export interface Model {
  readonly card: ModelCard;
  readonly classifier: Classifier;
}

export interface StationParts {
  readonly eventLog: EventLog;
  /** Called when another plan is in force, between the events of two parts. */
  readonly onPlanChanged?: (change: PlanChange<Plan>) => void;
  /** Video is kept in memory, so that mistakes can be shown again; null, or left out: it is not. */
  readonly film?: { readonly onFailure: (error: PlainStationError | null) => void } | null;
  /** By which the network is timed; usually the one of the system. It never goes back. */
  readonly monotonicMilliseconds?: () => number;
}

interface LoadedModel extends Model {
  readonly plans: JudgingPlans<Plan>;
}

export class Station {
  private readonly eventLog: EventLog;
  private readonly onPlanChanged: (change: PlanChange<Plan>) => void;
  private readonly outputs: OutputSet;
  private readonly overlay = new OverlayText();
  private readonly timer: InferenceTimer;
  private model: LoadedModel | null = null;
  private run: Run | null = null;
  /** Null while a file is watched, or nothing. */
  private live: LivePace | null = null;
  private source: FrameSource | null = null;
  private spec: SourceSpec | null = null;
  /** Commands that change the source run one after the other. */
  private readonly changes = new PQueue({ concurrency: 1 });

  constructor({ eventLog, onPlanChanged, film = null, monotonicMilliseconds }: StationParts) {
    this.eventLog = eventLog;
    this.onPlanChanged = onPlanChanged ?? (() => undefined);
    this.timer = new InferenceTimer(monotonicMilliseconds ?? (() => performance.now()));
    this.outputs = new OutputSet({
      context: () => ({
        alignedDelaySeconds: this.model ? alignedDelay(this.model, this.live) : 0,
        recipe: this.plans?.current.recipe?.name ?? null,
      }),
      sourceSeconds: () => this.run?.state.seconds ?? 0,
      film,
      onState: (change) => this.eventLog.publishLater({ type: 'outputState', ...change }),
    });
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
    return this.source?.info ?? null;
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
    const { seconds } = run.state;
    return outputs.film.source(
      outputs.router.timelineSeconds(Math.max(0, run.toRunningSeconds(seconds))) - seconds,
    );
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
      const source = await this.openFrames(spec, model, resume?.fromSeconds ?? 0);
      this.live = live;
      await this.run?.stop('sourceChanged');
      this.source = source;
      this.spec = spec;
      this.run = this.startRun(source, live, { ...model, resume, firstPart });
      // Times in a recording of parts are those of one source, so another source begins another file.
      this.outputs.partClosed(1);
      // The size of a file is known already, so that its very first frame goes to the outputs.
      if (!live) this.outputs.sourcePlays(source.info);
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

  closeSource(reason: AbortReason = 'sourceClosed'): Promise<void> {
    return this.changes.add(async () => {
      await this.run?.stop(reason);
      this.run = null;
      this.source = null;
      this.spec = null;
    });
  }

  /** Judges the part in progress by what was seen of it. The next part begins with the next action, with a code at once. */
  async closePart(code: string | null = null): Promise<void> {
    await this.run?.closePart(code);
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
    this.eventLog.close();
    await this.model?.classifier.close();
  }

  private openedSource(): FrameSource {
    if (this.source) return this.source;
    throw new StationError('not_possible', 'No source is open.', { hint: 'Open one first.' });
  }

  private async openFrames(
    spec: SourceSpec,
    { classifier }: Model,
    fromSeconds: number,
  ): Promise<FrameSource> {
    const source = await openSource(spec, {
      size: classifier.inputSize,
      router: this.outputs.router,
      fromSeconds,
      onState: (state, error) => {
        if (state === 'playing') this.outputs.sourcePlays(source.info);
        this.eventLog.publishLater({ type: 'sourceState', state, source: source.info, error });
      },
    });
    return source;
  }

  private startRun(
    source: FrameSource,
    live: LivePace | null,
    parts: LoadedModel & Pick<RunParts, 'resume' | 'firstPart'>,
  ): Run {
    return new Run({
      source,
      live,
      ...parts,
      eventLog: this.eventLog,
      onPlanChanged: (change) => this.planChanged(change),
      monotonicSeconds: () => Number(process.hrtime.bigint()) / 1e9,
    });
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

/**
 * Seconds that a frame must wait for the text that judges it: half a window until the window with the frame in its middle is
 * full, then the windows that are under way before it, and a little for decoding.
 */
function alignedDelay({ card: { window }, plans }: LoadedModel, live: LivePace | null): number {
  const windowsUnderWay = 4;
  const decodingSeconds = 0.5;
  const { hopSeconds } = plans.current;
  const keptSeconds = live?.hopFor(hopSeconds).seconds ?? hopSeconds;
  return window.seconds / 2 + windowsUnderWay * keptSeconds + decodingSeconds;
}

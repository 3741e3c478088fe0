// Composition: a model, a plan to judge by, whatever source is being watched, and the outputs. All of them may be changed
// while it lives; what was told is in the record before anybody hears of it.

import {
  type AbortReason,
  type EngineEvent,
  isLive,
  type OutputSpec,
  type PreviewFrame,
  type SourceInfo,
  type SourceSpec,
  StationError,
} from '../contract/index.ts';
import { type FrameSource, OutputSet, openSource } from '../media/index.ts';
import type { Classifier, ModelCard } from '../model/index.ts';
import { Annotator } from '../overlay/index.ts';
import type { Chronicle } from './event-log.ts';
import { InferenceTimer } from './inference-timer.ts';
import type { Plan } from './plan.ts';
import { type Resumption, Run } from './run.ts';

export interface Model {
  readonly card: ModelCard;
  readonly classifier: Classifier;
}

export interface StationParts {
  readonly chronicle: Chronicle;
  /** From here on this plan judges. */
  readonly onPlanInForce?: (plan: Plan) => void;
}

export class Station {
  private readonly chronicle: Chronicle;
  private readonly onPlanInForce: (plan: Plan) => void;
  private readonly outputs: OutputSet;
  private readonly annotator = new Annotator();
  private readonly timer = new InferenceTimer(() => performance.now());
  private model: Model | null = null;
  private plan: Plan | null = null;
  private run: Run | null = null;
  private source: FrameSource | null = null;
  private spec: SourceSpec | null = null;
  /** Commands that change the source come one after the other. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor({ chronicle, onPlanInForce = () => undefined }: StationParts) {
    this.chronicle = chronicle;
    this.onPlanInForce = onPlanInForce;
    this.outputs = new OutputSet({
      context: () => ({
        alignedDelaySeconds: this.model ? alignedDelay(this.model.card, this.plan) : 0,
        recipe: this.plan?.recipe?.name ?? null,
      }),
      sourceSeconds: () => this.run?.state.seconds ?? 0,
      onState: (change) => this.note({ type: 'outputState', ...change }),
    });
  }

  /** Of the run that is on, or was on last. */
  get runState() {
    return this.run?.state ?? null;
  }

  /** Of the network for one window, in the middle of the last ones; null before the first. */
  get inferenceMilliseconds(): number | null {
    return this.timer.middleMilliseconds;
  }

  /** What parts are judged by, from the next one on at the latest; null without a model. */
  get currentPlan(): Plan | null {
    return this.plan;
  }

  get sourceInfo(): SourceInfo | null {
    return this.source?.info ?? null;
  }

  /** What is being watched, and what it was recognised as; null when nothing is. */
  get watched(): { readonly spec: SourceSpec; readonly source: FrameSource } | null {
    return this.spec && this.source && { spec: this.spec, source: this.source };
  }

  /** Null without a model. */
  get classifier(): Classifier | null {
    return this.model?.classifier ?? null;
  }

  /** Whether a part is being made right now. */
  get hasOpenPart(): boolean {
    return this.run?.hasOpenPart ?? false;
  }

  /** The model before it is freed, and what was being watched is closed. Null: there is none for the time being. */
  async takeModel(model: Model | null, plan: Plan | null): Promise<void> {
    await this.closeSource('modelChanged');
    await this.model?.classifier.close();
    this.model = model && { ...model, classifier: this.timer.around(model.classifier) };
    this.plan = plan;
    this.describePlan();
  }

  /** Holds from the next part on, at once when none is in progress. */
  async judgeBy(plan: Plan): Promise<void> {
    this.plan = plan;
    if (this.run) await this.run.judgeBy(plan);
    else {
      this.describePlan();
      this.onPlanInForce(plan);
    }
  }

  /**
   * Opens a source and, once that went well, closes the one before it: the part in progress is aborted. A file plays when
   * this resolves, a live source is being waited for. The run's own end is `done` of what comes back.
   *
   * @param resume What a lost engine left behind.
   * @throws StationError when the source cannot be opened; what was being watched goes on.
   */
  openSource(spec: SourceSpec, resume: Resumption | null = null): Promise<Run> {
    return this.inTurn(async () => {
      const { model, plan } = this;
      if (!model || !plan) {
        throw new StationError('not_possible', 'No model is loaded.', {
          hint: 'Choose one that can be loaded.',
        });
      }
      const source = await openSource(spec, {
        size: model.classifier.inputSize,
        router: this.outputs.router,
        fromSeconds: resume?.fromSeconds ?? 0,
        onState: (state, error) => {
          if (state === 'playing') this.outputs.sourcePlays(source.info);
          this.note({ type: 'sourceState', state, source: source.info, error });
        },
      });
      await this.run?.stop('sourceChanged');
      this.source = source;
      this.spec = spec;
      this.run = new Run({
        source,
        isLive: isLive(spec),
        ...model,
        plan,
        emit: (event) => this.emit(event),
        onPlanInForce: (inForce) => {
          this.describePlan();
          this.onPlanInForce(inForce);
        },
        monotonicSeconds: () => Number(process.hrtime.bigint()) / 1e9,
        resume,
      });
      // A recording of parts has one source: times in it would mean nothing otherwise.
      this.outputs.partClosed(1);
      // The size of a file is known: its very first frame goes to the outputs.
      if (!isLive(spec)) this.outputs.sourcePlays(source.info);
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
    return this.inTurn(async () => {
      await this.run?.stop(reason);
      this.run = null;
      this.source = null;
      this.spec = null;
    });
  }

  /** The part in progress is judged as it stands; the next one begins with the next action, with a code at once. */
  async closePart(code: string | null = null): Promise<void> {
    await this.run?.closePart(code);
  }

  /** The part in progress ends without a verdict. */
  async abandonPart(): Promise<void> {
    await this.run?.abandonPart();
  }

  /**
   * @param setting Id of the setting that it comes from.
   * @returns Its number.
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

  /** Ends what runs, finishes the record, frees the network. */
  async close(): Promise<void> {
    await this.closeSource('stopped');
    await this.outputs.close();
    this.chronicle.close();
    await this.model?.classifier.close();
  }

  private openedSource(): FrameSource {
    if (this.source) return this.source;
    throw new StationError('not_possible', 'No source is open.', { hint: 'Open one first.' });
  }

  private describePlan(): void {
    const { model, plan } = this;
    if (!model || !plan) return;
    const { labels, background } = model.card;
    this.annotator.use({
      titles: new Map(labels.map(({ name, title }) => [name, title])),
      background,
      hopSeconds: plan.hopSeconds,
      steps: plan.recipe?.steps.length ?? 0,
    });
  }

  private async emit(event: EngineEvent): Promise<void> {
    const told = this.chronicle.tell(event);
    const note = this.annotator.take(event);
    if (note) this.outputs.annotate(note.text, this.run?.toRunningSeconds(note.atSeconds) ?? null);
    if (event.type === 'partEnded' || event.type === 'partAborted') this.outputs.partClosed(event.part + 1);
    await told;
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
function alignedDelay({ window }: ModelCard, plan: Plan | null): number {
  const windowsUnderWay = 4;
  const decodingSeconds = 0.5;
  return window.seconds / 2 + windowsUnderWay * (plan?.hopSeconds ?? window.hopSeconds) + decodingSeconds;
}

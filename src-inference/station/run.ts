// One source from its opening to its end: its frames become windows, windows become actions, actions become judged steps.
import { roundWindow } from '../checker/index.ts';
import {
  type AbortReason,
  argmax,
  type EngineEvent,
  StationError,
  toStationError,
  type Verdict,
  type WindowScores,
  worseVerdict,
} from '../contract/index.ts';
import type { Frame, FrameSource } from '../media/index.ts';
import type { Classifier, ModelCard } from '../model/index.ts';
import { everyWindow, newestWindow, WindowAssembler, type WindowFlow } from '../windows/index.ts';
import { type JudgeEvent, PartJudge } from './part-judge.ts';
import type { Plan } from './plan.ts';

export interface RunParts {
  readonly source: FrameSource;
  readonly isLive: boolean;
  readonly card: ModelCard;
  readonly classifier: Classifier;
  readonly plan: Plan;
  /** Resolves when the event is in the record and on its way. */
  readonly emit: (event: EngineEvent) => Promise<void>;
  /** From here on this plan judges. */
  readonly onPlanInForce: (plan: Plan) => void;
  /** Seconds of the system's monotonic clock. */
  readonly monotonicSeconds: () => number;
  /** What a lost engine left behind; null: the run begins anew. */
  readonly resume: Resumption | null;
}

export interface Resumption {
  /** The part that was in progress, with what was not said of it yet; null when there was none. */
  readonly part: {
    readonly number: number;
    readonly judge: PartJudge<Plan>;
    readonly unsaid: readonly JudgeEvent<Plan>[];
  } | null;
  /** Time of the source that was judged last. */
  readonly lastSeconds: number;
  /** Live: seconds since then, now; a file goes on where it was. */
  readonly missedSeconds: () => number;
  /** Place at which a file goes on. */
  readonly fromSeconds: number;
}

/** How a run stands, for those who look at it now and then. */
export interface RunState {
  readonly frames: number;
  readonly seconds: number;
  readonly droppedWindows: number;
  readonly delaySeconds: number | null;
}

/** The capture time of the frame that completed a window. */
type CaptureSeconds = number;

export class Run {
  /** Rejects with the error that broke the run off; its events are out by then. */
  readonly done: Promise<void>;
  private readonly parts: RunParts;
  private plan: Plan;
  private worst: Verdict | null = null;
  private windows: WindowAssembler;
  private flow: WindowFlow<CaptureSeconds>;
  private readonly judge: PartJudge<Plan>;
  /** What the judge says goes out in this order, whoever made it say so. */
  private telling: Promise<void> = Promise.resolve();
  private timeOffset = 0;
  private frames = 0;
  private seconds = 0;
  private dropped = 0;
  private delaySeconds: number | null = null;
  private stopReason: AbortReason | null = null;
  private runningOffset = 0;

  constructor(parts: RunParts) {
    this.parts = parts;
    this.plan = parts.plan;
    this.windows = this.makeWindows();
    this.flow = this.makeFlow();
    this.judge = parts.resume?.part?.judge ?? new PartJudge(parts.plan);
    this.seconds = (parts.isLive ? parts.resume?.lastSeconds : parts.resume?.fromSeconds) ?? 0;
    this.done = this.watch();
    // Whoever started the run may look at its end later.
    this.done.catch(() => undefined);
  }

  get state(): RunState {
    return {
      frames: this.frames,
      seconds: this.seconds,
      droppedWindows: this.dropped,
      delaySeconds: this.delaySeconds,
    };
  }

  get hasOpenPart(): boolean {
    return this.judge.openPart !== null;
  }

  /** The running time, by which outputs are dated, of a time of the source. */
  toRunningSeconds(seconds: number): number {
    return seconds + this.runningOffset;
  }

  /** Holds from the next part on, at once when none is in progress. */
  judgeBy(plan: Plan): Promise<void> {
    return this.tellAll(this.judge.judgeBy(plan));
  }

  /** The part in progress is judged as it stands; with a code the next one begins. */
  closePart(code: string | null): Promise<void> {
    return this.tellAll(this.judge.closePart(code));
  }

  abandonPart(): Promise<void> {
    return this.tellAll(this.judge.abortPart('abandoned'));
  }

  /** Breaks off: the part in progress is closed as aborted, and a file as not watched to its end. */
  async stop(reason: AbortReason): Promise<void> {
    this.stopReason ??= reason;
    this.flow.cancel();
    await this.parts.source.close();
    await this.done.catch(() => undefined);
  }

  private async watch(): Promise<void> {
    const { source, card, plan, emit } = this.parts;
    try {
      await emit({
        type: 'runStarted',
        source: source.info,
        model: card.name,
        network: this.parts.classifier.choice,
        recipe: plan.recipe?.name ?? null,
        recipeSteps: plan.recipe?.steps.length ?? 0,
      });
      for await (const frame of source.frames()) await this.take(frame);
      if (this.stopReason === null) await this.finishPass();
      else await this.breakOff(this.stopReason);
      await emit({
        type: 'runEnded',
        frames: this.frames,
        seconds: source.info.durationSeconds ?? this.seconds,
        verdict: this.verdict(),
      });
    } catch (thrown) {
      const error = toStationError(thrown);
      this.flow.cancel();
      await this.tellAll(this.judge.abortPart(this.stopReason ?? 'sourceFailed'));
      await emit({ type: 'runAborted', error: error.toJSON() });
      throw error;
    } finally {
      await source.close();
    }
  }

  private async take(frame: Frame): Promise<void> {
    if (this.stopReason !== null) return;
    if (this.frames === 0) await this.goOn(frame);
    if (frame.after !== null) await this.startPass(frame.after);
    this.frames += 1;
    const presentationSeconds = frame.presentationSeconds + this.timeOffset;
    this.seconds = presentationSeconds;
    this.runningOffset = frame.runningSeconds - presentationSeconds;
    for (const clip of this.windows.push({ data: frame.data, presentationSeconds })) {
      await this.flow.offer(clip, frame.captureSeconds);
    }
  }

  /** The first frame shows how much a lost engine missed. */
  private async goOn(first: Frame): Promise<void> {
    const { resume, isLive, emit } = this.parts;
    if (resume === null) return;
    const missedSeconds = isLive ? resume.missedSeconds() : 0;
    if (isLive) this.timeOffset = resume.lastSeconds + missedSeconds - first.presentationSeconds;
    if (resume.part === null) return;
    const { number: part, unsaid } = resume.part;
    await emit({ type: 'partResumed', part, atSeconds: resume.lastSeconds, missedSeconds });
    await this.tellAll(unsaid);
  }

  private async startPass(after: 'loop' | 'seek'): Promise<void> {
    if (after === 'loop') await this.finishPass();
    else {
      this.flow.cancel();
      await this.tellAll([...this.judge.abortPart('seek'), ...this.judge.startOver()]);
    }
    this.windows = this.makeWindows();
    this.flow = this.makeFlow();
  }

  private async finishPass(): Promise<void> {
    for (const clip of this.windows.finish()) {
      await this.flow.offer(clip, this.parts.monotonicSeconds());
    }
    await this.flow.drain();
    await this.tellAll(this.judge.finish());
  }

  /** @throws StationError `aborted` for a file: it was not watched to its end. */
  private async breakOff(reason: AbortReason): Promise<void> {
    if (!this.parts.isLive) {
      throw new StationError('aborted', 'The run was stopped before the end of the video.', {
        hint: 'Start it again; what was judged so far is in the log.',
      });
    }
    await this.tellAll(this.judge.abortPart(reason));
  }

  private makeWindows(): WindowAssembler {
    const { card } = this.parts;
    const { seconds } = card.window;
    return new WindowAssembler({ seconds, hopSeconds: this.plan.hopSeconds }, card.input.frames);
  }

  private makeFlow(): WindowFlow<CaptureSeconds> {
    const { classifier, isLive } = this.parts;
    const makeFlow = isLive ? newestWindow<CaptureSeconds> : everyWindow<CaptureSeconds>;
    return makeFlow(
      (clip) => classifier.classify(clip),
      (scores, captured, dropped) => this.judgeWindow(scores, captured, dropped),
    );
  }

  private async judgeWindow(scores: WindowScores, captured: CaptureSeconds, dropped: number): Promise<void> {
    const { card, emit, isLive, monotonicSeconds } = this.parts;
    if (dropped > 0) {
      this.dropped += dropped;
      await emit({ type: 'windowsDropped', count: dropped, total: this.dropped });
    }
    const window = roundWindow(scores);
    await emit(classified(window, card));
    await this.tellAll(this.judge.push(window));
    // A stream is dated by its sender's clock, which may be a moment ahead of the packets.
    this.delaySeconds = isLive ? Math.max(0, monotonicSeconds() - captured) : null;
    const { seconds, frames, delaySeconds } = this;
    await emit({ type: 'progress', seconds, frames, delaySeconds });
  }

  private tellAll(events: readonly JudgeEvent<Plan>[]): Promise<void> {
    const told = this.telling.then(async () => {
      for (const event of events) await this.tell(event);
    });
    this.telling = told.catch(() => undefined);
    return told;
  }

  private async tell(event: JudgeEvent<Plan>): Promise<void> {
    if (event.type === 'planInForce') {
      const { hopSeconds } = this.plan;
      this.plan = event.plan;
      if (hopSeconds !== event.plan.hopSeconds) this.windows = this.makeWindows();
      this.parts.onPlanInForce(event.plan);
      return;
    }
    if (event.type === 'partEnded') this.worst = worseVerdict(this.worst, event.verdict);
    await this.parts.emit(event);
  }

  private verdict(): Verdict | null {
    if (!this.judge.isChecking) return null;
    // A recipe asks for a part: a file in which none was seen has failed.
    return this.worst ?? (this.parts.isLive ? null : 'fail');
  }
}

function classified({ startSeconds, endSeconds, probabilities }: WindowScores, card: ModelCard): EngineEvent {
  const top = argmax(probabilities);
  const { name: label } = card.labels[top]!;
  const probability = probabilities[top]!;
  return { type: 'windowClassified', startSeconds, endSeconds, label, probability, probabilities };
}

// One source from its opening to its end: its frames become windows, windows become actions, actions become judged steps.
import PQueue from 'p-queue';
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
import type { EventLog } from './event-log.ts';
import type { JudgingPlans, PlanChange } from './judging-plans.ts';
import type { LivePace } from './network-pace.ts';
import { type JudgeEvent, PartJudge } from './part-judge.ts';
import type { Plan } from './plan.ts';

export interface RunParts {
  readonly source: FrameSource;
  /** Of a live source: how fast the network is on this machine. Null for a file, which waits for the network. */
  readonly live: LivePace | null;
  readonly card: ModelCard;
  readonly classifier: Classifier;
  readonly plans: JudgingPlans<Plan>;
  readonly eventLog: EventLog;
  /** Called between the events of two parts, when the new plan judges the second one. */
  readonly onPlanChanged: (change: PlanChange<Plan>) => void;
  /** Seconds of the system's monotonic clock. */
  readonly monotonicSeconds: () => number;
  /** Where a lost engine stopped; null: the run begins anew. */
  readonly resume: Resumption | null;
  /** A part that begins with the source; null: a person or an action begins it. */
  readonly firstPart: FirstPart | null;
}

export interface FirstPart {
  readonly code: string | null;
}

export interface Resumption {
  /** The part that was in progress, with its events that were not published yet; null when there was none. */
  readonly part: {
    readonly number: number;
    readonly judge: PartJudge<Plan>;
    readonly unpublished: readonly JudgeEvent<Plan>[];
  } | null;
  /** Time of the source that was judged last. */
  readonly lastSeconds: number;
  /** For a live source: seconds from then until now. A file goes on where it was. */
  readonly missedSeconds: () => number;
  /** Place at which a file goes on. */
  readonly fromSeconds: number;
}

/** How far a run is. */
export interface RunState {
  readonly frames: number;
  readonly seconds: number;
  readonly droppedWindows: number;
  readonly delaySeconds: number | null;
}

/** The capture time of the frame that completed a window. */
type CaptureSeconds = number;

export class Run {
  /** Rejects with the error that broke the run off, after its events were published. */
  readonly done: Promise<void>;
  private readonly parts: RunParts;
  private worst: Verdict | null = null;
  private hopSeconds: number;
  private windows: WindowAssembler;
  private flow: WindowFlow<CaptureSeconds>;
  private readonly judge: PartJudge<Plan>;
  /** Events of the judge are published in the order in which it gave them, whoever caused them. */
  private readonly publishing = new PQueue({ concurrency: 1 });
  private timeOffset = 0;
  private frames = 0;
  private seconds = 0;
  private dropped = 0;
  private delaySeconds: number | null = null;
  private stopReason: AbortReason | null = null;
  private runningOffset = 0;
  private captureOffset: number | null = null;

  constructor(parts: RunParts) {
    this.parts = parts;
    this.hopSeconds = parts.plans.current.hopSeconds;
    this.windows = this.makeWindows();
    this.flow = this.makeFlow();
    this.judge = parts.resume?.part?.judge ?? new PartJudge(parts.plans);
    this.seconds = (parts.live ? parts.resume?.lastSeconds : parts.resume?.fromSeconds) ?? 0;
    this.done = this.watch();
    // The rejection is for whoever looks at `done` later.
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

  /** @returns The running time of the pipeline, which dates frames for outputs, at a time of the source. */
  toRunningSeconds(seconds: number): number {
    return seconds + this.runningOffset;
  }

  /** When a frame was taken, on the monotonic clock, minus its time in the source; null before the first one. */
  get captureOffsetSeconds(): number | null {
    return this.captureOffset;
  }

  /** The plan holds from the next part on, and at once when no part is in progress. */
  judgeBy(plan: Plan): Promise<void> {
    return this.publishAll(this.judge.judgeBy(plan));
  }

  /** Judges the part in progress by what was seen of it; with a code the next one begins. */
  closePart(code: string | null): Promise<void> {
    return this.publishAll(this.judge.closePart(code));
  }

  abandonPart(): Promise<void> {
    return this.publishAll(this.judge.abortPart('abandoned'));
  }

  /** Breaks the run off: the part in progress is aborted, and so is the run of a file before its end. */
  async stop(reason: AbortReason): Promise<void> {
    this.stopReason ??= reason;
    this.flow.cancel();
    await this.parts.source.close();
    await this.done.catch(() => undefined);
  }

  private async watch(): Promise<void> {
    const { source, card, plans, eventLog, firstPart } = this.parts;
    const { recipe } = plans.current;
    try {
      await eventLog.publish({
        type: 'runStarted',
        source: source.info,
        model: card.name,
        network: this.parts.classifier.choice,
        recipe: recipe?.name ?? null,
        recipeSteps: recipe?.steps.length ?? 0,
      });
      await this.keepHop();
      if (firstPart !== null) await this.closePart(firstPart.code);
      for await (const frame of source.frames()) await this.take(frame);
      if (this.stopReason === null) await this.finishPass();
      else await this.breakOff(this.stopReason);
      await eventLog.publish({
        type: 'runEnded',
        frames: this.frames,
        seconds: source.info.durationSeconds ?? this.seconds,
        verdict: this.verdict(),
      });
    } catch (thrown) {
      const error = toStationError(thrown);
      this.flow.cancel();
      await this.publishAll(this.judge.abortPart(this.stopReason ?? 'sourceFailed'));
      await eventLog.publish({ type: 'runAborted', error: error.toJSON() });
      throw error;
    } finally {
      await source.close();
    }
  }

  private async take(frame: Frame): Promise<void> {
    if (this.stopReason !== null) return;
    if (this.frames === 0) await this.resume(frame);
    if (frame.after !== null) await this.startPass(frame.after);
    this.frames += 1;
    const presentationSeconds = frame.presentationSeconds + this.timeOffset;
    this.seconds = presentationSeconds;
    this.runningOffset = frame.runningSeconds - presentationSeconds;
    this.captureOffset = frame.captureSeconds - presentationSeconds;
    for (const clip of this.windows.push({ data: frame.data, presentationSeconds })) {
      await this.flow.offer(clip, frame.captureSeconds);
    }
  }

  /** The first frame shows how much the lost engine missed. */
  private async resume(first: Frame): Promise<void> {
    const { resume, live, eventLog } = this.parts;
    if (resume === null) return;
    const missedSeconds = live ? resume.missedSeconds() : 0;
    if (live) this.timeOffset = resume.lastSeconds + missedSeconds - first.presentationSeconds;
    if (resume.part === null) return;
    const { number: part, unpublished } = resume.part;
    await eventLog.publish({ type: 'partResumed', part, atSeconds: resume.lastSeconds, missedSeconds });
    await this.publishAll(unpublished);
  }

  private async startPass(after: 'loop' | 'seek'): Promise<void> {
    if (after === 'loop') await this.finishPass();
    else {
      this.flow.cancel();
      await this.publishAll([...this.judge.abortPart('seek'), ...this.judge.startOver()]);
    }
    this.windows = this.makeWindows();
    this.flow = this.makeFlow();
  }

  private async finishPass(): Promise<void> {
    for (const clip of this.windows.finish()) {
      await this.flow.offer(clip, this.parts.monotonicSeconds());
    }
    await this.flow.drain();
    await this.publishAll(this.judge.finish());
  }

  /** @throws StationError `aborted` for a file, because it was not watched to its end. */
  private async breakOff(reason: AbortReason): Promise<void> {
    if (!this.parts.live) {
      throw new StationError('aborted', 'The run was stopped before the end of the video.', {
        hint: 'Start it again; what was judged so far is in the log.',
      });
    }
    await this.publishAll(this.judge.abortPart(reason));
  }

  /** Cuts windows by the hop of the plan or, from a live source, by one that this machine can keep. */
  private async keepHop(): Promise<void> {
    const { live, plans, eventLog } = this.parts;
    const wanted = plans.current.hopSeconds;
    const hop = live?.hopFor(wanted) ?? null;
    this.hopSeconds = hop?.seconds ?? wanted;
    this.windows = this.makeWindows();
    if (hop) await eventLog.publish({ type: 'hopState', hop });
  }

  /** Windows are cut anew only for another hop: pictures that wait for their window would be lost. */
  private mayKeepAnotherHop(): boolean {
    const { live, plans } = this.parts;
    return live !== null && live.hopFor(plans.current.hopSeconds).seconds !== this.hopSeconds;
  }

  private makeWindows(): WindowAssembler {
    const { window, input } = this.parts.card;
    return new WindowAssembler({ seconds: window.seconds, hopSeconds: this.hopSeconds }, input.frames);
  }

  private makeFlow(): WindowFlow<CaptureSeconds> {
    const { classifier, live } = this.parts;
    const makeFlow = live ? newestWindow<CaptureSeconds> : everyWindow<CaptureSeconds>;
    return makeFlow(
      (clip) => classifier.classify(clip),
      (scores, captured, dropped) => this.judgeWindow(scores, captured, dropped),
    );
  }

  private async judgeWindow(scores: WindowScores, captured: CaptureSeconds, dropped: number): Promise<void> {
    const { card, eventLog, live, monotonicSeconds } = this.parts;
    if (dropped > 0) {
      this.dropped += dropped;
      await eventLog.publish({ type: 'windowsDropped', count: dropped, total: this.dropped });
      if (live?.isTooSlowFor(this.hopSeconds)) await this.keepHop();
    }
    if (live?.moveTo(this.parts.classifier.choice.backend) && this.mayKeepAnotherHop()) await this.keepHop();
    const window = roundWindow(scores);
    await eventLog.publish(classified(window, card));
    await this.publishAll(this.judge.push(window));
    // The clock of a stream's sender may be a little ahead of ours.
    this.delaySeconds = live ? Math.max(0, monotonicSeconds() - captured) : null;
    const { seconds, frames, delaySeconds } = this;
    await eventLog.publish({ type: 'progress', seconds, frames, delaySeconds });
  }

  private publishAll(events: readonly JudgeEvent<Plan>[]): Promise<void> {
    return this.publishing.add(async () => {
      for (const event of events) await this.publish(event);
    });
  }

  private async publish(event: JudgeEvent<Plan>): Promise<void> {
    if (event.type === 'planChanged') {
      const { before, plan } = event;
      if (before.hopSeconds !== plan.hopSeconds) await this.keepHop();
      return this.parts.onPlanChanged(event);
    }
    if (event.type === 'partEnded') this.worst = worseVerdict(this.worst, event.verdict);
    await this.parts.eventLog.publish(event);
  }

  private verdict(): Verdict | null {
    if (!this.judge.isChecking) return null;
    // A file fails when the recipe asks for a part and none was seen.
    return this.worst ?? (this.parts.live ? null : 'fail');
  }
}

function classified({ startSeconds, endSeconds, probabilities }: WindowScores, card: ModelCard): EngineEvent {
  const top = argmax(probabilities);
  const { name: label } = card.labels[top]!;
  const probability = probabilities[top]!;
  return { type: 'windowClassified', startSeconds, endSeconds, label, probability, probabilities };
}

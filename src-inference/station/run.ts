// One source from its opening to its end: its frames become windows, windows become actions, actions become judged steps.
import PQueue from 'p-queue';
import { roundWindow } from '../checker/index.ts';
import {
  type AbortReason,
  argmax,
  type EngineEvent,
  type SourceInfo,
  type SourceSpec,
  StationError,
  type StreamHealth,
  toStationError,
  type Verdict,
  type WindowScores,
  worseVerdict,
} from '../contract/index.ts';
import type { Frame, FrameSource } from '../media/index.ts';
import type { Classifier, ModelCard } from '../model/index.ts';
import type { EventLog } from './event-log.ts';
import type { JudgingPlans, PlanChange } from './judging-plans.ts';
import { type CaptureSeconds, type NamedWindow, NamedWindows, type UnseenWindow } from './named-windows.ts';
import type { LivePace } from './network-pace.ts';
import { type JudgeEvent, PartJudge, undoSeconds } from './part-judge.ts';
import type { PartNumbers } from './part-numbers.ts';
import type { PictureWatch } from './picture-watch.ts';
import type { Plan } from './plan.ts';
import { StreamWatcher } from './stream-watcher.ts';

export interface RunParts {
  readonly source: FrameSource;
  /** As events tell of it. */
  readonly describeSource: () => SourceInfo;
  /** Of a live source: how fast the network is on this machine. Null for a file, which waits for the network. */
  readonly live: LivePace | null;
  readonly spec: SourceSpec;
  /** Whether a live source still shows what it always does; null: nobody looks. */
  readonly picture: PictureWatch | null;
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
  readonly numbers: PartNumbers;
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
  /** Seconds by the clock from then until now. */
  readonly stoppedSeconds: () => number;
  /** Place at which a file goes on. */
  readonly fromSeconds: number;
}

/**
 * Where a file goes on. What was seen of the first window, or would have been seen meanwhile, comes at once, so that nobody waits for
 * it twice.
 */
export function placeIn(
  { fromSeconds, lastSeconds, stoppedSeconds }: Resumption,
  windowSeconds: number,
): { readonly fromSeconds: number; readonly aheadSeconds: number } {
  const passedSeconds = lastSeconds - fromSeconds + stoppedSeconds();
  return { fromSeconds, aheadSeconds: Math.min(windowSeconds, Math.max(0, passedSeconds)) };
}

/** How far a run is. */
export interface RunState {
  readonly frames: number;
  readonly seconds: number;
  readonly droppedWindows: number;
  readonly stream: StreamHealth | null;
  readonly delaySeconds: number | null;
}

export class Run {
  /** Rejects with the error that broke the run off, after its events were published. */
  readonly done: Promise<void>;
  private readonly parts: RunParts;
  private worst: Verdict | null = null;
  private readonly windows: NamedWindows;
  private readonly judge: PartJudge<Plan>;
  /** Events of the judge are published in the order in which it gave them, whoever caused them. */
  private readonly publishing = new PQueue({ concurrency: 1 });
  private timeOffset = 0;
  private frames = 0;
  private seconds = 0;
  private dropped = 0;
  private skipped = 0;
  private readonly stream: StreamWatcher;
  private delaySeconds: number | null = null;
  private stopReason: AbortReason | null = null;
  private runningOffset = 0;
  private captureOffset: number | null = null;
  private undoTimer: NodeJS.Timeout | undefined;

  constructor(parts: RunParts) {
    this.parts = parts;
    this.windows = new NamedWindows(parts, (window, captured, dropped) =>
      this.judgeWindow(window, captured, dropped),
    );
    // A video shows whole parts; in front of a camera somebody may be at work already.
    const isLive = parts.live !== null;
    this.judge =
      parts.resume?.part?.judge ??
      new PartJudge(parts.plans, { numbers: parts.numbers, mayJoin: isLive, isLive });
    this.seconds = (parts.live ? parts.resume?.lastSeconds : parts.resume?.fromSeconds) ?? 0;
    const { source, eventLog, monotonicSeconds } = parts;
    this.stream = new StreamWatcher({
      source,
      eventLog,
      monotonicSeconds,
      skippedWindows: () => this.skipped,
    });
    this.done = this.watch();
    // The rejection is for whoever looks at `done` later.
    this.done.catch(() => undefined);
  }

  get state(): RunState {
    return {
      frames: this.frames,
      seconds: this.seconds,
      droppedWindows: this.dropped,
      stream: this.stream.health,
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

  /** Judges the part in progress by what was seen of it; with a code the next one begins. @param mayUndo See `undoEnd`. */
  async closePart(code: string | null, mayUndo = false): Promise<void> {
    const events = this.judge.closePart(code, mayUndo);
    // A second press gives no more time.
    if (!this.judge.isEnding) clearTimeout(this.undoTimer);
    else if (events.length > 0) {
      // Nobody waits for this: what cannot be recorded breaks the run off with its next event.
      const confirm = (): void => void this.publishAll(this.judge.confirmEnd()).catch(() => undefined);
      this.undoTimer = setTimeout(confirm, undoSeconds * 1000);
    }
    await this.publishAll(events);
  }

  /** The part that a person has ended goes on. @throws StationError `not_possible` when none can be taken back. */
  async undoEnd(): Promise<void> {
    if (!this.judge.isEnding) throw nothingToUndo();
    clearTimeout(this.undoTimer);
    await this.publishAll(this.judge.undoEnd());
  }

  abandonPart(): Promise<void> {
    return this.publishAll(this.judge.abortPart('abandoned'));
  }

  /** Breaks the run off: the part in progress is aborted, and so is the run of a file before its end. */
  async stop(reason: AbortReason): Promise<void> {
    this.stopReason ??= reason;
    this.windows.cancel();
    await this.parts.source.close();
    await this.done.catch(() => undefined);
  }

  private async watch(): Promise<void> {
    const { source, card, plans, eventLog, firstPart } = this.parts;
    const { recipe } = plans.current;
    try {
      await eventLog.publish({
        type: 'runStarted',
        source: this.parts.describeSource(),
        model: card.name,
        network: this.parts.classifier.choice,
        recipe: recipe?.name ?? null,
        recipeSteps: recipe?.steps.length ?? 0,
      });
      await this.windows.keepHop();
      if (firstPart !== null) await this.closePart(firstPart.code);
      for await (const frame of source.frames()) await this.take(frame);
      if (this.stopReason === null) await this.finishPass();
      else await this.breakOff(this.stopReason);
      const stream = await this.stream.end();
      await eventLog.publish({
        type: 'runEnded',
        frames: this.frames,
        seconds: source.info.durationSeconds ?? this.seconds,
        verdict: this.verdict(),
        ...(stream && { stream }),
      });
    } catch (thrown) {
      const error = toStationError(thrown);
      this.windows.cancel();
      await this.stream.end();
      await this.publishAll(this.judge.abortPart(this.stopReason ?? 'sourceFailed'));
      await eventLog.publish({ type: 'runAborted', error: error.toJSON() });
      throw error;
    } finally {
      clearTimeout(this.undoTimer);
      await source.close();
      await this.parts.picture?.close();
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
    if (!(await this.isSeen(frame, presentationSeconds))) return;
    await this.windows.push(frame, presentationSeconds);
  }

  /** What the camera does not show as usual is not judged. A short gap is one between windows; a long one ends the part. */
  private async isSeen(frame: Frame, seconds: number): Promise<boolean> {
    const sight = await this.parts.picture?.look(frame, seconds);
    switch (sight) {
      case 'lost':
        await this.beginAnew('pictureUnusual');
        return false;
      case 'unseen':
        return false;
      case 'back':
        // A part that a person began meanwhile was not seen from its start.
        await this.beginAnew('pictureUnusual');
        return true;
      case 'afterGap':
        this.windows.cutAnew();
        return true;
      case 'seen':
      case undefined:
        return true;
      default:
        return sight satisfies never;
    }
  }

  /** What was seen says nothing of what comes: the part in progress ends, and another one may be in progress. */
  private async beginAnew(reason: AbortReason): Promise<void> {
    this.windows.cancel();
    await this.publishAll([...this.judge.abortPart(reason), ...this.judge.startOver(true)]);
    this.windows.beginAnew();
  }

  /** The first frame shows how much the lost engine missed. */
  private async resume(first: Frame): Promise<void> {
    const { resume, live, eventLog } = this.parts;
    if (resume === null) return;
    const stoppedSeconds = resume.stoppedSeconds();
    // A file goes on where it was: nothing of it was missed, however long it stood.
    const missedSeconds = live ? stoppedSeconds : 0;
    if (live) this.timeOffset = resume.lastSeconds + missedSeconds - first.presentationSeconds;
    if (resume.part === null) return;
    const { number: part, unpublished } = resume.part;
    const { lastSeconds: atSeconds } = resume;
    await eventLog.publish({ type: 'partResumed', part, atSeconds, missedSeconds, stoppedSeconds });
    await this.publishAll(unpublished);
  }

  private async startPass(after: 'loop' | 'seek'): Promise<void> {
    if (after === 'seek') return this.beginAnew('seek');
    await this.finishPass();
    this.windows.beginAnew();
  }

  private async finishPass(): Promise<void> {
    await this.windows.finish();
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

  private async judgeWindow(answer: NamedWindow, captured: CaptureSeconds, dropped: number): Promise<void> {
    const { card, eventLog, live, monotonicSeconds } = this.parts;
    if (dropped > 0) {
      this.dropped += dropped;
      await eventLog.publish({ type: 'windowsDropped', count: dropped, total: this.dropped });
    }
    await this.windows.keepPace(dropped > 0);
    if (answer.probabilities === null) return this.skipWindow(answer);
    const window = roundWindow(answer);
    await eventLog.publish(classified(window, card));
    await this.publishAll(this.judge.push(window));
    // The clock of a stream's sender may be a little ahead of ours.
    this.delaySeconds = live ? Math.max(0, monotonicSeconds() - captured) : null;
    const { seconds, frames, delaySeconds } = this;
    await eventLog.publish({ type: 'progress', seconds, frames, delaySeconds });
  }

  private async skipWindow({ startSeconds, endSeconds }: UnseenWindow): Promise<void> {
    this.skipped += 1;
    this.judge.pushUnseen({ startSeconds, endSeconds });
    const { skipped: total } = this;
    await this.parts.eventLog.publish({
      type: 'windowSkipped',
      startSeconds,
      endSeconds,
      reason: 'damaged',
      total,
    });
  }

  private publishAll(events: readonly JudgeEvent<Plan>[]): Promise<void> {
    return this.publishing.add(async () => {
      for (const event of events) await this.publish(event);
    });
  }

  private async publish(event: JudgeEvent<Plan>): Promise<void> {
    if (event.type === 'planChanged') {
      const { before, plan } = event;
      if (before.hopSeconds !== plan.hopSeconds) await this.windows.keepHop();
      return this.parts.onPlanChanged(event);
    }
    if (event.type === 'partEnded') this.worst = worseVerdict(this.worst, event.verdict);
    await this.parts.eventLog.publish(event);
    if (event.type === 'partEnded' && event.verdict === 'pass') await this.parts.picture?.partPassed();
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

/** Also for a station without a source. */
export function nothingToUndo(): StationError {
  return new StationError('not_possible', 'No part is about to end.', {
    hint: `It can be taken back for ${undoSeconds} s.`,
  });
}

// One source from its opening to its end: its frames become windows, windows become actions, actions become judged steps.
import {
  type AbortReason,
  type Checker,
  type EngineEvent,
  type SequenceEvent,
  StationError,
  toStationError,
  type Verdict,
  verdicts,
  type WindowScores,
} from './contract/index.ts';
import type { Frame, FrameSource } from './media/index.ts';
import {
  type Classifier,
  everyWindow,
  type ModelCard,
  newestWindow,
  WindowAssembler,
  type WindowFlow,
} from './model/index.ts';
import type { Recipe } from './sequence/index.ts';

export interface RunParts {
  readonly source: FrameSource;
  readonly isLive: boolean;
  readonly card: ModelCard;
  readonly classifier: Classifier;
  readonly recipe: Recipe | null;
  /** A checker knows one continuous stretch of time: after a jump there is a new one. */
  readonly makeChecker: () => Checker | null;
  /** Resolves when the event is in the record and on its way. */
  readonly emit: (event: EngineEvent) => Promise<void>;
  /** Seconds of the system's monotonic clock. */
  readonly monotonicSeconds: () => number;
}

/** The capture time of the frame that completed a window. */
type CaptureSeconds = number;

export class Run {
  /** Rejects with the error that broke the run off; its events are out by then. */
  readonly done: Promise<void>;
  private readonly parts: RunParts;
  private worst: Verdict | null = null;
  private windows: WindowAssembler;
  private flow: WindowFlow<CaptureSeconds>;
  private checker: Checker | null;
  private openPart: number | null = null;
  private partsBefore = 0;
  private lastPart = 0;
  private frames = 0;
  private seconds = 0;
  private dropped = 0;
  private stopReason: AbortReason | null = null;
  private runningOffset = 0;

  constructor(parts: RunParts) {
    this.parts = parts;
    this.windows = this.makeWindows();
    this.flow = this.makeFlow();
    this.checker = parts.makeChecker();
    this.done = this.watch();
    // Whoever started the run may look at its end later.
    this.done.catch(() => undefined);
  }

  /** The running time, by which outputs are dated, of a time of the source. */
  toRunningSeconds(seconds: number): number {
    return seconds + this.runningOffset;
  }

  /** Breaks off: the part in progress is closed as aborted, and a file as not watched to its end. */
  async stop(reason: AbortReason): Promise<void> {
    this.stopReason ??= reason;
    this.flow.cancel();
    await this.parts.source.close();
    await this.done.catch(() => undefined);
  }

  private async watch(): Promise<void> {
    const { source, card, recipe, emit } = this.parts;
    try {
      await emit({
        type: 'runStarted',
        source: source.info,
        model: card.name,
        network: this.parts.classifier.choice,
        recipe: recipe?.name ?? null,
        recipeSteps: recipe?.steps.length ?? 0,
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
      await this.abortPart(this.stopReason ?? 'sourceFailed');
      await emit({ type: 'runAborted', error: error.toJSON() });
      throw error;
    } finally {
      await source.close();
    }
  }

  private async take(frame: Frame): Promise<void> {
    if (this.stopReason !== null) return;
    if (frame.after !== null) await this.startPass(frame.after);
    this.frames += 1;
    this.seconds = frame.presentationSeconds;
    this.runningOffset = frame.runningSeconds - frame.presentationSeconds;
    for (const clip of this.windows.push(frame)) await this.flow.offer(clip, frame.captureSeconds);
  }

  private async startPass(after: 'loop' | 'seek'): Promise<void> {
    if (after === 'loop') await this.finishPass();
    else {
      this.flow.cancel();
      await this.abortPart('seek');
    }
    this.partsBefore = this.lastPart;
    this.windows = this.makeWindows();
    this.flow = this.makeFlow();
    this.checker = this.parts.makeChecker();
  }

  private async finishPass(): Promise<void> {
    for (const clip of this.windows.finish()) {
      await this.flow.offer(clip, this.parts.monotonicSeconds());
    }
    await this.flow.drain();
    for (const event of this.checker?.finish() ?? []) await this.tell(event);
  }

  /** @throws StationError `aborted` for a file: it was not watched to its end. */
  private async breakOff(reason: AbortReason): Promise<void> {
    if (!this.parts.isLive) {
      throw new StationError('aborted', 'The run was stopped before the end of the video.', {
        hint: 'Start it again; what was judged so far is in the log.',
      });
    }
    await this.abortPart(reason);
  }

  private async abortPart(reason: AbortReason): Promise<void> {
    const part = this.openPart;
    this.openPart = null;
    if (part === null) return;
    await this.parts.emit({ type: 'partAborted', part, atSeconds: this.seconds, reason });
  }

  private makeWindows(): WindowAssembler {
    const { card } = this.parts;
    return new WindowAssembler(card.window, card.input.frames);
  }

  private makeFlow(): WindowFlow<CaptureSeconds> {
    const { classifier, isLive } = this.parts;
    const makeFlow = isLive ? newestWindow<CaptureSeconds> : everyWindow<CaptureSeconds>;
    return makeFlow(
      (clip) => classifier.classify(clip),
      (scores, captured, dropped) => this.judge(scores, captured, dropped),
    );
  }

  private async judge(scores: WindowScores, captured: CaptureSeconds, dropped: number): Promise<void> {
    const { card, emit, isLive, monotonicSeconds } = this.parts;
    if (dropped > 0) {
      this.dropped += dropped;
      await emit({ type: 'windowsDropped', count: dropped, total: this.dropped });
    }
    await emit(classified(scores, card));
    for (const event of this.checker?.push(scores) ?? []) await this.tell(event);
    // A stream is dated by its sender's clock, which may be a moment ahead of the packets.
    const delaySeconds = isLive ? Math.max(0, monotonicSeconds() - captured) : null;
    await emit({ type: 'progress', seconds: this.seconds, frames: this.frames, delaySeconds });
  }

  /** Parts count from 1 within the run, whatever number the checker of this pass gives them. */
  private async tell(event: SequenceEvent): Promise<void> {
    const part = event.part + this.partsBefore;
    this.lastPart = part;
    if (event.type === 'partStarted') this.openPart = part;
    if (event.type === 'partEnded') {
      this.openPart = null;
      this.worst = worse(this.worst, event.verdict);
    }
    await this.parts.emit({ ...event, part });
  }

  private verdict(): Verdict | null {
    if (this.checker === null) return null;
    // A recipe asks for a part: a file in which none was seen has failed.
    return this.worst ?? (this.parts.isLive ? null : 'fail');
  }
}

function worse(known: Verdict | null, other: Verdict): Verdict {
  return known !== null && verdicts.indexOf(known) >= verdicts.indexOf(other) ? known : other;
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

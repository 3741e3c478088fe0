// Collects frames into windows by their time, not by their count: sources drop frames, and their rate varies.

export interface Clip {
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** T pictures, each `[H, W, 3]` uint8 RGB. */
  readonly frames: readonly Uint8Array[];
  /** Of all that was sent for it, the share that is damaged or missing, 0 to 1; left out: 0. */
  readonly damagedShare?: number;
}

export interface TimedFrame {
  readonly data: Uint8Array;
  readonly presentationSeconds: number;
  /** See `Frame`. */
  readonly damage?: number;
  readonly missingBefore?: number;
}

/** Presentation times are rounded by containers: a frame this early still counts as on time. */
const timeSlackSeconds = 0.0005;

/**
 * Window k covers `[t0 + k * hop, t0 + k * hop + seconds)`, where t0 is the time of the first frame. Its picture i of T is
 * the frame that was visible at `start + i * seconds / T`. Only full windows are made, except that a source shorter than
 * one window gives exactly one, filled up with its last picture. A window in which no frame came at all is left out, unless it is known
 * that frames were sent.
 */
export class WindowAssembler {
  private readonly seconds: number;
  private readonly hopSeconds: number;
  private readonly frameCount: number;
  /** Frames that an open or future window may need, by rising time. */
  private held: TimedFrame[] = [];
  private firstSeconds = 0;
  private seen = 0;
  private nextWindow = 0;

  constructor(window: { readonly seconds: number; readonly hopSeconds: number }, frameCount: number) {
    this.seconds = window.seconds;
    this.hopSeconds = window.hopSeconds;
    this.frameCount = frameCount;
  }

  /** @returns The windows that this frame completes. A frame that is not later than the one before is ignored. */
  push(frame: TimedFrame): readonly Clip[] {
    const last = this.held.at(-1);
    if (last && frame.presentationSeconds <= last.presentationSeconds) return [];
    if (this.seen === 0) this.firstSeconds = frame.presentationSeconds;
    this.seen += 1;
    this.held.push(frame);
    // Only a later frame shows which one was the last of a window.
    return this.take(() => frame.presentationSeconds > this.lastSampleSeconds() + timeSlackSeconds);
  }

  /** The source has ended: the last frame was shown as long as the frames before it were on average. */
  finish(): readonly Clip[] {
    const last = this.held.at(-1);
    if (!last) return [];
    const shown = last.presentationSeconds - this.firstSeconds;
    const interval = this.seen > 1 ? shown / (this.seen - 1) : 0;
    const endSeconds = last.presentationSeconds + interval;
    const clips = this.take(() => endSeconds >= this.startSeconds() + this.seconds - interval / 2);
    const isShort = this.nextWindow === 0 && clips.length === 0;
    return isShort ? [this.cut(this.sentPictures())] : clips;
  }

  private take(isComplete: () => boolean): Clip[] {
    const clips: Clip[] = [];
    while (isComplete()) {
      const sent = this.sentPictures();
      if (sent.length > 0) clips.push(this.cut(sent));
      this.nextWindow += 1;
      this.forget();
    }
    return clips;
  }

  /** Of each picture that was sent for the window, the share that is damaged; 1: it is missing. */
  private sentPictures(): readonly number[] {
    const from = this.startSeconds() - timeSlackSeconds;
    const to = from + this.seconds;
    return this.held.flatMap((frame, at) => {
      const { presentationSeconds: seconds, damage = 0, missingBefore = 0 } = frame;
      const before = this.held[at - 1]?.presentationSeconds;
      // What was missing before the first frame that is held lies in windows that were made.
      const missing = before === undefined ? [] : timesBetween(before, seconds, missingBefore);
      return [...missing.map((time) => [time, 1] as const), [seconds, damage] as const]
        .filter(([time]) => time >= from && time < to)
        .map(([, share]) => share);
    });
  }

  private cut(sent: readonly number[]): Clip {
    const startSeconds = this.startSeconds();
    let at = 0;
    const frames = Array.from({ length: this.frameCount }, (_, i) => {
      const seconds = startSeconds + (i * this.seconds) / this.frameCount + timeSlackSeconds;
      while (at + 1 < this.held.length && this.held[at + 1]!.presentationSeconds <= seconds) at += 1;
      return this.held[at]!.data;
    });
    const damagedShare = sent.reduce((sum, share) => sum + share, 0) / Math.max(sent.length, 1);
    return { startSeconds, endSeconds: startSeconds + this.seconds, frames, damagedShare };
  }

  /** Keeps the frame that was showing when the next window starts, and what came after it. */
  private forget(): void {
    const start = this.startSeconds() + timeSlackSeconds;
    const later = this.held.findIndex(({ presentationSeconds }) => presentationSeconds > start);
    const first = later === -1 ? this.held.length - 1 : later - 1;
    if (first > 0) this.held = this.held.slice(first);
  }

  private startSeconds(): number {
    return this.firstSeconds + this.nextWindow * this.hopSeconds;
  }

  private lastSampleSeconds(): number {
    return this.startSeconds() + ((this.frameCount - 1) * this.seconds) / this.frameCount;
  }
}

/** At even distances. */
function timesBetween(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, at) => from + ((at + 1) * (to - from)) / (count + 1));
}

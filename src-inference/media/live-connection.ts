// One attempt at a live source: a pipeline that plays until it fails, falls silent or is closed.
import type { LossRule, SourceInfo } from '../contract/index.ts';
import type { LostConnection } from './connection-errors.ts';
import type { FrameSize } from './frame.ts';
import { FramePipeline, type PipelineDescription } from './frame-pipeline.ts';
import type { HardwareFailure } from './hardware.ts';
import type { NativeFrame, NativeFrameRouter, StreamStatistics } from './native.ts';
import { queuedFrames, sourceElements } from './source-pipeline.ts';

/** `failed` is not among them: the pipeline knows its error. */
type ConnectionState = 'open' | 'silent' | 'late' | 'closed';

export class LiveConnection {
  private readonly pipeline: FramePipeline;
  private state: ConnectionState = 'open';
  private hasPlayed = false;
  private lateSeconds: number | null = null;
  private lateFrames = 0;
  private atEnd: StreamStatistics | null = null;

  /** @param afterLoss What becomes of damaged pictures; null for what is no stream. */
  constructor(
    description: PipelineDescription,
    router: NativeFrameRouter | null,
    afterLoss: LossRule | null,
  ) {
    this.pipeline = new FramePipeline(description);
    if (afterLoss === 'wait') this.pipeline.native.leaveOutDamaged();
    router?.setSource(this.pipeline.native, sourceElements.fullSink, false);
    this.pipeline.native.setState('playing');
  }

  get hasFailed(): boolean {
    return this.pipeline.hasFailed;
  }

  get hardwareFailure(): HardwareFailure | null {
    return this.pipeline.hardwareFailure;
  }

  /**
   * @param patienceSeconds Longest time without a frame; null: no limit.
   * @param mostLateSeconds After frames that were taken longer ago there are no more: those behind them would be later still.
   * @returns The next frame, or null when there will be none.
   */
  async next(patienceSeconds: number | null, mostLateSeconds: number): Promise<NativeFrame | null> {
    if (this.state !== 'open') return null;
    const fallSilent = (): void => this.finish('silent');
    const timer = patienceSeconds === null ? undefined : setTimeout(fallSilent, patienceSeconds * 1000);
    try {
      const frame = await this.pipeline.pull(sourceElements.networkSink);
      this.hasPlayed ||= frame !== null;
      return frame !== null && this.isBehind(frame, mostLateSeconds) ? null : frame;
    } finally {
      clearTimeout(timer);
    }
  }

  /** What was lost on the way. */
  get stream(): StreamStatistics {
    return this.atEnd ?? this.pipeline.native.streamStatistics();
  }

  /** In square pixels; null before the first picture. */
  get size(): FrameSize | null {
    const caps = this.pipeline.native.videoCaps(sourceElements.upright);
    return caps && { width: caps.width, height: caps.height };
  }

  /** For a pipeline that is fed with packets. */
  push(packet: Uint8Array): void {
    if (this.state === 'open') this.pipeline.native.push('packets', packet);
  }

  describe(): Pick<SourceInfo, 'width' | 'height' | 'framesPerSecond' | 'codec'> {
    const caps = this.pipeline.native.videoCaps(sourceElements.upright);
    return {
      width: caps?.width ?? 0,
      height: caps?.height ?? 0,
      framesPerSecond: caps?.framesPerSecond ?? null,
      codec: this.pipeline.bus.find('codec')?.codec ?? null,
    };
  }

  /** Why there are no more frames; null when it was closed. */
  get lost(): Omit<LostConnection, 'reach'> | null {
    const error = this.pipeline.bus.find('error') ?? null;
    if (error === null && this.state !== 'silent' && this.state !== 'late') return null;
    return { error, lateSeconds: this.lateSeconds, hasPlayed: this.hasPlayed };
  }

  async close(): Promise<void> {
    this.finish('closed');
    this.atEnd ??= this.pipeline.native.streamStatistics();
    await this.pipeline.stop();
  }

  /** After a pause of the engine a few frames are late that waited behind the decoder; when more are, it does not keep up. */
  private isBehind({ captureSeconds }: NativeFrame, mostLateSeconds: number): boolean {
    const lateSeconds = captureSeconds === null ? 0 : monotonicSeconds() - captureSeconds;
    this.lateFrames = lateSeconds > mostLateSeconds ? this.lateFrames + 1 : 0;
    if (this.lateFrames <= 2 * queuedFrames) return false;
    this.lateSeconds = lateSeconds;
    this.finish('late');
    return true;
  }

  /** The first reason counts. */
  private finish(state: 'silent' | 'late' | 'closed'): void {
    if (this.state === 'open') this.state = state;
    this.pipeline.endPull();
  }
}

function monotonicSeconds(): number {
  return Number(process.hrtime.bigint()) / 1e9;
}

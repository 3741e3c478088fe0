// One attempt at a live source: a pipeline that plays until it fails, falls silent or is closed.
import { type PlainStationError, type SourceInfo, StationError } from '../contract/index.ts';
import { FramePipeline, type PipelineDescription } from './frame-pipeline.ts';
import type { HardwareFailure } from './hardware.ts';
import type { NativeFrame, NativeFrameRouter } from './native.ts';
import { sourceElements } from './source-pipeline.ts';

/** `failed` is not among them: the pipeline knows its error. */
type ConnectionState = 'open' | 'silent' | 'closed';

export class LiveConnection {
  private readonly pipeline: FramePipeline;
  private state: ConnectionState = 'open';

  constructor(description: PipelineDescription, router: NativeFrameRouter | null) {
    this.pipeline = new FramePipeline(description);
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
   * @returns The next frame, or null when there will be none.
   */
  async next(patienceSeconds: number | null): Promise<NativeFrame | null> {
    if (this.state !== 'open') return null;
    const fallSilent = (): void => this.finish('silent');
    const timer = patienceSeconds === null ? undefined : setTimeout(fallSilent, patienceSeconds * 1000);
    try {
      return await this.pipeline.pull(sourceElements.networkSink);
    } finally {
      clearTimeout(timer);
    }
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

  /**
   * Why there are no more frames; null when it was closed. GStreamer's words may repeat an address, but never the
   * password: that is a property of an element.
   */
  failure(name: string): PlainStationError | null {
    const error = this.pipeline.bus.find('error');
    if (error) {
      return new StationError('source_unreadable', `The connection to "${name}" failed: ${error.message}`, {
        where: name,
        hint: 'Check that the device or the sender is on and can be reached. The station keeps trying.',
      }).toJSON();
    }
    if (this.state !== 'silent') return null;
    return new StationError('source_unreadable', `"${name}" sends no pictures.`, {
      where: name,
      hint: 'Check the camera or the sender. The station goes on by itself when pictures return.',
    }).toJSON();
  }

  async close(): Promise<void> {
    this.finish('closed');
    await this.pipeline.stop();
  }

  /** The first reason counts. */
  private finish(state: 'silent' | 'closed'): void {
    if (this.state === 'open') this.state = state;
    this.pipeline.endPull();
  }
}

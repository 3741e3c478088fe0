// One attempt at a live source: a pipeline that plays until it fails, falls silent or is closed.
import { type PlainStationError, type SourceInfo, StationError } from '../contract/index.ts';
import type { LivePipeline } from './live-pipelines.ts';
import {
  type BusMessage,
  loadAddon,
  type NativeFrame,
  type NativeHub,
  type NativePipeline,
} from './native.ts';

export class LiveConnection {
  private readonly pipeline: NativePipeline;
  private error: Extract<BusMessage, { type: 'error' }> | null = null;
  private codec: string | null = null;
  private silent = false;
  private closed = false;
  private endWait: () => void = () => undefined;

  constructor({ description, properties }: LivePipeline, hub: NativeHub | null) {
    const { Pipeline } = loadAddon();
    this.pipeline = new Pipeline(description, (message) => {
      if (message.type === 'codec') this.codec ??= message.codec;
      if (message.type === 'error') {
        this.error ??= message;
        this.endWait();
      }
    });
    for (const [element, name, value] of properties) this.pipeline.setProperty(element, name, value);
    hub?.feed(this.pipeline, 'large', false);
    this.pipeline.setState('playing');
  }

  get isBroken(): boolean {
    return this.error !== null;
  }

  /**
   * @param patienceSeconds Null: as long as it takes.
   * @returns The next frame, or null when there will be none.
   */
  next(patienceSeconds: number | null): Promise<NativeFrame | null> {
    if (this.closed || this.error !== null) return Promise.resolve(null);
    return new Promise((resolve) => {
      const timer =
        patienceSeconds === null
          ? undefined
          : setTimeout(() => {
              this.silent = true;
              settle(null);
            }, patienceSeconds * 1000);
      const settle = (frame: NativeFrame | null): void => {
        clearTimeout(timer);
        resolve(frame);
      };
      this.endWait = () => settle(null);
      this.pipeline.pull('frames', settle);
    });
  }

  /** For a pipeline that is fed with packets. */
  push(packet: Uint8Array): void {
    if (!this.closed) this.pipeline.push('packets', packet);
  }

  describe(): Pick<SourceInfo, 'width' | 'height' | 'framesPerSecond' | 'codec'> {
    const caps = this.pipeline.videoCaps('upright');
    return {
      width: caps?.width ?? 0,
      height: caps?.height ?? 0,
      framesPerSecond: caps?.framesPerSecond ?? null,
      codec: this.codec,
    };
  }

  /** Why there are no more frames. GStreamer's words may repeat an address, but never the password: it is a property. */
  failure(name: string): PlainStationError | null {
    if (this.error !== null) {
      return new StationError('source_unreadable', `"${name}" broke off: ${this.error.message}`, {
        where: name,
        hint: 'The station keeps trying; check that the device or the sender is on and can be reached.',
      }).toJSON();
    }
    if (!this.silent) return null;
    return new StationError('source_unreadable', `"${name}" is silent.`, {
      where: name,
      hint: 'The station goes on by itself when pictures return.',
    }).toJSON();
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.endWait();
    await this.pipeline.stop();
  }
}

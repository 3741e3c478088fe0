// A pipeline that frames are pulled from.
import { BusLog } from './bus-log.ts';
import { hardwareElements } from './elements.ts';
import { type HardwareFailure, hardwareFailureOf } from './hardware.ts';
import { type BusMessage, loadAddon, type NativeFrame, type NativePipeline } from './native.ts';

export interface PipelineDescription {
  /** In GStreamer's syntax. */
  readonly description: string;
  /** What a person typed is given as properties, never as text of the description. */
  readonly properties: readonly (readonly [element: string, name: string, value: string | number])[];
  /** Nothing is decoded by hardware. Left out: what is best. */
  readonly software?: boolean;
}

export class FramePipeline {
  readonly native: NativePipeline;
  readonly bus = new BusLog();
  private isStopped = false;
  private answer: (frame: NativeFrame | null) => void = () => undefined;

  constructor({ description, properties, software = false }: PipelineDescription) {
    const { Pipeline } = loadAddon();
    const onMessage = (message: BusMessage): void => {
      this.bus.add(message);
      // An error ends the frames, but GStreamer then sends no end of stream.
      if (message.type === 'error') this.endPull();
    };
    this.native = new Pipeline(description, onMessage, software ? hardwareElements : []);
    for (const [element, name, value] of properties) this.native.setProperty(element, name, value);
  }

  get hasFailed(): boolean {
    return this.bus.find('error') !== undefined;
  }

  /** The hardware that made it fail; null: it did not fail, or for another reason. */
  get hardwareFailure(): HardwareFailure | null {
    const error = this.bus.find('error');
    return error === undefined ? null : hardwareFailureOf(error);
  }

  /** The next frame of the appsink; null at the end of the stream, after an error, or when the pipeline is stopped. */
  pull(appsink: string): Promise<NativeFrame | null> {
    if (this.isStopped || this.hasFailed) return Promise.resolve(null);
    return new Promise((resolve) => {
      this.answer = resolve;
      this.native.pull(appsink, resolve);
    });
  }

  /** The pull that waits gets null; the pipeline goes on, but is not pulled from again. */
  endPull(): void {
    this.answer(null);
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await this.native.stop();
  }
}

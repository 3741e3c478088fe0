// One output's pipeline between the hub and its sink: frames of one size whatever the source has, text drawn on them.
import type { Annotation } from '../contract/index.ts';
import { requireElement } from './installed.ts';
import {
  type BusMessage,
  loadAddon,
  type NativeHub,
  type NativePipeline,
  type OutletState,
} from './native.ts';

export interface PictureSize {
  readonly width: number;
  readonly height: number;
  /** Null when the source does not know. */
  readonly framesPerSecond: number | null;
}

export interface OutputPipelineOptions {
  readonly hub: NativeHub;
  readonly size: PictureSize;
  readonly annotation: Annotation;
  /** How long frames wait for their text when it is aligned. */
  readonly alignedDelaySeconds: number;
  readonly demand: 'stream' | 'single';
  /** From `video/x-raw,format=I420` to the sink. */
  readonly sink: string;
  /** What a person typed goes in as properties, never as text. */
  readonly properties: readonly (readonly [element: string, name: string, value: string])[];
  /** The output whose place it takes without losing a frame. */
  readonly insteadOf: OutputPipeline | null;
  readonly onError: (message: string) => void;
}

/** Frames that an output may be behind before a live source's frames are dropped. */
const waitingFrames = 3;
/** An output that does not end in this time is cut off; less than the engine itself is given to end. */
const finishMilliseconds = 4000;

export class OutputPipeline {
  private readonly hub: NativeHub;
  private readonly pipeline: NativePipeline;
  private readonly outlet: number;
  private readonly annotation: Annotation;
  private onEnd: () => void = () => undefined;
  private lastState: OutletState | null = null;
  private failed = false;
  private stopped = false;

  constructor(options: OutputPipelineOptions) {
    const { Pipeline } = loadAddon();
    this.hub = options.hub;
    this.annotation = options.annotation;
    this.pipeline = new Pipeline(describe(options), (message) => this.hear(message, options.onError));
    for (const [element, name, value] of options.properties) this.pipeline.setProperty(element, name, value);
    this.pipeline.setState('playing');
    this.outlet = this.hub.attach(
      this.pipeline,
      'in',
      options.annotation === 'none' ? null : 'text',
      options.demand,
      options.insteadOf?.outlet ?? 0,
    );
  }

  /** Of a pipeline that was stopped: how it stood then. */
  get state(): OutletState {
    return this.lastState ?? this.hub.outlet(this.outlet);
  }

  /** @param runningSeconds Of the source's frame that the text belongs to. */
  annotate(text: string, runningSeconds: number | null): void {
    if (this.stopped || this.annotation === 'none') return;
    this.hub.annotate(this.outlet, text, this.annotation === 'aligned' ? runningSeconds : null);
  }

  /** For demand `single`: the newest frame from the appsink `out`; null when the output is stopped. */
  next(): Promise<{ data: Uint8Array; width: number; height: number; captureSeconds: number | null } | null> {
    return new Promise((resolve) => {
      if (this.stopped) return resolve(null);
      this.pipeline.pull('out', (frame) =>
        resolve(frame && { ...frame, captureSeconds: this.state.captureSeconds }),
      );
      this.hub.ask(this.outlet);
    });
  }

  /** Works off what is under way, so that a file is whole, then stops. */
  async finish(): Promise<void> {
    if (!this.stopped && !this.failed) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, finishMilliseconds);
        this.onEnd = () => {
          clearTimeout(timer);
          resolve();
        };
        this.pipeline.endStream('in');
      });
    }
    await this.stop();
  }

  async stop(): Promise<void> {
    if (this.stopped) return;
    this.stopped = true;
    await this.pipeline.stop();
    this.lastState = this.hub.outlet(this.outlet);
    this.hub.detach(this.outlet);
  }

  private hear(message: BusMessage, onError: (message: string) => void): void {
    if (message.type === 'eos') this.onEnd();
    if (message.type !== 'error') return;
    const isNews = !this.failed && !this.stopped;
    this.failed = true;
    this.onEnd();
    if (isNews) onError(message.message);
  }
}

/**
 * The size is fixed: readers and files do not see that the source was changed. Text grows with the picture
 * (`auto-resize`), and stands on a shade, so that it can be read on anything.
 */
function describe({ size, annotation, alignedDelaySeconds, sink }: OutputPipelineOptions): string {
  const delay = Math.round(alignedDelaySeconds * 1e9);
  const nothing = 'max-size-buffers=0 max-size-bytes=0';
  return [
    `appsrc name=in format=time block=true max-buffers=${waitingFrames} max-bytes=0`,
    ...(annotation === 'aligned'
      ? [`queue ${nothing} min-threshold-time=${delay} max-size-time=${delay + 1e9}`]
      : ['queue max-size-buffers=1 max-size-bytes=0 max-size-time=0']),
    'videoscale add-borders=true',
    'videoconvert',
    `video/x-raw,format=I420,width=${size.width},height=${size.height},pixel-aspect-ratio=1/1`,
    ...(annotation === 'none'
      ? []
      : [
          `${requireElement('overlay')} name=text valignment=bottom halignment=left line-alignment=left ` +
            'shaded-background=true shading-value=140 font-desc="Sans Bold 13" xpad=12 ypad=10',
        ]),
    sink,
  ].join(' ! ');
}

/** H.264 wants a constant rate, and even sides. */
export function describeRate({ framesPerSecond }: PictureSize): string {
  const rate = Math.round((framesPerSecond ?? 30) * 1000);
  return `videorate ! video/x-raw,framerate=${rate}/1000`;
}

/** Chroma has half the size. */
export function evenSize(size: PictureSize): PictureSize {
  const even = (side: number): number => Math.max(2, side - (side % 2));
  return { ...size, width: even(size.width), height: even(size.height) };
}

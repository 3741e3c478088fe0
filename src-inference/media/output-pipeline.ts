// One output's pipeline, from the frame router to its sink: frames of one size whatever the source has, with text on them.
import type { Annotation } from '../contract/index.ts';
import type { EncodedPicture } from './film/encoded-ring.ts';
import { filmSink } from './film/film-branch.ts';
import { FramePipeline, type PipelineDescription } from './frame-pipeline.ts';
import { requireElement } from './installed.ts';
import type { Demand, NativeFrame, NativeFrameRouter, SubscriberStatistics } from './native.ts';
import { nextOutputPhase, type OutputEvent, type OutputPhase } from './output-phase.ts';

export interface PictureSize {
  readonly width: number;
  readonly height: number;
  /** Null when the source does not know. */
  readonly framesPerSecond: number | null;
}

export interface OutputPipelineOptions {
  readonly router: NativeFrameRouter;
  readonly size: PictureSize;
  readonly annotation: Annotation;
  /** How long frames wait for their text when it is aligned. */
  readonly alignedDelaySeconds: number;
  readonly demand: Demand;
  /** In GStreamer's syntax, from `video/x-raw,format=I420` to the sink. */
  readonly sink: string;
  /** Of elements of the sink. */
  readonly properties: PipelineDescription['properties'];
  /** The output whose place it takes without losing a frame. */
  readonly replaces: OutputPipeline | null;
  readonly onError: (message: string) => void;
}

/** Names of the elements that others use. */
const elements = { source: 'in', overlay: 'text', preview: 'out' } as const;
/** The appsink of a sink that gives its frames to `next`. */
export const previewSink = elements.preview;

/** Frames that an output may be behind before frames of a live source are dropped. */
const queuedFrames = 3;
/** An output that does not end in this time is cut off. Shorter than the time that the engine itself is given to end. */
const finishMilliseconds = 4000;

export class OutputPipeline {
  private readonly router: NativeFrameRouter;
  private readonly pipeline: FramePipeline;
  private readonly subscriber: number;
  private readonly annotation: Annotation;
  private readonly onError: (message: string) => void;
  private phase: OutputPhase = 'running';
  private lastStatistics: SubscriberStatistics | null = null;

  constructor(options: OutputPipelineOptions) {
    const { router, annotation, demand, properties, replaces, onError } = options;
    this.router = router;
    this.annotation = annotation;
    this.onError = onError;
    this.pipeline = new FramePipeline({ description: describe(options), properties });
    void this.pipeline.bus.until(['error']).then((error) => {
      if (error?.type === 'error') this.fail(error.message);
    });
    this.pipeline.native.setState('playing');
    const overlay = annotation === 'none' ? null : elements.overlay;
    const replaced = replaces?.subscriber ?? 0;
    this.subscriber = router.subscribe(this.pipeline.native, elements.source, overlay, demand, replaced);
  }

  /** Of a pipeline that was stopped: as they were then. */
  get statistics(): SubscriberStatistics {
    return this.lastStatistics ?? this.router.statistics(this.subscriber);
  }

  /** @param runningSeconds Of the source's frame that the text belongs to. */
  setText(text: string, runningSeconds: number | null): void {
    if (this.phase === 'stopped' || this.annotation === 'none') return;
    this.router.setText(this.subscriber, text, this.annotation === 'aligned' ? runningSeconds : null);
  }

  /** For demand `onRequest`: the newest frame, from the appsink `previewSink`; null when the output is stopped. */
  async next(): Promise<NativeFrame | null> {
    if (this.phase === 'stopped') return null;
    const frame = this.pipeline.pull(previewSink);
    this.router.request(this.subscriber);
    const picture = await frame;
    return picture && { ...picture, captureSeconds: this.statistics.captureSeconds };
  }

  /** Gives each encoded picture of the appsink `filmSink`, with its time on the timeline of all outputs, until the end. */
  async film(take: (picture: Omit<EncodedPicture, 'stream'>) => void): Promise<void> {
    for (;;) {
      const picture = await this.pipeline.pull(filmSink);
      if (picture === null) return;
      const { data: bytes, presentationSeconds, reorderSeconds, isKeyFrame } = picture;
      const { firstSeconds } = this.statistics;
      if (presentationSeconds === null || firstSeconds === null) continue;
      take({ bytes, seconds: firstSeconds + presentationSeconds, reorderSeconds, isKeyFrame });
    }
  }

  /** Processes what is under way, so that a file is whole, then stops. */
  async finish(): Promise<void> {
    this.apply('finished');
    if (this.phase === 'finishing') {
      this.pipeline.native.endStream(elements.source);
      await this.pipeline.bus.until(['eos', 'error'], AbortSignal.timeout(finishMilliseconds));
    }
    await this.stop();
  }

  async stop(): Promise<void> {
    if (this.phase === 'stopped') return;
    this.apply('stopped');
    await this.pipeline.stop();
    this.lastStatistics = this.router.statistics(this.subscriber);
    this.router.unsubscribe(this.subscriber);
  }

  private fail(message: string): void {
    const before = this.phase;
    this.apply('failed');
    if (this.phase !== before) this.onError(message);
  }

  private apply(event: OutputEvent): void {
    this.phase = nextOutputPhase(this.phase, event);
  }
}

/**
 * The size is fixed: readers and files do not see that the source was changed. Text grows with the picture
 * (`auto-resize`), and stands on a shade, so that it can be read on anything.
 */
function describe({ size, annotation, alignedDelaySeconds, sink }: OutputPipelineOptions): string {
  const delay = Math.round(alignedDelaySeconds * 1e9);
  const unlimited = 'max-size-buffers=0 max-size-bytes=0';
  return [
    `appsrc name=${elements.source} format=time block=true max-buffers=${queuedFrames} max-bytes=0`,
    ...(annotation === 'aligned'
      ? [`queue ${unlimited} min-threshold-time=${delay} max-size-time=${delay + 1e9}`]
      : ['queue max-size-buffers=1 max-size-bytes=0 max-size-time=0']),
    'videoscale add-borders=true',
    'videoconvert',
    `video/x-raw,format=I420,width=${size.width},height=${size.height},pixel-aspect-ratio=1/1`,
    ...(annotation === 'none'
      ? []
      : [
          `${requireElement('overlay')} name=${elements.overlay} valignment=bottom halignment=left line-alignment=left ` +
            'shaded-background=true shading-value=140 font-desc="Sans Bold 13" xpad=12 ypad=10',
        ]),
    sink,
  ].join(' ! ');
}

/** H.264 needs a constant rate. */
export function describeRate({ framesPerSecond }: PictureSize): string {
  const rate = Math.round((framesPerSecond ?? 30) * 1000);
  return `videorate ! video/x-raw,framerate=${rate}/1000`;
}

/** H.264 and JPEG need even sides: their chroma has half the size. */
export function evenSize(size: PictureSize): PictureSize {
  const even = (side: number): number => Math.max(2, side - (side % 2));
  return { ...size, width: even(size.width), height: even(size.height) };
}

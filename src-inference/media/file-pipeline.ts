// The pipeline of a recorded file. It can be paused and sought in at any time, without waiting for its frames to be taken.
import type { FileSourceSpec, SourceInfo } from '../contract/index.ts';
import type { FrameSize } from './frame.ts';
import { FramePipeline } from './frame-pipeline.ts';
import type { HardwareFailure } from './hardware.ts';
import type { NativeFrame, NativeFrameRouter } from './native.ts';
import { explainFailure } from './source-errors.ts';
import { decoder, describeBranches, queuedFrames, sourceElements } from './source-pipeline.ts';

/** A file that shows no picture in this time never will. */
const prerollMilliseconds = 10_000;

export class FilePipeline {
  private readonly spec: FileSourceSpec;
  private readonly pipeline: FramePipeline;

  /** @param software Without hardware. */
  constructor(spec: FileSourceSpec, size: FrameSize, software: boolean) {
    this.spec = spec;
    const branches = describeBranches({ size, live: false, paced: spec.pace === 'realTime', software });
    this.pipeline = new FramePipeline({
      description: `filesrc name=file ! ${decoder} ! ${branches}`,
      properties: [['file', 'location', spec.path]],
      software,
    });
  }

  /**
   * Waits for the first picture.
   *
   * @throws StationError `source_unreadable`, `source_not_video` or `media_unavailable`.
   */
  async preroll(): Promise<Omit<SourceInfo, 'name'>> {
    const { native, bus } = this.pipeline;
    native.setState('paused');
    const outcome = await bus.until(['prerolled', 'error', 'eos'], AbortSignal.timeout(prerollMilliseconds));
    const caps = native.videoCaps(sourceElements.upright);
    if (outcome?.type !== 'prerolled' || caps === null) throw explainFailure(this.spec.path, bus.messages);
    return {
      ...caps,
      durationSeconds: native.durationSeconds(),
      codec: bus.find('codec')?.codec ?? null,
    };
  }

  get hardwareFailure(): HardwareFailure | null {
    return this.pipeline.hardwareFailure;
  }

  /** Better known at the end than at the start; null when it is not known. */
  get durationSeconds(): number | null {
    return this.pipeline.native.durationSeconds();
  }

  feed(router: NativeFrameRouter): void {
    router.setSource(this.pipeline.native, sourceElements.fullSink, this.spec.pace === 'asFastAsPossible');
  }

  /** The next frame for the network; null at the end, or when the pipeline is stopped. */
  pull(): Promise<NativeFrame | null> {
    return this.pipeline.pull(sourceElements.networkSink);
  }

  /**
   * At once, without waiting for a picture at the sink of the full frames: none comes while the tee waits for room in the
   * network's branch. After a seek that sink must wait (`async`), because GStreamer then starts to count the time anew.
   */
  setState(state: 'paused' | 'playing'): void {
    const { native } = this.pipeline;
    native.setProperty(sourceElements.fullSink, 'async', false);
    try {
      this.withoutLimit(() => native.setState(state));
    } finally {
      native.setProperty(sourceElements.fullSink, 'async', true);
    }
  }

  /** From the next position on, a file at its own pace gives the first frames at once, and then stays so much ahead. */
  setAhead(seconds: number): void {
    for (const sink of [sourceElements.fullSink, sourceElements.networkSink]) {
      this.pipeline.native.setProperty(sink, 'ts-offset', Math.round(-seconds * 1e9));
    }
  }

  /** To the exact frame. False when the file cannot do it. */
  seek(seconds: number): boolean {
    return this.withoutLimit(() => this.pipeline.native.seek(seconds, false));
  }

  /** @throws StationError `source_unreadable` when decoding failed. @param seconds Time of the last good frame. */
  throwIfBroken(seconds: number): void {
    if (this.pipeline.hasFailed) throw explainFailure(this.spec.path, this.pipeline.bus.messages, seconds);
  }

  /** To be called once. */
  async stop(): Promise<void> {
    this.limitQueue(0);
    await this.pipeline.stop();
  }

  /**
   * The network's sink holds its lock while it waits for room. A change of state needs that lock, and room comes from this
   * thread: with GStreamer 1.22 both waited for ever. Without a limit the sink never waits.
   */
  private withoutLimit<Result>(change: () => Result): Result {
    this.limitQueue(0);
    try {
      return change();
    } finally {
      this.limitQueue(queuedFrames);
    }
  }

  /** @param frames That wait for the network; 0: no limit. */
  private limitQueue(frames: number): void {
    this.pipeline.native.setProperty(sourceElements.networkSink, 'max-buffers', frames);
  }
}

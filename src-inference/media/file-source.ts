// A recorded file: as fast as its frames are taken or at its own pace, once or again and again.
import { stat } from 'node:fs/promises';
import { type FileSourceSpec, type SourceInfo, StationError } from '../contract/index.ts';
import { decoder, describeBranches, waitingFrames } from './branches.ts';
import { type Frame, type FrameSource, type SourceOptions, unseen } from './frame.ts';
import { type BusMessage, loadAddon, type NativeFrame, type NativePipeline } from './native.ts';
import { cutOff, explainFailure, singlePicture } from './source-errors.ts';

/** A file that shows no picture in this time never will. */
const prerollMilliseconds = 10_000;

/** The sound of a whole recording may go on for this long after its last picture. */
const soundTailSeconds = 1;

/**
 * Opens a file and waits for its first picture.
 *
 * @throws StationError `source_not_found`, `source_unreadable`, `source_not_video` or `media_unavailable`.
 */
export async function openFileSource(spec: FileSourceSpec, options: SourceOptions): Promise<FrameSource> {
  await mustBeFile(spec.path);
  const source = new FileSource(spec, options);
  try {
    await source.preroll();
    source.beginAt(options.fromSeconds ?? 0);
    return source;
  } catch (thrown) {
    await source.close();
    throw thrown;
  }
}

class FileSource implements FrameSource {
  info: SourceInfo;
  readonly format = null;
  private readonly spec: FileSourceSpec;
  private readonly hub: SourceOptions['hub'];
  private readonly onState: SourceOptions['onState'];
  private readonly pipeline: NativePipeline;
  /** The first of each type: what a stream repeats must not pile up. */
  private readonly messages: BusMessage[] = [];
  private onMessage: (message: BusMessage) => void = () => undefined;
  private paused = false;
  private closed = false;
  /** Of the newest frame: when it is shown, and until when. */
  private seconds = 0;
  private endSeconds = 0;
  /** Why the next frame does not follow the one before it. */
  private jump: Frame['after'] = null;

  constructor(spec: FileSourceSpec, { size, hub, onState }: SourceOptions) {
    this.spec = spec;
    this.hub = hub;
    this.onState = onState;
    this.info = unseen(spec);
    const { Pipeline } = loadAddon();
    const branches = describeBranches({ size, live: false, paced: spec.pace === 'realTime' });
    this.pipeline = new Pipeline(`filesrc name=file ! ${decoder} ! ${branches}`, (message) => {
      if (!this.messages.some(({ type }) => type === message.type)) this.messages.push(message);
      this.onMessage(message);
    });
    this.pipeline.setProperty('file', 'location', spec.path);
  }

  async preroll(): Promise<void> {
    this.pipeline.setState('paused');
    const outcome = await new Promise<'prerolled' | 'failed' | 'silent'>((resolve) => {
      const timer = setTimeout(() => resolve('silent'), prerollMilliseconds);
      const settle = (result: 'prerolled' | 'failed'): void => {
        clearTimeout(timer);
        resolve(result);
      };
      this.onMessage = ({ type }) => {
        if (type === 'prerolled') settle('prerolled');
        if (type === 'error' || type === 'eos') settle('failed');
      };
    });
    this.onMessage = () => undefined;
    const caps = this.pipeline.videoCaps('upright');
    if (outcome !== 'prerolled' || caps === null) throw explainFailure(this.spec.path, this.messages);
    const codec = this.messages.find((message) => message.type === 'codec');
    this.info = {
      ...this.info,
      width: caps.width,
      height: caps.height,
      durationSeconds: this.pipeline.durationSeconds(),
      framesPerSecond: caps.framesPerSecond,
      codec: codec?.codec ?? null,
    };
  }

  /** @throws StationError `not_possible` for a place that is not in the file. */
  beginAt(seconds: number): void {
    if (seconds === 0) return;
    if (!this.goTo(seconds)) throw this.noPlaceAt(seconds);
  }

  async *frames(): AsyncGenerator<Frame> {
    if (this.closed) return;
    this.hub?.feed(this.pipeline, 'large', this.spec.pace === 'asFastAsPossible');
    if (!this.paused) this.setState('playing');
    this.onState(this.paused ? 'paused' : 'playing', null);
    let framesOfPass = 0;
    for (;;) {
      const frame = await this.pull();
      if (frame !== null) {
        framesOfPass += 1;
        yield this.dated(frame);
        continue;
      }
      if (this.closed) break;
      if (this.isBroken()) throw explainFailure(this.spec.path, this.messages, this.seconds);
      this.mustBeWhole(framesOfPass);
      if (!this.spec.loop || framesOfPass === 0 || !this.jumpTo(0, 'loop')) break;
      framesOfPass = 0;
    }
    this.onState('ended', null);
  }

  pause(): void {
    if (this.closed || this.paused) return;
    this.paused = true;
    this.setState('paused');
    this.onState('paused', null);
  }

  resume(): void {
    if (this.closed || !this.paused) return;
    this.paused = false;
    this.setState('playing');
    this.onState('playing', null);
  }

  seek(seconds: number): void {
    const { durationSeconds } = this.info;
    const isInside = seconds >= 0 && (durationSeconds === null || seconds < durationSeconds);
    if (!this.closed && isInside && this.jumpTo(seconds, 'seek')) return;
    throw this.noPlaceAt(seconds);
  }

  async close(): Promise<void> {
    if (!this.closed) this.limitWaiting(0);
    this.closed = true;
    await this.pipeline.stop();
  }

  /**
   * At once, without waiting for a picture at the sink of the large ones: while the tee waits for the network's full branch
   * none comes. After a jump it must wait, since that is when GStreamer counts the time anew.
   */
  private setState(state: 'paused' | 'playing'): void {
    this.pipeline.setProperty('large', 'async', false);
    this.unlimited(() => this.pipeline.setState(state));
    this.pipeline.setProperty('large', 'async', true);
  }

  /**
   * The network's sink waits for room with the lock in its hands that a change of state takes, and room comes from this
   * thread: seen in GStreamer 1.22, both waited for ever. Without a limit there is nothing to wait for.
   */
  private unlimited<Result>(change: () => Result): Result {
    this.limitWaiting(0);
    const result = change();
    this.limitWaiting(waitingFrames);
    return result;
  }

  /** @param frames That wait for the network; 0: no limit. */
  private limitWaiting(frames: number): void {
    this.pipeline.setProperty('frames', 'max-buffers', frames);
  }

  private jumpTo(seconds: number, why: 'loop' | 'seek'): boolean {
    const done = this.goTo(seconds);
    if (done) this.jump = why;
    return done;
  }

  private goTo(seconds: number): boolean {
    const done = this.unlimited(() => this.pipeline.seek(seconds));
    if (done) this.endSeconds = seconds;
    return done;
  }

  private noPlaceAt(seconds: number): StationError {
    const { name, durationSeconds } = this.info;
    return new StationError('not_possible', `"${name}" has no place at ${seconds} s.`, {
      hint:
        durationSeconds === null ? 'It cannot be sought in.' : `It lasts ${durationSeconds.toFixed(1)} s.`,
    });
  }

  private dated(frame: NativeFrame): Frame {
    const { data, width, height } = frame;
    const after = this.jump;
    this.jump = null;
    this.seconds = frame.presentationSeconds ?? this.seconds;
    this.endSeconds = this.seconds + (frame.durationSeconds ?? 0);
    return {
      data,
      width,
      height,
      presentationSeconds: this.seconds,
      runningSeconds: frame.runningSeconds ?? this.seconds,
      captureSeconds: frame.captureSeconds ?? 0,
      after,
    };
  }

  /** GStreamer plays a file that was cut off as if it ended there, and a picture as a video of one frame. */
  private mustBeWhole(frames: number): void {
    const promised = this.pipeline.durationSeconds();
    if (promised === null && frames === 1) throw singlePicture(this.spec.path);
    if (promised !== null && this.endSeconds < promised - soundTailSeconds) {
      throw cutOff(this.spec.path, this.endSeconds, promised);
    }
  }

  private isBroken(): boolean {
    return this.messages.some(({ type }) => type === 'error');
  }

  /** An error ends the stream without an end-of-stream: whichever comes first ends the wait. */
  private pull(): Promise<NativeFrame | null> {
    return new Promise((resolve) => {
      if (this.closed || this.isBroken()) return resolve(null);
      this.onMessage = ({ type }) => {
        if (type === 'error') resolve(null);
      };
      this.pipeline.pull('frames', resolve);
    });
  }
}

async function mustBeFile(path: string): Promise<void> {
  let info: Awaited<ReturnType<typeof stat>>;
  try {
    info = await stat(path);
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw isMissing
      ? new StationError('source_not_found', `There is no file "${path}".`, {
          where: path,
          hint: 'Check the path; a relative path starts at the folder in which the command runs.',
          cause,
        })
      : new StationError('source_unreadable', `"${path}" cannot be opened: ${(cause as Error).message}.`, {
          where: path,
          hint: 'Check the path and the permissions of its folders.',
          cause,
        });
  }
  if (!info.isFile()) {
    throw new StationError('source_unreadable', `"${path}" is not a file.`, {
      where: path,
      hint: 'Give the path of a recorded video.',
    });
  }
  if (info.size === 0) {
    throw new StationError('source_unreadable', `"${path}" is empty.`, {
      where: path,
      hint: 'The recording was never written; record it again.',
    });
  }
}

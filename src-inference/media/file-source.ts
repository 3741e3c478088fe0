// A recorded file: as fast as its frames are taken or at its own pace, once or again and again.
import { stat } from 'node:fs/promises';
import { type FileSourceSpec, type SourceInfo, StationError } from '../contract/index.ts';
import { mustBePermitted } from '../files/index.ts';
import { readContainer } from './container/container.ts';
import type { ContainerFacts } from './container/facts.ts';
import { FilePipeline } from './file-pipeline.ts';
import {
  nextPlayback,
  type Playback,
  type PlaybackEvent,
  pipelineStateOf,
  sourceStateOf,
} from './file-playback.ts';
import {
  afterFrame,
  afterJump,
  endOfPass,
  type FilePosition,
  fileStart,
  isInside,
  promisedEnd,
} from './file-position.ts';
import { type Frame, type FrameSize, type FrameSource, type SourceOptions, unknownInfo } from './frame.ts';
import { reportHardwareFailure } from './hardware.ts';
import type { NativeFrame } from './native.ts';
import { animatedPicture, cutOff, encrypted, singlePicture } from './source-errors.ts';

/**
 * Opens a file and waits for its first picture.
 *
 * @throws StationError `source_not_found`, `source_unreadable`, `source_not_video`, `media_unavailable`, or
 *   `not_possible` for a position that is not in the file.
 */
export async function openFileSource(spec: FileSourceSpec, options: SourceOptions): Promise<FrameSource> {
  await mustBeFile(spec.path);
  mustBePermitted(spec.path, 'read');
  const container = await readContainer(spec.path);
  if (container.isEncrypted) throw encrypted(spec.path);
  if (container.isAnimatedPicture) throw animatedPicture(spec.path);
  const { pipeline, info } = await openPipeline(spec, options.size);
  const durationSeconds = container.videoSeconds ?? info.durationSeconds;
  const known = { ...unknownInfo(spec), ...info, durationSeconds };
  const source = new FileSource(spec, options, pipeline, known, container);
  try {
    if (options.fromSeconds) source.startAt(options.fromSeconds, options.aheadSeconds ?? 0);
    return source;
  } catch (thrown) {
    await pipeline.stop();
    throw thrown;
  }
}

interface OpenedPipeline {
  readonly pipeline: FilePipeline;
  readonly info: Omit<SourceInfo, 'name'>;
}

/** Where hardware fails, software is tried. It too may fail: then the file is to blame. */
async function openPipeline(spec: FileSourceSpec, size: FrameSize): Promise<OpenedPipeline> {
  const usual = new FilePipeline(spec, size, false);
  try {
    return { pipeline: usual, info: await usual.preroll() };
  } catch (thrown) {
    const failure = usual.hardwareFailure;
    await usual.stop();
    if (failure === null) throw thrown;
    const opened = await openInSoftware(spec, size);
    reportHardwareFailure(failure);
    return opened;
  }
}

async function openInSoftware(spec: FileSourceSpec, size: FrameSize): Promise<OpenedPipeline> {
  const pipeline = new FilePipeline(spec, size, true);
  try {
    return { pipeline, info: await pipeline.preroll() };
  } catch (thrown) {
    await pipeline.stop();
    throw thrown;
  }
}

/** Seconds; times of frames are rounded by elements. */
const rounding = 0.001;

class FileSource implements FrameSource {
  readonly info: SourceInfo;
  readonly format = null;
  readonly stream = null;
  private readonly spec: FileSourceSpec;
  private readonly router: SourceOptions['router'];
  private readonly onState: SourceOptions['onState'];
  private readonly size: FrameSize;
  private readonly container: ContainerFacts;
  /** Another one when hardware failed in the middle of the file. */
  private pipeline: FilePipeline;
  private playback: Playback = { phase: 'opened', startsPaused: false };
  private position: FilePosition = fileStart;
  /** After a failure of hardware, until the next frame: where the last one ended. */
  private goesOnAt: number | null = null;

  constructor(
    spec: FileSourceSpec,
    { size, router, onState }: SourceOptions,
    pipeline: FilePipeline,
    info: SourceInfo,
    container: ContainerFacts,
  ) {
    this.container = container;
    this.spec = spec;
    this.size = size;
    this.router = router;
    this.onState = onState;
    this.pipeline = pipeline;
    this.info = info;
  }

  /** Before any frame was given. @throws StationError `not_possible` for a position that is not in the file. */
  startAt(seconds: number, aheadSeconds: number): void {
    this.jump(seconds, null, aheadSeconds);
  }

  async *frames(): AsyncGenerator<Frame> {
    if (this.isClosed()) return;
    if (this.router) this.pipeline.feed(this.router);
    this.apply('started');
    let framesOfPass = 0;
    for (;;) {
      const frame = await this.pipeline.pull();
      if (frame !== null) {
        if (this.wasGiven(frame)) continue;
        framesOfPass += 1;
        yield this.dated(frame);
      } else {
        if (!this.isClosed() && (await this.goesOnInSoftware())) continue;
        if (this.isClosed() || !this.startsAgain(framesOfPass)) break;
        framesOfPass = 0;
      }
    }
    if (this.isClosed()) this.onState('ended', null);
    else this.apply('ended');
  }

  pause(): void {
    this.apply('paused');
  }

  resume(): void {
    this.apply('resumed');
  }

  seek(seconds: number): void {
    if (this.isClosed()) throw this.noSuchPosition(seconds);
    this.jump(seconds, 'seek');
  }

  /** A file waits for nothing. */
  retry(): boolean {
    return false;
  }

  async close(): Promise<void> {
    if (this.isClosed()) return;
    this.playback = nextPlayback(this.playback, 'closed');
    await this.pipeline.stop();
  }

  /** A method, not a comparison in place: the source may be closed while a frame is awaited, which TypeScript cannot know. */
  private isClosed(): boolean {
    return this.playback.phase === 'closed';
  }

  private apply(event: PlaybackEvent): void {
    const before = this.playback;
    this.playback = nextPlayback(before, event);
    if (this.playback === before) return;
    const pipelineState = pipelineStateOf(this.playback);
    if (pipelineState !== null) this.pipeline.setState(pipelineState);
    const state = sourceStateOf(this.playback);
    if (state !== null) this.onState(state, null);
  }

  /** A seek to the end of a frame may give that frame again, or what rounding leaves of it. */
  private wasGiven({ presentationSeconds, durationSeconds }: NativeFrame): boolean {
    if (this.goesOnAt === null) return false;
    const endSeconds = (presentationSeconds ?? this.goesOnAt) + (durationSeconds ?? Infinity);
    const isAgain = endSeconds < this.goesOnAt + rounding;
    if (!isAgain) this.goesOnAt = null;
    return isAgain;
  }

  /**
   * Goes on behind the last good frame when hardware has failed.
   *
   * @returns Whether it does.
   * @throws StationError when software cannot decode the file either.
   */
  private async goesOnInSoftware(): Promise<boolean> {
    const failure = this.pipeline.hardwareFailure;
    if (failure === null) return false;
    await this.pipeline.stop();
    const { pipeline } = await openInSoftware(this.spec, this.size);
    if (this.isClosed()) {
      await pipeline.stop();
      return false;
    }
    this.pipeline = pipeline;
    reportHardwareFailure(failure);
    if (this.router) pipeline.feed(this.router);
    this.goesOnAt = this.position.endSeconds;
    if (!pipeline.seek(this.goesOnAt)) throw this.noSuchPosition(this.goesOnAt);
    const state = pipelineStateOf(this.playback);
    if (state !== null) pipeline.setState(state);
    return true;
  }

  /** @throws StationError when the pass did not end as that of a whole video does. */
  private startsAgain(framesOfPass: number): boolean {
    const { path, loop } = this.spec;
    this.pipeline.throwIfBroken(this.position.seconds);
    const promised = promisedEnd(this.container, this.pipeline.durationSeconds);
    const end = endOfPass(this.position, framesOfPass, promised);
    if (end === 'singlePicture') throw singlePicture(path);
    if (end === 'cutOff') throw cutOff(path, this.position.endSeconds, promised.seconds);
    return loop && framesOfPass > 0 && this.tryJump(0, 'loop');
  }

  /** @throws StationError `not_possible`. */
  private jump(seconds: number, why: Frame['after'], aheadSeconds = 0): void {
    const done = isInside(seconds, this.info.durationSeconds) && this.tryJump(seconds, why, aheadSeconds);
    if (!done) throw this.noSuchPosition(seconds);
  }

  private tryJump(seconds: number, why: Frame['after'], aheadSeconds = 0): boolean {
    this.pipeline.setAhead(aheadSeconds);
    if (!this.pipeline.seek(seconds)) return false;
    this.position = afterJump(this.position, seconds, why);
    return true;
  }

  private noSuchPosition(seconds: number): StationError {
    const { name, durationSeconds } = this.info;
    return new StationError('not_possible', `"${name}" has no position ${seconds} s.`, {
      hint:
        durationSeconds === null
          ? 'One cannot seek in this file.'
          : `The file lasts ${durationSeconds.toFixed(1)} s.`,
    });
  }

  private dated(frame: NativeFrame): Frame {
    const { data, width, height } = frame;
    const after = this.position.jump;
    this.position = afterFrame(this.position, frame);
    return {
      data,
      width,
      height,
      presentationSeconds: this.position.seconds,
      runningSeconds: frame.runningSeconds ?? this.position.seconds,
      captureSeconds: frame.captureSeconds ?? 0,
      after,
    };
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

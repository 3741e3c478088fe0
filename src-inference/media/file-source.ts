// A recorded file as frames of the size that the network wants, as fast as they are taken.
import { stat } from 'node:fs/promises';
import { type SourceInfo, StationError } from '../contract/index.ts';
import { type BusMessage, loadAddon, type NativePipeline } from './native.ts';
import { cutOff, explainFailure, singlePicture } from './source-errors.ts';

export interface Frame {
  /** `[H, W, 3]` uint8 RGB, rows without padding. */
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Seconds from the start of the stream. */
  readonly presentationSeconds: number;
}

export interface FrameSize {
  readonly width: number;
  readonly height: number;
}

export interface FrameSource {
  readonly info: SourceInfo;
  /**
   * Frames in order of presentation. GStreamer waits while nobody asks for the next.
   *
   * @throws StationError `source_unreadable` when the source breaks midway or was cut off, `source_not_video` at the
   *   end of a still picture.
   */
  frames(): AsyncIterable<Frame>;
  /** May be called at any time; frames then end. */
  close(): Promise<void>;
}

/** A file that shows no picture in this time never will. */
const prerollMilliseconds = 10_000;

/** The sound of a whole recording may go on for this long after its last picture. */
const soundTailSeconds = 1;

/**
 * The one branch to the network. Turned upright first, then the centre square (or whatever shape the network has) is
 * cut out, so that what is scaled is small. `bilinear2` averages all pixels, where plain bilinear skips most of a large
 * picture: a network must see the same from any resolution. Only video is decoded. `max-buffers` makes GStreamer wait.
 */
function describePipeline({ width, height }: FrameSize): string {
  return [
    'filesrc name=file',
    'decodebin expose-all-streams=false caps=video/x-raw(ANY)',
    'queue max-size-buffers=8 max-size-bytes=0 max-size-time=0',
    'videoflip name=upright video-direction=auto',
    `aspectratiocrop aspect-ratio=${width}/${height}`,
    'videoscale method=bilinear2',
    'videoconvert',
    `video/x-raw,format=RGB,width=${width},height=${height},pixel-aspect-ratio=1/1`,
    'appsink name=frames sync=false max-buffers=8',
  ].join(' ! ');
}

/**
 * Opens a file and waits for its first picture.
 *
 * @throws StationError `source_not_found`, `source_unreadable`, `source_not_video` or `media_unavailable`.
 */
export async function openFileSource(path: string, size: FrameSize): Promise<FrameSource> {
  await mustBeFile(path);
  const source = new FileSource(path, size);
  try {
    await source.preroll();
    return source;
  } catch (thrown) {
    await source.close();
    throw thrown;
  }
}

class FileSource implements FrameSource {
  info: SourceInfo;
  private readonly path: string;
  private readonly pipeline: NativePipeline;
  /** The first of each type: what a stream repeats must not pile up. */
  private readonly messages: BusMessage[] = [];
  private onMessage: (message: BusMessage) => void = () => undefined;
  private closed = false;

  constructor(path: string, size: FrameSize) {
    this.path = path;
    this.info = {
      name: path,
      width: 0,
      height: 0,
      durationSeconds: null,
      framesPerSecond: null,
      codec: null,
    };
    const { Pipeline } = loadAddon();
    this.pipeline = new Pipeline(describePipeline(size), (message) => {
      if (!this.messages.some(({ type }) => type === message.type)) this.messages.push(message);
      this.onMessage(message);
    });
    this.pipeline.setProperty('file', 'location', path);
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
    if (outcome !== 'prerolled' || caps === null) throw explainFailure(this.path, this.messages);
    const codec = this.messages.find((message) => message.type === 'codec');
    this.info = {
      name: this.path,
      width: caps.width,
      height: caps.height,
      durationSeconds: this.pipeline.durationSeconds(),
      framesPerSecond: caps.framesPerSecond,
      codec: codec?.codec ?? null,
    };
  }

  async *frames(): AsyncGenerator<Frame> {
    if (this.closed) return;
    this.pipeline.setState('playing');
    let count = 0;
    let seconds = 0;
    let endSeconds = 0;
    for (;;) {
      const frame = await this.pull();
      if (frame === null) break;
      const { data, width, height } = frame;
      count += 1;
      seconds = frame.presentationSeconds ?? seconds;
      endSeconds = seconds + (frame.durationSeconds ?? 0);
      yield { data, width, height, presentationSeconds: seconds };
    }
    if (this.closed) return;
    if (this.messages.some(({ type }) => type === 'error')) {
      throw explainFailure(this.path, this.messages, seconds);
    }
    this.mustBeWhole(count, endSeconds);
  }

  /** GStreamer plays a file that was cut off as if it ended there, and a picture as a video of one frame. */
  private mustBeWhole(frames: number, endSeconds: number): void {
    const promised = this.pipeline.durationSeconds();
    if (promised === null && frames === 1) throw singlePicture(this.path);
    if (promised !== null && endSeconds < promised - soundTailSeconds) {
      throw cutOff(this.path, endSeconds, promised);
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.pipeline.stop();
  }

  /** An error ends the stream without an end-of-stream: whichever comes first ends the wait. */
  private pull() {
    return new Promise<Parameters<Parameters<NativePipeline['pull']>[1]>[0]>((resolve) => {
      if (this.closed || this.messages.some(({ type }) => type === 'error')) return resolve(null);
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

// A live source: never finished, often interrupted. It connects, gives frames, notices silence, and connects again; what
// comes back may have another size, another codec or none of its old state.
import {
  type PlainStationError,
  type SourceInfo,
  type SourceSpec,
  type SourceState,
  StationError,
  type StreamFormat,
} from '../contract/index.ts';
import { type Frame, type FrameSource, type SourceOptions, unseen } from './frame.ts';
import { LiveConnection } from './live-connection.ts';
import {
  describeCamera,
  describeRtsp,
  describeTest,
  describeUdp,
  type LivePipeline,
} from './live-pipelines.ts';
import { UdpReceiver } from './udp-receiver.ts';

export type LiveSpec = Exclude<SourceSpec, { kind: 'file' }>;

/** A connection that shows no picture in this time is tried anew; what is sent may not be what it seemed to be. */
const firstFrameSeconds = 10;
const retry = { firstMilliseconds: 250, longestMilliseconds: 5000 } as const;

/** Doubles with every attempt that gave no frame. */
export function retryDelay(failures: number): number {
  return Math.min(retry.firstMilliseconds * 2 ** failures, retry.longestMilliseconds);
}

/**
 * Resolves at once: that nothing is there yet is a state.
 *
 * @throws StationError `source_unreadable` for a port that cannot be listened on, `media_unavailable` for a missing
 *   element.
 */
export async function openLiveSource(spec: LiveSpec, options: SourceOptions): Promise<FrameSource> {
  if (spec.kind === 'udp') return new LiveSource(spec, options, await UdpReceiver.open(spec));
  describe(spec, options);
  return new LiveSource(spec, options, null);
}

class LiveSource implements FrameSource {
  info: SourceInfo;
  format: StreamFormat | null = null;
  private readonly spec: LiveSpec;
  private readonly options: SourceOptions;
  private readonly receiver: UdpReceiver | null;
  private readonly stopping = new AbortController();
  private connection: LiveConnection | null = null;
  private state: SourceState | null = null;
  private startedAt: number | null = null;
  private lastSeconds = 0;

  /** @param receiver Of a UDP source. */
  constructor(spec: LiveSpec, options: SourceOptions, receiver: UdpReceiver | null) {
    this.spec = spec;
    this.receiver = receiver;
    this.options = options;
    this.info = unseen(spec);
  }

  async *frames(): AsyncGenerator<Frame> {
    let failures = 0;
    this.tell('waiting', null);
    while (!this.closed) {
      const pipeline = await this.findPipeline();
      if (pipeline === null) break;
      const connection = new LiveConnection(pipeline, this.options.hub);
      this.connection = connection;
      this.receiver?.giveTo((packet) => connection.push(packet));
      try {
        for await (const frame of this.framesOf(connection)) {
          failures = 0;
          yield frame;
        }
      } finally {
        this.receiver?.startOver();
        await connection.close();
      }
      if (this.closed) break;
      this.tell(this.startedAt === null ? 'waiting' : 'stalled', connection.failure(this.info.name));
      // After silence on a UDP port, the receiver waits by itself until something comes.
      if (this.spec.kind !== 'udp' || connection.isBroken) await this.wait(retryDelay(failures++));
    }
    this.tell('ended', null);
  }

  pause(): void {
    throw notPossible('paused');
  }

  resume(): void {
    throw notPossible('resumed');
  }

  seek(): void {
    throw notPossible('sought in');
  }

  async close(): Promise<void> {
    this.stopping.abort();
    await Promise.all([this.connection?.close(), this.receiver?.close()]);
  }

  private get closed(): boolean {
    return this.stopping.signal.aborted;
  }

  /** Null when the source was closed meanwhile. */
  private async findPipeline(): Promise<LivePipeline | null> {
    const { spec, receiver } = this;
    if (spec.kind !== 'udp') return describe(spec, this.options);
    const format = await receiver!.recognise(spec.format, () =>
      this.tell(this.startedAt === null ? 'waiting' : 'stalled', unrecognised(this.info.name)),
    );
    this.format = format;
    return format && describeUdp(spec, format, this.options.size);
  }

  private async *framesOf(connection: LiveConnection): AsyncGenerator<Frame> {
    let offset: number | null = null;
    for (;;) {
      const native = await connection.next(this.patience(offset === null));
      if (native === null || native.runningSeconds === null) return;
      if (offset === null) {
        offset = this.elapsedSeconds() - native.runningSeconds;
        this.info = { ...this.info, ...connection.describe() };
        this.tell('playing', null);
      }
      // Times that jump back after a restart of the sender must not reach the windows.
      const presentationSeconds = Math.max(native.runningSeconds + offset, this.lastSeconds + 0.0001);
      this.lastSeconds = presentationSeconds;
      const { data, width, height } = native;
      yield {
        data,
        width,
        height,
        presentationSeconds,
        runningSeconds: native.runningSeconds,
        captureSeconds: native.captureSeconds ?? 0,
        after: null,
      };
    }
  }

  private patience(isFirst: boolean): number | null {
    if (this.spec.kind === 'test') return null;
    return isFirst ? firstFrameSeconds : this.spec.stallSeconds;
  }

  /** Since the first frame of all, on the clock: an interruption takes as long as it took. */
  private elapsedSeconds(): number {
    this.startedAt ??= performance.now();
    return (performance.now() - this.startedAt) / 1000;
  }

  private tell(state: SourceState, error: PlainStationError | null): void {
    if (state === this.state && error === null) return;
    this.state = state;
    this.options.onState(state, error);
  }

  private wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.stopping.signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      this.stopping.signal.addEventListener('abort', done);
      if (this.closed) done();
    });
  }
}

function describe(spec: Exclude<LiveSpec, { kind: 'udp' }>, { size }: SourceOptions): LivePipeline {
  switch (spec.kind) {
    case 'rtsp':
      return describeRtsp(spec, size);
    case 'camera':
      return describeCamera(spec, size);
    case 'test':
      return describeTest(spec, size);
    default:
      return spec satisfies never;
  }
}

function notPossible(what: string): StationError {
  return new StationError('not_possible', `A live source cannot be ${what}.`, {
    hint: 'Only recorded files can be paused and sought in.',
  });
}

function unrecognised(name: string): PlainStationError {
  return new StationError('source_unrecognised', 'Packets arrive, but what they carry cannot be told.', {
    where: name,
    hint: 'Say it: udp://:5000#format=rtp-h264 (or rtp-h265, rtp-jpeg, rtp-mpegts, mpegts). Encrypted RTP is not read.',
  }).toJSON();
}

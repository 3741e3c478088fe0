// A live source: never finished, often interrupted. It connects, gives frames, notices silence, and connects again. What
// comes back may have another size and another codec.
import { setTimeout as delay } from 'node:timers/promises';
import {
  type PlainStationError,
  type SourceInfo,
  type SourceSpec,
  type SourceState,
  StationError,
  type StreamFormat,
} from '../contract/index.ts';
import { type Frame, type FrameSize, type FrameSource, type SourceOptions, unknownInfo } from './frame.ts';
import type { PipelineDescription } from './frame-pipeline.ts';
import { reportHardwareFailure } from './hardware.ts';
import { LiveConnection } from './live-connection.ts';
import { type LiveEvent, liveStart, nextLivePhase, retryDelay, sourceStateOf } from './live-phase.ts';
import { describeCamera, describeRtsp, describeTest, describeUdp } from './live-pipeline.ts';
import { LiveTimeline } from './live-timeline.ts';
import { UdpReceiver } from './udp-receiver.ts';

type LiveSpec = Exclude<SourceSpec, { kind: 'file' }>;

/** A connection that shows no picture in this time is tried anew: what is sent may not be what it seemed to be. */
const firstFrameSeconds = 10;

/**
 * Resolves at once: that nothing is there yet is a state.
 *
 * @throws StationError `source_unreadable` for a port that is not to be had, `media_unavailable` for a missing
 *   element.
 */
export async function openLiveSource(spec: LiveSpec, options: SourceOptions): Promise<FrameSource> {
  return new LiveSource(spec, options, await openInput(spec, options));
}

/** What a connection needs. */
interface Attempt {
  readonly pipeline: PipelineDescription;
  /** Null for all but UDP. */
  readonly format: StreamFormat | null;
}

interface Input {
  /** Null for all but UDP. */
  readonly receiver: UdpReceiver | null;
  /** @returns Null when the source was closed meanwhile. */
  readonly next: (software: boolean, onUnknownFormat: () => void) => Promise<Attempt | null>;
}

async function openInput(spec: LiveSpec, options: SourceOptions): Promise<Input> {
  if (spec.kind !== 'udp') {
    // Missing elements are told at once.
    describe(spec, options.size, false);
    return {
      receiver: null,
      next: async (software) => ({ pipeline: describe(spec, options.size, software), format: null }),
    };
  }
  const receiver = await UdpReceiver.open(spec);
  return {
    receiver,
    async next(software, onUnknownFormat) {
      const format = await receiver.detectFormat(spec.format, onUnknownFormat);
      return format && { pipeline: describeUdp(spec, format, { size: options.size, software }), format };
    },
  };
}

class LiveSource implements FrameSource {
  info: SourceInfo;
  format: StreamFormat | null = null;
  private readonly spec: LiveSpec;
  private readonly options: SourceOptions;
  private readonly input: Input;
  private readonly closing = new AbortController();
  private readonly timeline = new LiveTimeline();
  private connection: LiveConnection | null = null;
  private live = liveStart;
  private reported: SourceState | null = null;
  /** Hardware has failed with this source. */
  private software = false;

  constructor(spec: LiveSpec, options: SourceOptions, input: Input) {
    this.spec = spec;
    this.input = input;
    this.options = options;
    this.info = unknownInfo(spec);
  }

  async *frames(): AsyncGenerator<Frame> {
    this.report(null);
    while (!this.isClosed()) {
      const attempt = await this.input.next(this.software, () => this.report(unknownFormat(this.info.name)));
      if (attempt === null) break;
      const connection = this.connect(attempt);
      try {
        yield* this.framesOf(connection);
      } finally {
        this.input.receiver?.startOver();
        await connection.close();
      }
      if (!this.isClosed()) await this.lose(connection);
    }
    this.apply('closed', null);
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
    this.closing.abort();
    await Promise.all([this.connection?.close(), this.input.receiver?.close()]);
  }

  private isClosed(): boolean {
    return this.closing.signal.aborted;
  }

  private connect({ pipeline, format }: Attempt): LiveConnection {
    this.format = format;
    const connection = new LiveConnection(pipeline, this.options.router);
    this.connection = connection;
    this.input.receiver?.forwardTo((packet) => connection.push(packet));
    return connection;
  }

  /** Waits until it is time for the next attempt. */
  private async lose(connection: LiveConnection): Promise<void> {
    this.apply('lost', connection.failure(this.info.name));
    const failure = connection.hardwareFailure;
    if (failure !== null && !this.software) {
      this.software = true;
      reportHardwareFailure(failure);
      return;
    }
    // A UDP port that fell silent needs no pause: the receiver waits until packets come.
    const pauses = this.input.receiver === null || connection.hasFailed;
    if (!pauses) return;
    await delay(retryDelay(this.live), undefined, { signal: this.closing.signal }).catch(() => undefined);
  }

  private async *framesOf(connection: LiveConnection): AsyncGenerator<Frame> {
    for (let isFirst = true; ; isFirst = false) {
      const frame = await connection.next(this.patience(isFirst));
      if (frame === null || frame.runningSeconds === null) return;
      const { data, width, height, runningSeconds } = frame;
      if (isFirst) this.start(connection, runningSeconds);
      yield {
        data,
        width,
        height,
        presentationSeconds: this.timeline.date(runningSeconds),
        runningSeconds,
        captureSeconds: frame.captureSeconds ?? 0,
        after: null,
      };
    }
  }

  private start(connection: LiveConnection, runningSeconds: number): void {
    this.timeline.connect(runningSeconds, performance.now() / 1000);
    this.info = { ...this.info, ...connection.describe() };
    this.apply('played', null);
  }

  /** Longest time without a frame; null: no limit. */
  private patience(isFirst: boolean): number | null {
    if (this.spec.kind === 'test') return null;
    return isFirst ? firstFrameSeconds : this.spec.stallSeconds;
  }

  private apply(event: LiveEvent, error: PlainStationError | null): void {
    this.live = nextLivePhase(this.live, event);
    this.report(error);
  }

  /** Once for each state, and for every error. */
  private report(error: PlainStationError | null): void {
    const state = sourceStateOf(this.live);
    if (state === this.reported && error === null) return;
    this.reported = state;
    this.options.onState(state, error);
  }
}

function describe(
  spec: Exclude<LiveSpec, { kind: 'udp' }>,
  size: FrameSize,
  software: boolean,
): PipelineDescription {
  switch (spec.kind) {
    case 'rtsp':
      return describeRtsp(spec, { size, software });
    case 'camera':
      return describeCamera(spec, { size, software });
    case 'test':
      return describeTest(spec, { size, software });
    default:
      return spec satisfies never;
  }
}

function notPossible(what: string): StationError {
  return new StationError('not_possible', `A live source cannot be ${what}.`, {
    hint: 'Only recorded files can be paused and sought in.',
  });
}

function unknownFormat(name: string): PlainStationError {
  return new StationError('source_unrecognised', 'Packets arrive, but their format is not recognised.', {
    where: name,
    hint: 'Name the format: udp://:5000#format=rtp-h264 (or rtp-h265, rtp-jpeg, rtp-mpegts, mpegts). Encrypted RTP cannot be read.',
  }).toJSON();
}

// A live source: never finished, often interrupted. It connects, gives frames, notices silence, and connects again. What
// comes back may have another size and another codec.
import {
  type LossRule,
  type PlainStationError,
  type SourceInfo,
  type SourceRetry,
  type SourceState,
  StationError,
  type StreamFormat,
} from '../contract/index.ts';
import { connectionError, type LiveSpec } from './connection-errors.ts';
import { type Frame, type FrameSize, type FrameSource, type SourceOptions, unknownInfo } from './frame.ts';
import type { PipelineDescription } from './frame-pipeline.ts';
import { reportHardwareFailure } from './hardware.ts';
import { LiveConnection } from './live-connection.ts';
import { liveStart, nextLivePhase, sourceStateOf } from './live-phase.ts';
import { describeCamera, describeRtsp, describeTest, describeUdp } from './live-pipeline.ts';
import { LiveTimeline } from './live-timeline.ts';
import type { StreamStatistics } from './native.ts';
import { reachOf } from './reach.ts';
import { Reconnection } from './reconnection.ts';
import type { UnreadablePackets } from './stream-format.ts';
import { StreamTotals } from './stream-totals.ts';
import { UdpReceiver } from './udp-receiver.ts';

/** A connection that shows no picture in this time is tried anew: what is sent may not be what it seemed to be. */
const firstFrameSeconds = 10;
/** Pictures that are later are of no use to whoever works; it takes a machine that cannot decode them as fast as they come. */
const mostLateSeconds = 10;

/**
 * Resolves at once: that nothing is there yet is a state.
 *
 * @throws StationError `source_unreadable` for a port that is not to be had, `media_unavailable` for a missing
 *   element.
 */
export async function openLiveSource(spec: LiveSpec, options: SourceOptions): Promise<FrameSource> {
  let source: LiveSource | undefined;
  const input = await openInput(spec, options, (sender) => source?.reportOtherSender(sender));
  source = new LiveSource(spec, options, input);
  return source;
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
  readonly next: (
    software: boolean,
    onUnreadable: (what: UnreadablePackets) => void,
  ) => Promise<Attempt | null>;
}

async function openInput(
  spec: LiveSpec,
  options: SourceOptions,
  onOtherSender: (sender: string) => void,
): Promise<Input> {
  if (spec.kind !== 'udp') {
    // Missing elements are told at once.
    describe(spec, options.size, false);
    return {
      receiver: null,
      next: async (software) => ({ pipeline: describe(spec, options.size, software), format: null }),
    };
  }
  const receiver = await UdpReceiver.open(spec, onOtherSender);
  return {
    receiver,
    async next(software, onUnreadable) {
      const format = await receiver.detectFormat(spec.format, onUnreadable);
      return format && { pipeline: describeUdp(spec, format, { size: options.size, software }), format };
    },
  };
}

class LiveSource implements FrameSource {
  info: SourceInfo;
  format: StreamFormat | null = null;
  private readonly before = new StreamTotals();
  private readonly spec: LiveSpec;
  private readonly options: SourceOptions;
  private readonly input: Input;
  private readonly closing = new AbortController();
  private readonly timeline = new LiveTimeline();
  private connection: LiveConnection | null = null;
  private live = liveStart;
  private readonly reconnection = new Reconnection();
  private reported: { readonly state: SourceState; readonly why: string } | null = null;
  /** Hardware has failed with this source. */
  private software = false;

  constructor(spec: LiveSpec, options: SourceOptions, input: Input) {
    this.spec = spec;
    this.input = input;
    this.options = options;
    this.info = unknownInfo(spec);
  }

  get stream(): StreamStatistics | null {
    if (lossRuleOf(this.spec) === null) return null;
    return this.connection === null ? this.before.all : this.before.with(this.connection.stream);
  }

  async *frames(): AsyncGenerator<Frame> {
    this.report(null);
    while (!this.isClosed()) {
      const attempt = await this.input.next(this.software, (what) =>
        this.report(unreadablePackets(what, this.info.name)),
      );
      if (attempt === null) break;
      const connection = this.connect(attempt);
      try {
        yield* this.framesOf(connection);
      } finally {
        this.input.receiver?.startOver();
        await connection.close();
        this.before.add(connection.stream);
        this.connection = null;
      }
      if (!this.isClosed()) await this.lose(connection);
    }
    this.live = nextLivePhase(this.live, 'closed');
    this.report(null);
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

  retry(): boolean {
    return this.reconnection.tryNow();
  }

  /** Another one sends to the port of the source; nothing of it is watched. */
  reportOtherSender(sender: string): void {
    if (!this.isClosed()) this.report(otherSender(sender, this.info.name));
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
    const connection = new LiveConnection(pipeline, this.options.router, lossRuleOf(this.spec));
    this.connection = connection;
    this.input.receiver?.forwardTo((packet) => connection.push(packet));
    return connection;
  }

  /** Waits until it is time for the next attempt. */
  private async lose(connection: LiveConnection): Promise<void> {
    const hardwareFailure = connection.hardwareFailure;
    const error = await this.failureOf(connection);
    if (this.isClosed()) return;
    this.live = nextLivePhase(this.live, 'lost');
    if (hardwareFailure !== null && !this.software) {
      this.software = true;
      this.report(error);
      reportHardwareFailure(hardwareFailure);
      return;
    }
    // A UDP port that fell silent needs no attempts: the receiver waits until packets come.
    const isTriedAgain = this.input.receiver === null || connection.hasFailed;
    if (!isTriedAgain) return this.report(error);
    this.report(error, this.reconnection.failed(error?.code ?? null));
    await this.reconnection.wait(this.closing.signal);
  }

  /** Null when the connection only ended. */
  private async failureOf({ lost }: LiveConnection): Promise<PlainStationError | null> {
    if (lost === null) return null;
    const { spec } = this;
    const isToBeTried = spec.kind === 'rtsp' && !lost.hasPlayed;
    const reach = isToBeTried ? await reachOf(spec.host, spec.port, this.closing.signal) : null;
    return connectionError(spec, { ...lost, reach }).toJSON();
  }

  private async *framesOf(connection: LiveConnection): AsyncGenerator<Frame> {
    for (let isFirst = true; ; isFirst = false) {
      const frame = await connection.next(this.patience(isFirst), this.mostLateSeconds);
      if (frame === null || frame.runningSeconds === null) return;
      const { data, width, height, runningSeconds, damage, missingBefore } = frame;
      if (isFirst) this.start(connection, runningSeconds);
      else this.followSize(connection);
      yield {
        data,
        width,
        height,
        presentationSeconds: this.timeline.date(runningSeconds),
        runningSeconds,
        captureSeconds: frame.captureSeconds ?? 0,
        after: null,
        damage,
        missingBefore,
      };
    }
  }

  private start(connection: LiveConnection, runningSeconds: number): void {
    this.timeline.connect(runningSeconds, performance.now() / 1000);
    this.info = { ...this.info, ...connection.describe() };
    this.live = nextLivePhase(this.live, 'played');
    this.report(null, this.reconnection.played() ?? undefined);
  }

  /** An encoder may be set to another size while it sends. */
  private followSize({ size }: LiveConnection): void {
    const { width, height } = this.info;
    if (size === null || (size.width === width && size.height === height)) return;
    this.info = { ...this.info, ...size };
    this.options.onSizeChanged?.(size);
  }

  /** Longest time without a frame; null: no limit. */
  private patience(isFirst: boolean): number | null {
    if (this.spec.kind === 'test') return null;
    return isFirst ? firstFrameSeconds : this.spec.stallSeconds;
  }

  private get mostLateSeconds(): number {
    const isStream = this.spec.kind === 'udp' || this.spec.kind === 'rtsp';
    return mostLateSeconds + (isStream ? this.spec.latencyMilliseconds / 1000 : 0);
  }

  /** Once for each state, and for each other error; a further attempt with the same one is only counted. */
  private report(error: PlainStationError | null, retry?: SourceRetry): void {
    const state = sourceStateOf(this.live);
    const why = error === null ? '' : `${error.code} ${error.message}`;
    const isNew = state !== this.reported?.state || (error !== null && why !== this.reported.why);
    if (!isNew) {
      if (retry !== undefined) this.options.onRetried?.(retry);
      return;
    }
    this.reported = { state, why };
    this.options.onState(state, error, retry);
  }
}

/** Null for what is no stream from a network. */
function lossRuleOf(spec: LiveSpec): LossRule | null {
  return spec.kind === 'udp' || spec.kind === 'rtsp' ? spec.afterLoss : null;
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

function unreadablePackets(what: UnreadablePackets, name: string): PlainStationError {
  if (what === 'sound') {
    return new StationError('source_not_video', 'The stream carries no picture, only sound.', {
      where: name,
      hint: 'Let the sender send the picture, or send it to this port.',
    }).toJSON();
  }
  return new StationError('source_unrecognised', 'Packets arrive, but their format is not recognised.', {
    where: name,
    hint: 'Name the format: udp://:5000#format=rtp-h264 (or rtp-h265, rtp-jpeg, rtp-mpegts, mpegts). Sound alone, and encrypted RTP, cannot be watched.',
  }).toJSON();
}

function otherSender(sender: string, name: string): PlainStationError {
  return new StationError('source_other_sender', `${sender} sends to this port as well. It is left out.`, {
    where: name,
    hint: 'Let it send to another port, or stop it.',
  }).toJSON();
}

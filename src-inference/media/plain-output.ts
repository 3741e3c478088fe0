// Outputs that are one pipeline from their first frame to their end: shared memory, streams, previews.
import { lstat, unlink } from 'node:fs/promises';
import { connect } from 'node:net';
import {
  formatStreamTarget,
  type PreviewFrame,
  type PreviewSpec,
  type SharedMemorySpec,
  StationError,
  type StreamSpec,
} from '../contract/index.ts';
import { describeH264Encoder } from './elements.ts';
import { requireElement } from './installed.ts';
import type { Output, OutputContext } from './output.ts';
import {
  describeRate,
  evenSize,
  OutputPipeline,
  type OutputPipelineOptions,
  type PictureSize,
} from './output-pipeline.ts';
import { describeStreamTarget, resolveHost } from './stream-target.ts';

const keyFrameInterval = 30;
/** Frames that readers of the shared memory may hold at the same time. */
const sharedFrames = 8;

type Setup = Pick<OutputPipelineOptions, 'size' | 'annotation' | 'demand' | 'sink' | 'properties'>;

class PlainOutput implements Output {
  readonly kind: Output['kind'];
  readonly target: string;
  readonly fromSeconds = null;
  protected pipeline: OutputPipeline | null = null;
  private readonly context: OutputContext;
  private readonly setup: (size: PictureSize) => Setup;
  private note: readonly [text: string, runningSeconds: number | null] | null = null;
  protected closed = false;

  constructor(
    identity: { readonly kind: Output['kind']; readonly target: string },
    context: OutputContext,
    setup: (size: PictureSize) => Setup,
  ) {
    this.kind = identity.kind;
    this.target = identity.target;
    this.context = context;
    this.setup = setup;
  }

  sourcePlays(size: PictureSize): void {
    if (this.pipeline || this.closed) return;
    this.pipeline = new OutputPipeline({
      ...this.context.common,
      ...this.setup(evenSize(size)),
      insteadOf: null,
      onError: (message) => this.fail(message),
    });
    if (this.note) this.pipeline.annotate(...this.note);
    this.context.onState('running', null);
  }

  annotate(text: string, runningSeconds: number | null): void {
    this.note = [text, null];
    this.pipeline?.annotate(text, runningSeconds);
  }

  partClosed(): void {}

  async close(): Promise<void> {
    this.closed = true;
    await this.pipeline?.stop();
  }

  private fail(message: string): void {
    if (this.closed) return;
    this.context.onState(
      'failed',
      new StationError('output_failed', `The output to "${this.target}" broke off: ${message}`, {
        where: this.target,
        hint: 'Check where it goes, and attach it again. Checking goes on.',
      }).toJSON(),
    );
    void this.close();
  }
}

/**
 * `enable-last-sample`: basesink copies the last sample when its caps change, under the lock that shmsink's allocator takes
 * for the copy, and would wait for itself for ever.
 *
 * @throws StationError `output_invalid` when something else is at that path.
 */
export async function openSharedMemory(spec: SharedMemorySpec, context: OutputContext): Promise<Output> {
  const sink = requireElement('sharedMemory');
  await clearSocket(spec.path);
  return new PlainOutput({ kind: spec.kind, target: spec.path }, context, (size) => ({
    size,
    annotation: spec.annotation,
    demand: 'stream',
    sink: `${sink} name=memory wait-for-connection=false sync=false async=false enable-last-sample=false shm-size=${sharedFrames * pictureBytes(size)}`,
    properties: [['memory', 'socket-path', spec.path]],
  }));
}

/** @throws StationError `output_invalid` when there is no such host. */
export async function openStream(spec: StreamSpec, context: OutputContext): Promise<Output> {
  const encoder = describeH264Encoder(requireElement('encodeH264'), {
    kilobitsPerSecond: spec.target.kilobitsPerSecond,
    keyFrameInterval,
  });
  const address = await resolveHost(spec.target);
  return new PlainOutput({ kind: spec.kind, target: formatStreamTarget(spec.target) }, context, (size) => ({
    size,
    annotation: spec.annotation,
    demand: 'stream',
    sink: `${describeRate(size)} ! ${encoder} ! ${describeStreamTarget(spec.target, false)}`,
    properties: [['packets', 'host', address]],
  }));
}

export class Preview extends PlainOutput {
  private sequence = 0;
  private asking = false;

  constructor(spec: PreviewSpec, context: OutputContext) {
    const encoder = requireElement('encodeJpeg');
    super({ kind: spec.kind, target: `${spec.width} pixels wide` }, context, (source) => ({
      size: evenSize({ ...source, ...scaledTo(spec.width, source) }),
      annotation: spec.annotation,
      demand: 'single',
      sink: `${encoder} quality=${spec.quality} ! appsink name=out sync=false enable-last-sample=false max-buffers=1 drop=true`,
      properties: [],
    }));
  }

  /**
   * One credit: resolves with the newest picture as soon as there is one that was not given yet. Null when the preview is
   * taken off.
   *
   * @throws StationError `not_possible` when a picture is already being waited for, or no source has shown one yet.
   */
  async next(): Promise<PreviewFrame | null> {
    if (this.closed) return null;
    if (this.asking || !this.pipeline) {
      const why = this.asking
        ? 'A picture is already being waited for.'
        : 'No source has shown a picture yet.';
      throw new StationError('not_possible', why, {
        hint: 'Ask again when the last answer, or a source, is there.',
      });
    }
    this.asking = true;
    const picture = await this.pipeline.next();
    this.asking = false;
    if (picture === null) return null;
    const { data, width, height, captureSeconds } = picture;
    this.sequence += 1;
    return { data, width, height, sequence: this.sequence, captureSeconds: captureSeconds ?? 0 };
  }
}

/** Never larger than the source. */
function scaledTo(width: number, source: PictureSize): { width: number; height: number } {
  if (width >= source.width) return { width: source.width, height: source.height };
  return { width, height: Math.round((source.height * width) / source.width) };
}

/** I420: 12 bits for a pixel, rows of GStreamer aligned to 4 bytes; a little more does no harm. */
function pictureBytes({ width, height }: PictureSize): number {
  return Math.ceil((width + 8) * (height + 2) * 1.5);
}

/** The socket of a station that was killed is in the way: shmsink would quietly take another name. */
async function clearSocket(path: string): Promise<void> {
  const info = await lstat(path).catch(() => null);
  if (info === null) return;
  const taken = (what: string): StationError =>
    new StationError('output_invalid', `"${path}" cannot be shared memory: ${what}.`, {
      where: path,
      hint: 'Give the path of a socket that is to be made, such as /tmp/stepwatch.',
    });
  if (!info.isSocket()) throw taken('something else is there');
  if (await isAnswered(path)) throw taken('another program serves it');
  await unlink(path);
}

function isAnswered(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

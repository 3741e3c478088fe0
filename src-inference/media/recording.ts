// Records to mp4 files, one pipeline for each: a new file takes the place of the one before between two frames. The space
// on the disk is watched; what ends a recording never ends the checking.
import { access, constants, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { type RecordingSpec, StationError } from '../contract/index.ts';
import { makeFolder } from '../files/index.ts';
import { describeH264Encoder } from './elements.ts';
import { requireElement } from './installed.ts';
import type { Output, OutputContext } from './output.ts';
import { describeRate, evenSize, OutputPipeline, type PictureSize } from './output-pipeline.ts';
import { checkTemplate, recordingName } from './recording-name.ts';

const watchMilliseconds = 1000;
/** What a loss of power may cost. */
const fragmentMilliseconds = 1000;
const keyFrameInterval = 30;

export interface RecordingTools {
  /** Bytes that a user may still write. */
  readonly freeBytes: (directory: string) => Promise<number>;
  readonly now: () => Date;
}

export const recordingTools: RecordingTools = {
  async freeBytes(directory) {
    const { bavail, bsize } = await statfs(directory);
    return bavail * bsize;
  },
  now: () => new Date(),
};

/** @throws StationError `output_invalid`, `output_failed` or `disk_full`. */
export async function openRecording(
  spec: RecordingSpec,
  context: OutputContext,
  tools: RecordingTools = recordingTools,
): Promise<Output> {
  checkTemplate(templateOf(spec));
  requireElement('encodeH264');
  requireElement('writeMp4');
  try {
    makeFolder(spec.directory);
    await access(spec.directory, constants.W_OK);
  } catch (cause) {
    throw new StationError('output_failed', `Nothing can be recorded in "${spec.directory}".`, {
      where: spec.directory,
      hint: 'Name a folder that the station may write to.',
      cause,
    });
  }
  const recording = new Recording(spec, context, tools);
  await recording.checkSpace();
  return recording;
}

interface RecordedFile {
  readonly pipeline: OutputPipeline;
  readonly path: string;
  readonly fromSeconds: number;
}

class Recording implements Output {
  readonly kind = 'recording';
  private readonly spec: RecordingSpec;
  private readonly context: OutputContext;
  private readonly tools: RecordingTools;
  private file: RecordedFile | null = null;
  private size: PictureSize | null = null;
  private source = '';
  private part = 1;
  private text: string | null = null;
  private watch: NodeJS.Timeout | undefined;
  private readonly finishing = new Set<Promise<void>>();
  private readonly usedPaths = new Set<string>();
  private closed = false;

  constructor(spec: RecordingSpec, context: OutputContext, tools: RecordingTools) {
    this.spec = spec;
    this.context = context;
    this.tools = tools;
  }

  get target(): string {
    return this.file?.path ?? this.spec.directory;
  }

  get fromSeconds(): number | null {
    return this.file?.fromSeconds ?? null;
  }

  sourcePlays(size: PictureSize, source: string): void {
    this.size = evenSize(size);
    this.source = source;
    if (this.file === null) this.startFile();
    this.watch ??= setInterval(() => void this.look(), watchMilliseconds).unref();
  }

  annotate(text: string, runningSeconds: number | null): void {
    this.text = text;
    this.file?.pipeline.annotate(text, runningSeconds);
  }

  partClosed(nextPart: number): void {
    this.part = nextPart;
    if (this.spec.split === 'part' && this.file) this.startFile();
  }

  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.watch);
    if (this.file) this.finish(this.file);
    await Promise.all(this.finishing);
  }

  /** @throws StationError `disk_full`. */
  async checkSpace(): Promise<void> {
    const free = await this.tools.freeBytes(this.spec.directory);
    if (free >= this.spec.keepFreeBytes) return;
    const [has, keep] = [free, this.spec.keepFreeBytes].map((bytes) => `${(bytes / 1e9).toFixed(1)} GB`);
    throw new StationError(
      'disk_full',
      `Recording stopped: ${has} are free on the disk, ${keep} must stay free.`,
      {
        where: this.spec.directory,
        hint: 'Delete old recordings, or record on another disk. Checking goes on.',
      },
    );
  }

  private startFile(): void {
    if (this.size === null || this.closed) return;
    const before = this.file;
    const path = this.freePath();
    const encoder = describeH264Encoder(requireElement('encodeH264'), {
      kilobitsPerSecond: this.spec.kilobitsPerSecond,
      keyFrameInterval,
    });
    const muxer = `${requireElement('writeMp4')} fragment-duration=${fragmentMilliseconds}`;
    const pipeline = new OutputPipeline({
      ...this.context.common,
      size: this.size,
      annotation: this.spec.annotation,
      demand: 'stream',
      sink: `${describeRate(this.size)} ! ${encoder} ! h264parse ! ${muxer} ! filesink name=file async=false`,
      properties: [['file', 'location', path]],
      insteadOf: before?.pipeline ?? null,
      onError: (message) =>
        this.fail(
          new StationError('output_failed', `Recording stopped: ${message}`, {
            where: path,
            hint: 'Check the disk. Checking goes on.',
          }),
        ),
    });
    this.file = { pipeline, path, fromSeconds: this.context.sourceSeconds() };
    if (this.text !== null) pipeline.annotate(this.text, null);
    if (before) this.finish(before);
    this.context.onState('running', null);
  }

  private finish(file: RecordedFile): void {
    const finished = finishFile(file).finally(() => this.finishing.delete(finished));
    this.finishing.add(finished);
  }

  /** Two parts within a second must not share a file; one that was there before is not written over. */
  private freePath(): string {
    const name = recordingName(templateOf(this.spec), {
      at: this.tools.now(),
      part: this.part,
      source: this.source,
      recipe: this.context.recipe(),
    });
    for (let number = 1; ; number++) {
      const candidate = number === 1 ? name : name.replace(/\.mp4$/, `-${number}.mp4`);
      const path = join(this.spec.directory, candidate);
      if (this.usedPaths.has(path) || this.context.exists(path)) continue;
      this.usedPaths.clear();
      this.usedPaths.add(path);
      return path;
    }
  }

  private async look(): Promise<void> {
    try {
      await this.checkSpace();
    } catch (thrown) {
      if (thrown instanceof StationError) this.fail(thrown);
      return;
    }
    const { split } = this.spec;
    if (typeof split !== 'object' || !this.file || this.closed) return;
    if (this.file.pipeline.state.seconds >= split.seconds) this.startFile();
  }

  private fail(error: StationError): void {
    if (this.closed) return;
    this.context.onState('failed', error.toJSON());
    void this.close();
  }
}

/** A part that ended with its video leaves a file behind in which nothing was recorded. */
async function finishFile({ pipeline, path }: RecordedFile): Promise<void> {
  await pipeline.finish();
  if (pipeline.state.pushed === 0) await rm(path, { force: true });
}

function templateOf({ name, split }: RecordingSpec): string {
  return name ?? (split === 'part' ? '{date}-{time}-part-{part}' : '{date}-{time}');
}

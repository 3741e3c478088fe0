// Records to mp4 files, one pipeline for each. A new file takes the place of the one before between two frames. The free
// space of the disk is watched. What ends a recording never ends the checking.
import { access, constants, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { type RecordingSpec, StationError } from '../contract/index.ts';
import { makeFolder, refusedBySandbox } from '../files/index.ts';
import { describeH264Encoder } from './elements.ts';
import { filmBranch } from './film/film-branch.ts';
import { type HardwareFailure, setEncodersAside } from './hardware.ts';
import { requireElement } from './installed.ts';
import type { Output, OutputContext } from './output.ts';
import { describeRate, evenSize, OutputPipeline, type PictureSize } from './output-pipeline.ts';
import { checkTemplate, recordingName } from './recording-name.ts';
import { beginsNewFile, fileOf, type RecordingEvent, type RecordingState } from './recording-state.ts';
import { keyFrameInterval } from './stream-target.ts';

/** How often the disk and the length of the file are looked at. */
const watchMilliseconds = 1000;
/** Room that is not made by then does not come soon. */
const roomMilliseconds = 10_000;
/** A loss of power costs no more than this. */
const fragmentMilliseconds = 1000;

interface RecordingTools {
  /** Bytes that a user may still write. */
  readonly freeBytes: (directory: string) => Promise<number>;
  readonly now: () => Date;
}

const recordingTools: RecordingTools = {
  async freeBytes(directory) {
    const { bavail, bsize } = await statfs(directory);
    return bavail * bsize;
  },
  now: () => new Date(),
};

/** @throws StationError `not_permitted`, `output_invalid`, `output_failed` or `disk_full`. */
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
    const refused = refusedBySandbox(cause);
    if (refused !== null) throw refused;
    throw new StationError('output_failed', `Nothing can be recorded in "${spec.directory}".`, {
      where: spec.directory,
      hint: 'Name a folder that the station may write to.',
      cause,
    });
  }
  const recording = new Recording(spec, context, tools);
  await recording.mustHaveSpace();
  return recording;
}

interface RecordedFile {
  readonly pipeline: OutputPipeline;
  readonly path: string;
  readonly fromSeconds: number;
}

interface CurrentSource {
  readonly size: PictureSize;
  readonly name: string;
}

class Recording implements Output {
  readonly kind = 'recording';
  private readonly spec: RecordingSpec;
  private readonly context: OutputContext;
  private readonly tools: RecordingTools;
  private state: RecordingState<RecordedFile> = { phase: 'waiting' };
  private source: CurrentSource | null = null;
  private part = 1;
  private text: string | null = null;
  private watch: NodeJS.Timeout | undefined;
  private isMakingRoom = false;
  private readonly finishing = new Set<Promise<void>>();
  /** Of the newest file: GStreamer may not have created it yet. */
  private newestPath: string | null = null;

  constructor(spec: RecordingSpec, context: OutputContext, tools: RecordingTools) {
    this.spec = spec;
    this.context = context;
    this.tools = tools;
  }

  get target(): string {
    return fileOf(this.state)?.path ?? this.spec.directory;
  }

  get fromSeconds(): number | null {
    return fileOf(this.state)?.fromSeconds ?? null;
  }

  sourcePlays(size: PictureSize, name: string): void {
    this.source = { size: evenSize(size), name };
    this.handle({ type: 'sourcePlays' });
    if (this.state.phase === 'recording') this.watch ??= this.watchDisk();
  }

  setText(text: string, runningSeconds: number | null): void {
    this.text = text;
    if (this.state.phase === 'recording') this.state.file.pipeline.setText(text, runningSeconds);
  }

  partClosed(nextPart: number): void {
    this.part = nextPart;
    this.handle({ type: 'partClosed' });
  }

  async close(): Promise<void> {
    const before = this.state;
    this.state = { phase: 'closed', file: fileOf(before) };
    clearInterval(this.watch);
    if (before.phase === 'recording') this.finish(before.file);
    await Promise.all(this.finishing);
  }

  /** Old recordings go first. @throws StationError `disk_full`. */
  async mustHaveSpace(): Promise<void> {
    const { directory, keepFreeBytes } = this.spec;
    if ((await this.tools.freeBytes(directory)) < keepFreeBytes) {
      // An index that is built first keeps no station from starting.
      await Promise.race([this.context.makeRoom(directory, keepFreeBytes), pause(roomMilliseconds)]);
    }
    await this.checkSpace();
  }

  private async checkSpace(): Promise<void> {
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

  private handle(event: RecordingEvent): void {
    if (this.source && beginsNewFile(this.state, event, this.spec.split)) this.beginFile(this.source);
  }

  private beginFile(source: CurrentSource): void {
    const before = fileOf(this.state);
    const path = this.freePath(source.name);
    const pipeline = new OutputPipeline({
      ...this.context.common,
      size: source.size,
      annotation: this.spec.annotation,
      demand: 'all',
      sink: this.describeSink(source.size),
      properties: [['file', 'location', path]],
      replaces: before?.pipeline ?? null,
      onError: (message, hardware) => this.lose(source, path, message, hardware),
    });
    this.state = {
      phase: 'recording',
      file: { pipeline, path, fromSeconds: this.context.sourceSeconds() },
    };
    if (this.text !== null) pipeline.setText(this.text, null);
    this.context.onEncoding?.(pipeline, source.size);
    if (before) this.finish(before);
    this.context.onState('running', null);
  }

  /** A file whose encoder failed ends; the next one is encoded in software. */
  private lose(source: CurrentSource, path: string, message: string, hardware: HardwareFailure | null): void {
    if (hardware === null || this.state.phase !== 'recording') return this.fail(writeFailed(path, message));
    setEncodersAside(hardware);
    this.beginFile(source);
  }

  private describeSink(size: PictureSize): string {
    const { kilobitsPerSecond } = this.spec;
    return [
      describeRate(size),
      describeH264Encoder(requireElement('encodeH264'), { kilobitsPerSecond, keyFrameInterval }),
      'h264parse',
      ...(this.context.onEncoding === null
        ? []
        : ['tee name=encoded', 'video/x-h264,stream-format=avc,alignment=au']),
      `${requireElement('writeMp4')} fragment-duration=${fragmentMilliseconds}`,
      // Unbuffered: of a small picture, the buffer of 64 KB would keep many seconds back from a file that may be lost meanwhile.
      'filesink name=file async=false buffer-mode=unbuffered' +
        (this.context.onEncoding === null ? '' : ` encoded. ! ${filmBranch}`),
    ].join(' ! ');
  }

  private finish(file: RecordedFile): void {
    const finished = finishFile(file).finally(() => this.finishing.delete(finished));
    this.finishing.add(finished);
  }

  /** Two parts within a second must not share a file, and no file is written over. */
  private freePath(source: string): string {
    const name = recordingName(templateOf(this.spec), {
      at: this.tools.now(),
      part: this.part,
      source,
      recipe: this.context.recipe(),
    });
    for (let number = 1; ; number++) {
      const candidate = number === 1 ? name : name.replace(/\.mp4$/, `-${number}.mp4`);
      const path = join(this.spec.directory, candidate);
      if (path === this.newestPath || this.context.exists(path)) continue;
      this.newestPath = path;
      return path;
    }
  }

  private watchDisk(): NodeJS.Timeout {
    return setInterval(() => void this.look(), watchMilliseconds).unref();
  }

  private async look(): Promise<void> {
    if (this.state.phase === 'recording') this.lookAt(this.state.file);
    // Room is made in what is kept free: it may take a while.
    if (this.isMakingRoom) return;
    this.isMakingRoom = true;
    try {
      await this.mustHaveSpace();
    } catch (thrown) {
      if (thrown instanceof StationError) this.fail(thrown);
    } finally {
      this.isMakingRoom = false;
    }
  }

  private lookAt({ pipeline, path }: RecordedFile): void {
    const { seconds, pushed } = pipeline.statistics;
    if (this.source !== null && pushed > 0 && seconds > 1 && !this.context.exists(path)) {
      this.beginAgain(this.source, path);
    } else this.handle({ type: 'recorded', seconds });
  }

  /** GStreamer goes on writing to a file that is not there any more. */
  private beginAgain(source: CurrentSource, path: string): void {
    try {
      makeFolder(this.spec.directory);
    } catch (cause) {
      return this.fail(writeFailed(path, (cause as Error).message));
    }
    this.beginFile(source);
    this.context.onState('running', takenAway(path).toJSON());
  }

  private fail(error: StationError): void {
    if (this.state.phase === 'closed') return;
    this.context.onState('failed', error.toJSON());
    void this.close();
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}

function takenAway(path: string): StationError {
  return new StationError('output_failed', 'The recording was deleted or moved while it was written.', {
    where: path,
    hint: 'Another file was begun. Find out who did it.',
  });
}

function writeFailed(path: string, message: string): StationError {
  return new StationError('output_failed', `Recording stopped: ${message}`, {
    where: path,
    hint: 'Check the disk. Checking goes on.',
  });
}

/** A part that ends with its video leaves a file without a frame behind. */
async function finishFile({ pipeline, path }: RecordedFile): Promise<void> {
  await pipeline.finish();
  if (pipeline.statistics.pushed === 0) await rm(path, { force: true });
}

function templateOf({ name, split }: RecordingSpec): string {
  return name ?? (split === 'part' ? '{date}-{time}-part-{part}' : '{date}-{time}');
}

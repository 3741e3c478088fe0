// The last seconds of a live source, encoded: by the recording that runs, and else by an encoder of its own. There are never two
// encoders for the same pictures.
import {
  type PlainStationError,
  type SourceInfo,
  StationError,
  toStationError,
} from '../../contract/index.ts';
import { describeH264Encoder } from '../elements.ts';
import { requireElement } from '../installed.ts';
import type { OutputContext } from '../output.ts';
import { describeRate, evenSize, OutputPipeline, type PictureSize } from '../output-pipeline.ts';
import { EncodedRing } from './encoded-ring.ts';
import { filmBranch } from './film-branch.ts';
import { clipKilobitsPerSecond, clipSize, keyFrameEverySecond } from './film-size.ts';
import type { FilmedSource } from './filmed-source.ts';
import { writeClip } from './write-clip.ts';

/** Longer than a step usually takes, in the memory of a small machine. */
const limits = { seconds: 60, bytes: 64 << 20 } as const;
/** What a source shows reaches the ring later: an encoder, and text that frames wait for. */
const lateMilliseconds = 6000;

export interface FilmOptions {
  readonly common: OutputContext['common'];
  /** Called when it changes: null when pictures are encoded again. */
  readonly onFailure: (error: PlainStationError | null) => void;
}

export class Film {
  private readonly options: FilmOptions;
  private readonly ring = new EncodedRing(limits);
  /** Number of the recording that pictures are taken of; null: none runs. */
  private recording: number | null = null;
  /** Of the source and the encoder, which begins anew with each. */
  private encoder: { readonly size: PictureSize; readonly pipeline: OutputPipeline } | null = null;
  private live: SourceInfo | null = null;
  private hasFailed = false;
  private sources = 0;

  constructor(options: FilmOptions) {
    this.options = options;
  }

  /**
   * @param live The live source that shows pictures; null: none does.
   * @param recording Number of a recording that runs; null: none does.
   */
  follow(live: SourceInfo | null, recording: number | null): void {
    if (live?.name !== this.live?.name) this.sources += 1;
    this.live = live;
    this.recording = recording;
    if (recording !== null) this.succeed();
    const size = live === null || recording !== null ? null : clipSize(live);
    if (size?.width === this.encoder?.size.width && size?.height === this.encoder?.size.height) return;
    this.stopEncoder();
    if (size !== null) this.startEncoder(size);
  }

  /** What a recording encodes. */
  record(recording: number, pipeline: OutputPipeline, size: PictureSize): void {
    const name = `recording ${recording}, ${size.width}x${size.height}`;
    void pipeline.film((picture) => {
      // A recorded file has its pictures itself.
      if (recording === this.recording && this.live !== null)
        this.ring.take({ ...picture, stream: this.streamOf(name) });
    });
  }

  /** @param offsetSeconds Time on the timeline of all outputs, minus time of the source. */
  source(offsetSeconds: number): FilmedSource {
    const { ring } = this;
    return {
      shown: (seconds) => ring.until(seconds + offsetSeconds, lateMilliseconds),
      async write({ fromSeconds, toSeconds }, path) {
        const pictures = ring.stretch(fromSeconds + offsetSeconds, toSeconds + offsetSeconds);
        if (pictures.length === 0) return null;
        const clip = await writeClip(pictures, path);
        return { ...clip, fromSeconds: clip.fromSeconds - offsetSeconds };
      },
    };
  }

  /** Whoever waits for pictures waits no more. What is there can still be written. */
  async close(): Promise<void> {
    this.live = null;
    this.recording = null;
    this.ring.close();
    await this.stopEncoder();
  }

  private streamOf(name: string): string {
    return `${this.sources} ${name}`;
  }

  private startEncoder(wanted: PictureSize): void {
    const size = evenSize(wanted);
    try {
      const encoder = describeH264Encoder(requireElement('encodeH264'), {
        kilobitsPerSecond: clipKilobitsPerSecond,
        keyFrameInterval: keyFrameEverySecond(size),
      });
      const pipeline = new OutputPipeline({
        ...this.options.common,
        size,
        annotation: 'none',
        demand: 'all',
        sink: `${describeRate(size)} ! ${encoder} ! ${filmBranch}`,
        properties: [],
        replaces: null,
        onError: (message) => this.fail(encoderFailed(message)),
      });
      this.encoder = { size: wanted, pipeline };
      const stream = this.streamOf(`own, ${size.width}x${size.height}`);
      void pipeline.film((picture) => {
        this.succeed();
        this.ring.take({ ...picture, stream });
      });
    } catch (thrown) {
      this.encoder = null;
      this.fail(toStationError(thrown));
    }
  }

  private async stopEncoder(): Promise<void> {
    const { encoder } = this;
    this.encoder = null;
    await encoder?.pipeline.stop();
  }

  private fail(error: StationError): void {
    void this.stopEncoder();
    if (this.hasFailed) return;
    this.hasFailed = true;
    this.options.onFailure(error.toJSON());
  }

  private succeed(): void {
    if (!this.hasFailed) return;
    this.hasFailed = false;
    this.options.onFailure(null);
  }
}

function encoderFailed(message: string): StationError {
  return new StationError('output_failed', `Clips of mistakes cannot be encoded: ${message}`, {
    hint: 'Checking goes on. A source that is opened again is encoded again.',
  });
}

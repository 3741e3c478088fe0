// What all sources have in common.
import {
  formatSource,
  type PlainStationError,
  type SourceInfo,
  type SourceSpec,
  type SourceState,
  type StreamFormat,
} from '../contract/index.ts';
import type { NativeFrameRouter } from './native.ts';

export interface Frame {
  /** `[H, W, 3]` uint8 RGB, rows without padding. */
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Position in a file; time since the first frame of a live source. */
  readonly presentationSeconds: number;
  /** Time that outputs go by. It rises until the source is opened again or jumps. */
  readonly runningSeconds: number;
  /** When it was taken or, of a stream, arrived: seconds of the system's monotonic clock. */
  readonly captureSeconds: number;
  /** Why it does not follow the frame before it; null when it does. */
  readonly after: 'loop' | 'seek' | null;
}

export interface FrameSize {
  readonly width: number;
  readonly height: number;
}

export interface FrameSource {
  /** Sizes are 0 until a live source has shown its first frame. */
  readonly info: SourceInfo;
  /** What a UDP stream was recognised as; null before that, and for other sources. */
  readonly format: StreamFormat | null;
  /**
   * Frames in order of presentation. A file waits while nobody asks for the next; a live source drops the oldest.
   *
   * @throws StationError `source_unreadable` when a file breaks midway or was cut off, `source_not_video` at the end of a
   *   still picture. A live source recovers by itself.
   */
  frames(): AsyncIterable<Frame>;
  /** @throws StationError `not_possible` for a live source. */
  pause(): void;
  resume(): void;
  /** @throws StationError `not_possible` for a live source, or a position that is not in the file. */
  seek(seconds: number): void;
  /** May be called at any time; the frames then end. */
  close(): Promise<void>;
}

export interface SourceOptions {
  /** Size of the frames for the network. */
  readonly size: FrameSize;
  /** Gets the frames in the size of the source, for the outputs; null: there are no outputs. */
  readonly router: NativeFrameRouter | null;
  /** Position at which a file begins; 0 when it is left out. */
  readonly fromSeconds?: number;
  readonly onState: (state: SourceState, error: PlainStationError | null) => void;
}

/** What is known about a source before its first frame. */
export function unknownInfo(spec: SourceSpec): SourceInfo {
  return {
    name: formatSource(spec),
    width: 0,
    height: 0,
    durationSeconds: null,
    framesPerSecond: null,
    codec: null,
  };
}

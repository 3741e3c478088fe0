// What all sources have in common.
import {
  formatSource,
  type PlainStationError,
  type SourceInfo,
  type SourceRetry,
  type SourceSpec,
  type SourceState,
  type StreamFormat,
} from '../contract/index.ts';
import type { NativeFrameRouter, StreamStatistics } from './native.ts';

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
  /** Of a stream: about what share of it is damaged, 0 to 1, because packets were lost; left out: 0. */
  readonly damage?: number;
  /** Of a stream: pictures that were sent since the frame before it, and never shown; left out: 0. */
  readonly missingBefore?: number;
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
  /** What was lost on the way, since the source was opened; null for what is no stream. */
  readonly stream: StreamStatistics | null;
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
  /** Tries a live source that waits for its next attempt at once. @returns Whether it waits. */
  retry(): boolean;
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
  /**
   * Seconds after `fromSeconds` that a file at its own pace gives at once: somebody saw them before, or they passed meanwhile. It stays
   * so much ahead until it is sought in or begins again.
   */
  readonly aheadSeconds?: number;
  /** @param retry Of a live source that is, or was, tried again; left out without an attempt that failed. */
  readonly onState: (state: SourceState, error: PlainStationError | null, retry?: SourceRetry) => void;
  /** Another attempt failed for the reason that `onState` has told. */
  readonly onRetried?: (retry: SourceRetry) => void;
  /** The pictures of a live source that plays have another size, in square pixels. */
  readonly onSizeChanged?: (size: FrameSize) => void;
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

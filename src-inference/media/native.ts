// The addon of native/, typed. Nothing else in the engine touches GStreamer.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { StationError } from '../contract/index.ts';
import { packageRoot } from '../files/index.ts';

export interface NativeFrame {
  /** Raw: rows without padding, in the format of the appsink's caps. Encoded: as it is. */
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Stream time: the place in a file. Null when the stream has no times. */
  readonly presentationSeconds: number | null;
  /** Time that the pipeline has been running for when the frame is due: what outputs are dated by. */
  readonly runningSeconds: number | null;
  /** The same on the system's monotonic clock, that of `process.hrtime`. */
  readonly captureSeconds: number | null;
  /** How long it is shown; null when the stream does not say. */
  readonly durationSeconds: number | null;
}

export type BusMessage = { readonly element: string } & (
  | {
      readonly type: 'error';
      readonly message: string;
      readonly debug: string;
      /** GLib error domain and code, such as `gst-stream-error-quark` and `4`. */
      readonly domain: string;
      readonly code: string;
    }
  | { readonly type: 'eos' }
  /** The first picture is there: sizes and durations are known. */
  | { readonly type: 'prerolled' }
  | { readonly type: 'codec'; readonly codec: string }
);

export interface NativePipeline {
  setState(state: 'paused' | 'playing'): void;
  /** @throws TypeError when the element has no such property, or it cannot take the value. */
  setProperty(element: string, name: string, value: string | number | boolean): void;
  /** The next frame of an appsink, null at its end or when the pipeline is stopped. One pull at a time. */
  pull(appsink: string, callback: (frame: NativeFrame | null) => void): void;
  /** One buffer into an appsrc. */
  push(appsrc: string, bytes: Uint8Array): void;
  /** To the very frame; what was not pulled yet is gone. False when the source cannot do it. */
  seek(seconds: number): boolean;
  /** What was pushed to the appsrc is worked off, then `eos` comes. */
  endStream(appsrc: string): void;
  /** As the container says, or as GStreamer estimates: better at the end than at the start. Null when unknown. */
  durationSeconds(): number | null;
  /** What was negotiated on the source pad of an element; null before that. */
  videoCaps(element: string): { width: number; height: number; framesPerSecond: number | null } | null;
  /** Frees everything; the object cannot be used again. */
  stop(): Promise<void>;
}

export interface OutletState {
  readonly pushed: number;
  /** Frames for which there was no room. */
  readonly dropped: number;
  /** Time of the newest frame on the output's own line, which starts at 0. */
  readonly seconds: number;
  /** When that frame was taken, on the monotonic clock. */
  readonly captureSeconds: number | null;
}

/** Joins whatever source plays to whatever outputs are attached; outlets go by their number. */
export interface NativeHub {
  /** From now on the frames of this appsink, and of no other. @param waits Outputs may hold the source up. */
  feed(pipeline: NativePipeline, appsink: string, waits: boolean): void;
  /**
   * @param overlay Name of a textoverlay that `annotate` writes to.
   * @param demand `stream`: all frames; `single`: the newest, each time that it asks.
   * @param insteadOf Outlet whose place it takes, so that no frame is lost or doubled; 0: none.
   */
  attach(
    pipeline: NativePipeline,
    appsrc: string,
    overlay: string | null,
    demand: 'stream' | 'single',
    insteadOf: number,
  ): number;
  /** Once its pipeline was stopped. */
  detach(outlet: number): void;
  ask(outlet: number): void;
  /** @param runningSeconds The text appears with that frame of the source; null: at once. */
  annotate(outlet: number, text: string, runningSeconds: number | null): void;
  outlet(outlet: number): OutletState;
}

interface Addon {
  /** Such as `GStreamer 1.22.0`. */
  readonly version: string;
  inspectElement(name: string): { readonly plugin: string; readonly version: string } | null;
  /** decodebin takes it before all others that could do the job. */
  preferElement(name: string): void;
  readonly Hub: new () => NativeHub;
  readonly Pipeline: new (description: string, onMessage: (message: BusMessage) => void) => NativePipeline;
}

let loaded: Addon | undefined;

/** @throws StationError `media_unavailable` when the addon was not built, or GStreamer is not there. */
export function loadAddon(): Addon {
  try {
    loaded ??= createRequire(import.meta.url)(
      join(packageRoot(), 'build/native/stepwatch-media.node'),
    ) as Addon;
    return loaded;
  } catch (cause) {
    throw new StationError('media_unavailable', 'GStreamer could not be loaded.', {
      hint: 'Run "npm run setup": it installs GStreamer and compiles the addon that speaks with it.',
      cause,
    });
  }
}

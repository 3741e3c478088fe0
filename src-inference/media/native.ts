// Types of the addon in native/. Nothing else in the engine uses GStreamer.
import { createRequire } from 'node:module';
import { type ClockState, type PacketCounts, type PictureCounts, StationError } from '../contract/index.ts';
import { addonFile } from '../files/index.ts';

export interface NativeFrame {
  /** Raw pictures: rows without padding, in the format of the appsink's caps. Encoded pictures: their bytes. */
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Stream time: the position in a file. Null when the stream has no times. */
  readonly presentationSeconds: number | null;
  /** Time that the pipeline has been running for when the frame is due. Outputs are dated by it. */
  readonly runningSeconds: number | null;
  /** The same on the system's monotonic clock, that of `process.hrtime`. */
  readonly captureSeconds: number | null;
  /** How long it is shown; null when the stream does not say. */
  readonly durationSeconds: number | null;
  /** Of an encoded picture: how long before its presentation it must be decoded. */
  readonly reorderSeconds: number;
  /** Of an encoded picture: it can be decoded without those before it. */
  readonly isKeyFrame: boolean;
  /**
   * About what share of it is damaged, 0 to 1: packets of it, or of the pictures that it is made from, were lost. 1 also where the
   * decoder says that it is damaged.
   */
  readonly damage: number;
  /** Pictures that were sent before it and never shown, since the frame that was pulled before it. */
  readonly missingBefore: number;
}

export interface StreamStatistics {
  /** Null without a jitter buffer. */
  readonly packets: PacketCounts | null;
  /** Null when the packets do not tell which pictures they belong to. */
  readonly pictures: PictureCounts | null;
}

export type BusMessage = { readonly element: string } & (
  | {
      readonly type: 'error';
      readonly message: string;
      readonly debug: string;
      /** Of the element that failed and of the bins around it, from the inside out, joined by commas. */
      readonly factories: string;
      /** GLib error domain and code, such as `gst-stream-error-quark` and `4`. */
      readonly domain: string;
      readonly code: string;
    }
  | { readonly type: 'eos' }
  /** The first picture has reached every sink that waits for one: size and duration are known. */
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
  /** One encoded picture into an appsrc. Times count from 0; see `NativeFrame`. */
  pushEncoded(
    appsrc: string,
    bytes: Uint8Array,
    presentationSeconds: number,
    reorderSeconds: number,
    isKeyFrame: boolean,
  ): void;
  /**
   * To the exact frame, or to the key frame at or before it; frames that were not pulled yet are gone. False when the source
   * cannot do it.
   */
  seek(seconds: number, toKeyFrame: boolean): boolean;
  /** What was pushed to the appsrc is processed, then `eos` comes. */
  endStream(appsrc: string): void;
  /** As the container says, or as GStreamer estimates: better at the end than at the start. Null when unknown. */
  durationSeconds(): number | null;
  /** What was negotiated on the source pad of an element; null before that. */
  videoCaps(element: string): { width: number; height: number; framesPerSecond: number | null } | null;
  /** After a loss, no picture of an RTP stream goes to the decoder before the next key frame. */
  leaveOutDamaged(): void;
  /** Of the stream since its first packet; to be asked before `stop`. */
  streamStatistics(): StreamStatistics;
  /** Frees everything; the object cannot be used again. May be called again. */
  stop(): Promise<void>;
}

export interface SubscriberStatistics {
  readonly pushed: number;
  /** Frames for which there was no room. */
  readonly dropped: number;
  /** Of the first frame, on the timeline that all outputs share; null before it. */
  readonly firstSeconds: number | null;
  /** Time of the newest frame since the first one. */
  readonly seconds: number;
  /** When that frame was taken, on the monotonic clock. */
  readonly captureSeconds: number | null;
}

/** `all`: every frame for which there is room. `onRequest`: one frame, the newest, for each request. */
export type Demand = 'all' | 'onRequest';

/** Gives the frames of the current source to the outputs that have subscribed. Subscribers go by their number. */
export interface NativeFrameRouter {
  /** From now on the frames of this appsink are routed, and no others. @param mayBlock Outputs may make it wait. */
  setSource(pipeline: NativePipeline, appsink: string, mayBlock: boolean): void;
  /**
   * @param overlay Name of the textoverlay that `setText` writes to; null: there is none.
   * @param replaced Subscriber whose place it takes, so that no frame is lost or doubled; 0: none.
   */
  subscribe(
    pipeline: NativePipeline,
    appsrc: string,
    overlay: string | null,
    demand: Demand,
    replaced: number,
  ): number;
  /** After its pipeline was stopped. */
  unsubscribe(subscriber: number): void;
  request(subscriber: number): void;
  /** @param runningSeconds The text appears with that frame of the source; null: at once. */
  setText(subscriber: number, text: string, runningSeconds: number | null): void;
  statistics(subscriber: number): SubscriberStatistics;
  /**
   * When the frame at that time of the timeline that all outputs share was taken, on the monotonic clock; null when it is not
   * known.
   */
  capturedSeconds(timelineSeconds: number): number | null;
}

interface Addon {
  /** Such as `GStreamer 1.22.0`. */
  readonly version: string;
  inspectElement(name: string): { readonly plugin: string; readonly version: string } | null;
  /** decodebin tries it before all other elements for the same job. */
  preferElement(name: string): void;
  /** decodebin never takes it. */
  avoidElement(name: string): void;
  /** What the kernel says of the clock of this machine; null when it does not say it. */
  readClock(): ClockState | null;
  readonly FrameRouter: new () => NativeFrameRouter;
  /** @param avoided Elements that the decodebin named `decoder` does not take. */
  readonly Pipeline: new (
    description: string,
    onMessage: (message: BusMessage) => void,
    avoided: readonly string[],
  ) => NativePipeline;
}

let loaded: Addon | undefined;

/** @throws StationError `media_unavailable` when the addon was not built, or GStreamer is not there. */
export function loadAddon(): Addon {
  try {
    loaded ??= createRequire(import.meta.url)(addonFile('media')) as Addon;
    return loaded;
  } catch (cause) {
    throw new StationError('media_unavailable', 'GStreamer could not be loaded.', {
      hint: 'Run "npm run setup": it installs GStreamer and compiles the addon that speaks with it.',
      cause,
    });
  }
}

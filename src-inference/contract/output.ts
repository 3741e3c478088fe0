// Where annotated frames go, as data and as the text that a person types.
import { readHostAndPort, splitLocation, writeHost, writeOptions } from './location-text.ts';

export const streamCarriers = ['rtp-h264', 'mpegts'] as const;
type StreamCarrier = (typeof streamCarriers)[number];

/** H.264 over UDP, in RTP or in an MPEG transport stream. */
export interface StreamTarget {
  readonly host: string;
  readonly port: number;
  readonly format: StreamCarrier;
  readonly kilobitsPerSecond: number;
}

/**
 * Text on the frames of an output:
 * - `none`: as the camera saw it
 * - `live`: least delay; the text follows the action
 * - `aligned`: frames wait for their judgement, so that the text lies on what it judges
 */
export const annotations = ['none', 'live', 'aligned'] as const;
export type Annotation = (typeof annotations)[number];

/** Raw frames for other programs on this machine: GStreamer's shmsink. */
export interface SharedMemorySpec {
  readonly kind: 'sharedMemory';
  /** Path of the socket that readers connect to. */
  readonly path: string;
  readonly annotation: Annotation;
}

/** Fragmented mp4 files, playable up to their last second even after a loss of power. */
export interface RecordingSpec {
  readonly kind: 'recording';
  /** It is made when it is not there. */
  readonly directory: string;
  /** A new file for each part, or after so many seconds, or never. */
  readonly split: 'part' | 'never' | { readonly seconds: number };
  /** May contain `{date}`, `{time}`, `{part}`, `{source}`, `{recipe}`; null: the usual name. `.mp4` is added. */
  readonly name: string | null;
  readonly kilobitsPerSecond: number;
  /** Recording stops before less than this is free; checking goes on. */
  readonly keepFreeBytes: number;
  readonly annotation: Annotation;
}

export interface StreamSpec {
  readonly kind: 'stream';
  readonly target: StreamTarget;
  readonly annotation: Annotation;
}

/** JPEG pictures: each time that a screen asks, it gets the newest one. */
export interface PreviewSpec {
  readonly kind: 'preview';
  /** The height follows from the source. */
  readonly width: number;
  /** 1 to 100. */
  readonly quality: number;
  readonly annotation: Annotation;
}

export type OutputSpec = SharedMemorySpec | RecordingSpec | StreamSpec | PreviewSpec;

/**
 * - `waiting`: no source has shown a frame yet, so its size is not known
 * - `running`
 * - `failed`: an error ended it; the station goes on without it
 * - `ended`: it was detached
 */
const outputStates = ['waiting', 'running', 'failed', 'ended'] as const;
export type OutputState = (typeof outputStates)[number];

/** One picture of a preview. */
export interface PreviewFrame {
  /** JPEG. */
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Rises by one with each picture. */
  readonly sequence: number;
  /** When the frame was taken: seconds of the system's monotonic clock. */
  readonly captureSeconds: number;
}

export const recordingDefaults = {
  split: 'part',
  name: null,
  kilobitsPerSecond: 4000,
  keepFreeBytes: 1e9,
  annotation: 'aligned',
} as const;

const defaultKilobitsPerSecond = 4000;

const grammar = {
  code: 'output_invalid',
  hint: 'A stream goes to udp://HOST:PORT#format=rtp-h264&bitrate=4000, the bitrate in kilobits per second.',
} as const;

/** @throws StationError `output_invalid`. */
export function parseStreamTarget(text: string): StreamTarget {
  const { scheme, rest, options } = splitLocation(text, grammar);
  if (scheme !== 'udp') throw options.error(`"${text}" is no address of a stream.`);
  const address = readHostAndPort(rest.replace(/\/$/, ''));
  if (!address?.host || !address.port) {
    throw options.error('A stream needs a host and a port from 1 to 65535, as in udp://127.0.0.1:5000.');
  }
  const target: StreamTarget = {
    host: address.host,
    port: address.port,
    format: options.takeOneOf('format', streamCarriers) ?? 'rtp-h264',
    kilobitsPerSecond: options.takeNumber('bitrate', 50, 100_000) ?? defaultKilobitsPerSecond,
  };
  options.end();
  return target;
}

/** The text that `parseStreamTarget` reads as the same target. */
export function formatStreamTarget({ host, port, format, kilobitsPerSecond }: StreamTarget): string {
  return `udp://${writeHost(host)}:${port}${writeOptions({
    format: format === 'rtp-h264' ? null : format,
    bitrate: kilobitsPerSecond === defaultKilobitsPerSecond ? null : kilobitsPerSecond,
  })}`;
}

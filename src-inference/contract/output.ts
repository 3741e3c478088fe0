// Where annotated frames go, as data and as the text that a person types.
import { readHostAndPort, splitLocation, writeHost, writeOptions } from './location-text.ts';

export const streamCarriers = ['rtp-h264', 'mpegts'] as const;
export type StreamCarrier = (typeof streamCarriers)[number];

/** H.264 over UDP, in RTP or in an MPEG transport stream. */
export interface StreamTarget {
  readonly host: string;
  readonly port: number;
  readonly format: StreamCarrier;
  readonly kilobitsPerSecond: number;
}

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

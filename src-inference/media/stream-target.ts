// From encoded H.264 to packets on the network, in GStreamer's syntax.
import { lookup } from 'node:dns/promises';
import { StationError, type StreamTarget } from '../contract/index.ts';
import { requireElement } from './installed.ts';

/** Frames from one key frame to the next: a receiver that joins late waits a second at 30 frames per second. */
export const keyFrameInterval = 30;
/** Leaves room for RTP, UDP and IP headers in an Ethernet frame of 1500 bytes. */
const packetBytes = 1400;
/** Packets of a transport stream in one datagram: 7 x 188 = 1316 bytes, the usual number. */
const tsPacketsPerDatagram = 7;

/**
 * The address of the host. udpsink reports no error for an unknown name: it sends nothing.
 *
 * @throws StationError `output_invalid`.
 */
export async function resolveHost({ host }: StreamTarget): Promise<string> {
  try {
    return (await lookup(host)).address;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new StationError('output_invalid', `There is no host "${host}" (${code}).`, {
      where: host,
      hint: 'Check its name, or give its address.',
      cause,
    });
  }
}

/**
 * The element is named `packets`; its host is a property. Parameter sets are repeated with every key frame, so that a
 * receiver that joins late can decode.
 *
 * @param paced Packets leave at the time that they are due.
 */
export function describeStreamTarget({ port, format }: StreamTarget, paced: boolean): string {
  const pack =
    format === 'rtp-h264'
      ? `h264parse ! rtph264pay config-interval=-1 mtu=${packetBytes} aggregate-mode=zero-latency`
      : `h264parse config-interval=-1 ! ${requireElement('writeMpegTs')} alignment=${tsPacketsPerDatagram}`;
  return `${pack} ! ${requireElement('sendUdp')} name=packets port=${port} sync=${paced} async=false`;
}

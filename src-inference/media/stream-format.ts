// Detects what a UDP stream carries from its first packets: RTP (RFC 3550) with H.264 (RFC 6184), H.265 (RFC 7798), JPEG
// (RFC 2435) or an MPEG transport stream (RFC 2250), or a bare transport stream (ISO 13818-1). Pure.
import type { StreamFormat } from '../contract/index.ts';

const tsPacketBytes = 188;
const tsSyncByte = 0x47;
const rtpHeaderBytes = 12;
/** Static payload types of RFC 3551. */
const jpegPayloadType = 26;
/** H.264 and H.265 use the same payload types, but hardly ever the same unit headers: this many must agree. */
const decisiveLead = 3;
/** A camera may send sound and picture to one port: the picture comes much more often. */
const decisiveSound = 50;
/** After so many packets the detector gives up. */
export const enoughPackets = 200;

/** `sound`: RTP with sound. `unknown`: it gives up. */
export type UnreadablePackets = 'sound' | 'unknown';

/** Looks at packets until it can tell the format. The same packets always give the same answer. */
export class StreamFormatDetector {
  private seen = 0;
  private h264 = 0;
  private h265 = 0;
  private sound = 0;

  /** @returns The format; null: not known yet. */
  push(packet: Uint8Array): StreamFormat | UnreadablePackets | null {
    this.seen += 1;
    if (isTransportStream(packet)) return 'mpegts';
    const rtp = readRtp(packet);
    if (rtp) {
      if (isTransportStream(rtp.payload)) return 'rtp-mpegts';
      if (isSound(rtp.payloadType)) {
        this.sound += 1;
        if (this.sound >= decisiveSound) return 'sound';
        return this.seen >= enoughPackets ? 'unknown' : null;
      }
      if (rtp.payloadType === jpegPayloadType && rtp.payload.length > 8) return 'rtp-jpeg';
      const [asH264, asH265] = [isH264Unit(rtp.payload), isH265Unit(rtp.payload)];
      if (asH264 && !asH265) this.h264 += 1;
      if (asH265 && !asH264) this.h265 += 1;
      if (this.h264 - this.h265 >= decisiveLead) return 'rtp-h264';
      if (this.h265 - this.h264 >= decisiveLead) return 'rtp-h265';
    }
    return this.seen >= enoughPackets ? 'unknown' : null;
  }
}

/** Static payload types of RFC 3551 (table 4): all below 24 are audio, or reserved. */
function isSound(payloadType: number): boolean {
  return payloadType < 24;
}

function isTransportStream(bytes: Uint8Array): boolean {
  if (bytes.length === 0 || bytes.length % tsPacketBytes !== 0) return false;
  for (let at = 0; at < bytes.length; at += tsPacketBytes) if (bytes[at] !== tsSyncByte) return false;
  return true;
}

interface RtpPacket {
  readonly payloadType: number;
  readonly payload: Uint8Array;
}

/** Null when the bytes are no RTP packet, or are RTCP on the same port (RFC 5761, section 4). */
export function readRtp(packet: Uint8Array): RtpPacket | null {
  if (packet.length <= rtpHeaderBytes) return null;
  const [first, second] = packet as unknown as [number, number];
  const isVersion2 = first >> 6 === 2;
  const isRtcp = second >= 192 && second <= 223;
  if (!isVersion2 || isRtcp) return null;
  let start = rtpHeaderBytes + 4 * (first & 0x0f);
  const hasExtension = (first & 0x10) !== 0;
  if (hasExtension) {
    if (packet.length < start + 4) return null;
    start += 4 + 4 * (packet[start + 2]! * 256 + packet[start + 3]!);
  }
  const hasPadding = (first & 0x20) !== 0;
  const end = packet.length - (hasPadding ? packet.at(-1)! : 0);
  return start < end ? { payloadType: second & 0x7f, payload: packet.subarray(start, end) } : null;
}

/** Slices, parameter sets, delimiters (1 to 9), STAP-A (24) and FU-A (28): RFC 6184, table 1. */
function isH264Unit(payload: Uint8Array): boolean {
  const header = payload[0]!;
  const type = header & 0x1f;
  const isForbidden = (header & 0x80) !== 0;
  if (isForbidden) return false;
  if (type === 28) return payload.length > 2 && isOneOf(payload[1]! & 0x1f, [1, 5]);
  return isOneOf(type, [1, 5, 6, 7, 8, 9, 24]);
}

/** Two bytes: forbidden bit, type, layer 0, temporal id from 1: RFC 7798, section 1.1.4 and table 7-1 of H.265. */
function isH265Unit(payload: Uint8Array): boolean {
  if (payload.length < 3) return false;
  const [first, second] = payload as unknown as [number, number];
  const isForbidden = (first & 0x80) !== 0;
  const isLayerZero = (first & 1) === 0 && second >> 3 === 0;
  const hasTemporalId = (second & 7) !== 0;
  if (isForbidden || !isLayerZero || !hasTemporalId) return false;
  const type = first >> 1;
  const isUnit = (one: number): boolean => one <= 9 || (one >= 16 && one <= 21) || (one >= 32 && one <= 40);
  return isUnit(type) || type === 48 || (type === 49 && isUnit(payload[2]! & 0x3f));
}

function isOneOf(value: number, values: readonly number[]): boolean {
  return values.includes(value);
}

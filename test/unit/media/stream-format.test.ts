import { describe, expect, it } from 'vitest';
import { enoughPackets, readRtp, StreamFormatDetector } from '../../../src-inference/media/stream-format.ts';

type Bytes = readonly number[];

/** RTP version 2 with a 12-byte header. */
function rtp(payload: Bytes, payloadType = 96, first = 0x80): Bytes {
  return [first, payloadType, 0, 1, 0, 0, 0, 0, 1, 2, 3, 4, ...payload];
}

const ts = (packets: number): Bytes =>
  Array.from({ length: packets * 188 }, (_, i) => (i % 188 === 0 ? 0x47 : i % 251));
const rtcp: Bytes = [0x80, 200, 0, 6, ...Array(24).fill(0)];

function detect(...packets: Bytes[]): string | null {
  const detector = new StreamFormatDetector();
  let answer: string | null = null;
  for (const packet of packets) answer ??= detector.push(Uint8Array.from(packet));
  return answer;
}

const times = (count: number, packet: Bytes): Bytes[] => Array.from({ length: count }, () => packet);

// Unit headers as x264, x265 and IP cameras write them.
const h264 = {
  parameters: rtp([0x67, 0x42, 0xc0, 0x1e, 0]),
  aggregate: rtp([0x78, 0, 4, 0x67, 0x64, 0, 0x28]),
  keyFragment: rtp([0x7c, 0x85, 1, 2]),
  slice: rtp([0x41, 0x9a, 1, 2]),
  disposableSlice: rtp([0x01, 0x9a, 1, 2]),
  lastFragment: rtp([0x5c, 0x41, 1, 2]),
};
const h265 = {
  video: rtp([0x40, 0x01, 0x0c, 1]),
  parameters: rtp([0x42, 0x01, 0x01, 1]),
  picture: rtp([0x44, 0x01, 0xc1, 1]),
  keyFragment: rtp([0x62, 0x01, 0x93, 1]),
  slice: rtp([0x02, 0x01, 0xd0, 1]),
  aggregate: rtp([0x60, 0x01, 0, 4]),
};

describe('the format of a stream is detected from its first packets', () => {
  it.each<[string, string | null, Bytes[]]>([
    ['a bare transport stream', 'mpegts', [ts(7)]],
    ['one packet of a transport stream', 'mpegts', [ts(1)]],
    ['a transport stream in RTP', 'rtp-mpegts', [rtp(ts(7), 33)]],
    ['a transport stream under a dynamic payload type', 'rtp-mpegts', [rtp(ts(2), 97)]],
    ['JPEG', 'rtp-jpeg', [rtp([0, 0, 0, 0, 1, 255, 40, 30, 9, 9], 26)]],
    ['H.264 from its start', 'rtp-h264', [h264.parameters, h264.keyFragment, h264.keyFragment]],
    ['H.264 with aggregated parameter sets', 'rtp-h264', times(3, h264.aggregate)],
    ['H.264 from its middle', 'rtp-h264', [h264.slice, h264.lastFragment, h264.slice]],
    ['H.264 slices that nothing refers to', 'rtp-h264', times(3, h264.disposableSlice)],
    ['H.265 from its start', 'rtp-h265', [h265.video, h265.parameters, h265.picture]],
    ['H.265 from its middle', 'rtp-h265', times(3, h265.slice)],
    ['H.265 fragments', 'rtp-h265', times(3, h265.keyFragment)],
    ['H.265 aggregates', 'rtp-h265', times(3, h265.aggregate)],
    ['control packets in between', 'rtp-h264', [rtcp, h264.slice, rtcp, h264.slice, h264.slice]],
    ['too little', null, [h264.slice, h264.slice]],
    ['nothing but control packets', null, times(20, rtcp)],
    ['noise', 'unknown', times(enoughPackets, [1, 2, 3, 4])],
    ['encrypted RTP', 'unknown', times(enoughPackets, rtp([0xff, 0xff, 0x12, 0x13]))],
    ['sound of a static payload type', 'sound', times(50, rtp([0x7c, 0x85, 1, 2], 8))],
    ['a picture beside sound', 'rtp-h264', [...times(20, rtp([1, 2, 3], 0)), ...times(3, h264.slice)]],
    ['empty packets', 'unknown', times(enoughPackets, [])],
  ])('%s', (_, format, packets) => {
    expect(detect(...packets)).toBe(format);
  });
});

describe('the payload of an RTP packet', () => {
  it.each<[string, Bytes, Bytes | null]>([
    ['after a plain header', rtp([5, 6]), [5, 6]],
    ['after contributing sources', [0x82, 96, 0, 1, 0, 0, 0, 0, 1, 2, 3, 4, ...Array(8).fill(9), 5], [5]],
    ['after an extension', [...rtp([], 96, 0x90), 0xbe, 0xde, 0, 1, 9, 9, 9, 9, 5, 6], [5, 6]],
    ['before its padding', rtp([5, 6, 0, 0, 3], 96, 0xa0), [5, 6]],
    ['an extension that is cut off', [...rtp([], 96, 0x90), 0xbe], null],
    ['padding longer than the packet', rtp([5, 200], 96, 0xa0), null],
    ['no payload at all', rtp([]), null],
    ['another version', rtp([5], 96, 0x40), null],
    ['a control packet', rtcp, null],
  ])('%s', (_, packet, payload) => {
    const read = readRtp(Uint8Array.from(packet));
    expect(read && [...read.payload]).toEqual(payload);
  });
});

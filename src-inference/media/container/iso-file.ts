// MP4 and QuickTime files: boxes of ISO/IEC 14496-12, plain or fragmented.
import type { ByteSource } from './byte-source.ts';
import type { ContainerFacts } from './facts.ts';
import { type Box, boxesIn, contentOf, findBox, readFullBox } from './iso-boxes.ts';

interface VideoTrack {
  readonly id: number;
  /** Units in a second. */
  readonly timescale: number;
  /** As the movie says; 0 in a fragmented file. */
  readonly seconds: number;
  readonly isEncrypted: boolean;
  /** Of a sample in fragments that do not say; 0: not said. */
  readonly sampleUnits: number;
}

/** A table longer than this is not read: no recording has one. */
const mostTableBytes = 256 * 2 ** 20;
/** More boxes than this are not looked at: a day in fragments of a second has so many. */
const mostBoxes = 200_000;

export async function readIsoFile(bytes: ByteSource): Promise<Partial<ContainerFacts>> {
  let at = 0;
  let isCutOff = false;
  let track: VideoTrack | null = null;
  let fragmentsEndSeconds = 0;
  for (let boxes = 0; at < bytes.size && boxes < mostBoxes; boxes++) {
    const header = await bytes.read(at, 16);
    const size = sizeOf(header, bytes.size - at);
    if (size === null) {
      isCutOff = true;
      break;
    }
    const type = header.toString('latin1', 4, 8);
    const isWhole = at + size <= bytes.size;
    if (!isWhole) isCutOff = true;
    if (isWhole && (type === 'moov' || type === 'moof') && size <= mostTableBytes) {
      const [box] = boxesIn(await bytes.read(at, size));
      if (type === 'moov') track = videoTrack(box!);
      else if (track) fragmentsEndSeconds = Math.max(fragmentsEndSeconds, fragmentEnd(box!, track));
    }
    at += size;
  }
  if (track === null) return { isCutOff };
  const seconds = Math.max(track.seconds, fragmentsEndSeconds);
  const isKnown = seconds > 0 && Number.isFinite(seconds);
  return { isCutOff, videoSeconds: isKnown ? seconds : null, isEncrypted: track.isEncrypted };
}

/** @returns Null when there is no whole header. */
function sizeOf(header: Buffer, left: number): number | null {
  if (header.length < 8) return null;
  const size = header.readUInt32BE(0);
  // 0: to the end of the file; 1: the size follows in 64 bits.
  if (size === 0) return left;
  if (size !== 1) return size < 8 ? null : size;
  if (header.length < 16) return null;
  const long = Number(header.readBigUInt64BE(8));
  return long < 16 ? null : long;
}

function videoTrack(moov: Box): VideoTrack | null {
  const movie = findBox(moov, 'mvhd');
  const movieScale = movie ? timesOf(movie).timescale : 0;
  for (const trak of contentOf(moov).filter(({ type }) => type === 'trak')) {
    const media = findBox(trak, 'mdia');
    const handler = media && findBox(media, 'hdlr');
    if (handler?.bytes.toString('latin1', 8, 12) !== 'vide') continue;
    const { version, bytes } = readFullBox(findBox(trak, 'tkhd')!);
    const id = bytes.readUInt32BE(version === 1 ? 16 : 8);
    const duration = version === 1 ? Number(bytes.readBigUInt64BE(24)) : bytes.readUInt32BE(16);
    const isUnknown = duration === 0xffffffff || movieScale === 0;
    const { timescale } = timesOf(findBox(media!, 'mdhd')!);
    const descriptions = findBox(media!, 'minf', 'stbl', 'stsd');
    const format = descriptions?.bytes.toString('latin1', 12, 16);
    return {
      id,
      timescale,
      seconds: isUnknown ? 0 : duration / movieScale,
      isEncrypted: format === 'encv',
      sampleUnits: usualSampleUnits(moov, id),
    };
  }
  return null;
}

/** Of `mvhd` and `mdhd`. */
function timesOf(box: Box): { readonly timescale: number } {
  const { version, bytes } = readFullBox(box);
  return { timescale: bytes.readUInt32BE(version === 1 ? 16 : 8) };
}

function usualSampleUnits(moov: Box, track: number): number {
  const fragmented = findBox(moov, 'mvex');
  const usual =
    fragmented &&
    contentOf(fragmented).find(({ type, bytes }) => type === 'trex' && bytes.readUInt32BE(4) === track);
  return usual ? usual.bytes.readUInt32BE(12) : 0;
}

/** Until when the pictures of a fragment are shown; 0 when it has none of this track. */
function fragmentEnd(moof: Box, { id, timescale, sampleUnits }: VideoTrack): number {
  let end = 0;
  for (const traf of contentOf(moof).filter(({ type }) => type === 'traf')) {
    const header = readFullBox(findBox(traf, 'tfhd')!);
    if (header.bytes.readUInt32BE(0) !== id) continue;
    const start = findBox(traf, 'tfdt');
    if (!start) continue;
    const { version, bytes } = readFullBox(start);
    let units = version === 1 ? Number(bytes.readBigUInt64BE(0)) : bytes.readUInt32BE(0);
    const usual = fragmentSampleUnits(header) ?? sampleUnits;
    for (const run of contentOf(traf).filter(({ type }) => type === 'trun')) units += runUnits(run, usual);
    end = Math.max(end, units / timescale);
  }
  return end;
}

/** Flags of `tfhd`: fields before the duration, and the duration itself. */
const hasBaseOffset = 0x1;
const hasDescription = 0x2;
const hasDuration = 0x8;

function fragmentSampleUnits({ flags, bytes }: ReturnType<typeof readFullBox>): number | null {
  if (!(flags & hasDuration)) return null;
  return bytes.readUInt32BE(4 + (flags & hasBaseOffset ? 8 : 0) + (flags & hasDescription ? 4 : 0));
}

/** Flags of `trun`, and the fields of a sample, each of four bytes. */
const hasDataOffset = 0x1;
const hasFirstFlags = 0x4;
const sampleFields = [0x100, 0x200, 0x400, 0x800];

function runUnits(run: Box, usual: number): number {
  const { flags, bytes } = readFullBox(run);
  const count = bytes.readUInt32BE(0);
  if (!(flags & sampleFields[0]!)) return count * usual;
  const stride = 4 * sampleFields.filter((flag) => flags & flag).length;
  let at = 4 + (flags & hasDataOffset ? 4 : 0) + (flags & hasFirstFlags ? 4 : 0);
  let units = 0;
  for (let i = 0; i < count; i++, at += stride) units += bytes.readUInt32BE(at);
  return units;
}

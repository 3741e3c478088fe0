// AVI: chunks of RIFF, one after the other for files of more than 1 GB (OpenDML).
import type { ByteSource } from './byte-source.ts';
import type { ContainerFacts } from './facts.ts';

/** The headers of the streams lie at the beginning. */
const headerBytes = 64 * 1024;

export async function readRiff(bytes: ByteSource): Promise<Partial<ContainerFacts>> {
  let at = 0;
  let isCutOff = false;
  while (at < bytes.size && !isCutOff) {
    const header = await bytes.read(at, 8);
    if (header.length < 8 || header.toString('latin1', 0, 4) !== 'RIFF') break;
    const size = header.readUInt32LE(4);
    isCutOff = size === 0 || at + 8 + size > bytes.size;
    at += 8 + size + (size % 2);
  }
  return { isCutOff, videoSeconds: videoSeconds(await bytes.read(0, headerBytes)) };
}

/** Of the first stream of pictures, by its number of frames. */
function videoSeconds(start: Buffer): number | null {
  const stream = start.indexOf('strh', 0, 'latin1');
  for (let at = stream; at >= 0; at = start.indexOf('strh', at + 4, 'latin1')) {
    if (start.toString('latin1', at + 8, at + 12) !== 'vids' || at + 8 + 36 > start.length) continue;
    const scale = start.readUInt32LE(at + 8 + 20);
    const rate = start.readUInt32LE(at + 8 + 24);
    const length = start.readUInt32LE(at + 8 + 32);
    return rate > 0 && length > 0 ? (length * scale) / rate : null;
  }
  return null;
}

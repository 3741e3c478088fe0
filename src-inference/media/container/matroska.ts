// Matroska and WebM: whether the segment that holds everything is all there (RFC 8794, RFC 9559).
import type { ByteSource } from './byte-source.ts';
import type { ContainerFacts } from './facts.ts';

const segmentId = 0x18538067;

export async function readMatroska(bytes: ByteSource): Promise<Partial<ContainerFacts>> {
  let at = 0;
  // The header, perhaps others, and the segment.
  for (let elements = 0; elements < 8 && at < bytes.size; elements++) {
    const start = await bytes.read(at, 12);
    const id = readNumber(start, 0, true);
    const size = id && readNumber(start, id.length, false);
    if (!id || !size) break;
    const content = at + id.length + size.length;
    // A recorder that was killed, or that streams, leaves the size open.
    if (id.value === segmentId) {
      return size.isUnknown ? {} : { isCutOff: content + size.value > bytes.size };
    }
    at = content + size.value;
  }
  return {};
}

/** A number with its length in its first bits, which belong to it in identifiers. */
function readNumber(bytes: Buffer, at: number, isId: boolean) {
  const first = bytes[at];
  if (first === undefined || first === 0) return null;
  const length = Math.clz32(first) - 23;
  if (at + length > bytes.length) return null;
  const mark = 0x100 >> length;
  let value = isId ? first : first & (mark - 1);
  let isUnknown = !isId && value === mark - 1;
  for (const byte of bytes.subarray(at + 1, at + length)) {
    value = value * 256 + byte;
    isUnknown &&= byte === 0xff;
  }
  return { value, length, isUnknown };
}

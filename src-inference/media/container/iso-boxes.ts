// Boxes of MP4 and QuickTime files in memory. Pure.

export interface Box {
  readonly type: string;
  /** Behind its header. */
  readonly bytes: Buffer;
}

/** What cannot be a box ends the list. */
export function boxesIn(bytes: Buffer): readonly Box[] {
  const boxes: Box[] = [];
  let at = 0;
  while (at + 8 <= bytes.length) {
    const short = bytes.readUInt32BE(at);
    const header = short === 1 ? 16 : 8;
    if (at + header > bytes.length) break;
    const size = short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short || bytes.length - at;
    if (size < header || at + size > bytes.length) break;
    boxes.push({
      type: bytes.toString('latin1', at + 4, at + 8),
      bytes: bytes.subarray(at + header, at + size),
    });
    at += size;
  }
  return boxes;
}

export function contentOf({ bytes }: Box): readonly Box[] {
  return boxesIn(bytes);
}

/** The first of each type, one inside the other. */
export function findBox(box: Box, ...types: readonly string[]): Box | undefined {
  let found: Box | undefined = box;
  for (const type of types) found = found && contentOf(found).find((inner) => inner.type === type);
  return found;
}

/** Its version and flags, and what follows them. */
export function readFullBox({ bytes }: Box): {
  readonly version: number;
  readonly flags: number;
  readonly bytes: Buffer;
} {
  return { version: bytes.readUInt8(0), flags: bytes.readUIntBE(1, 3), bytes: bytes.subarray(4) };
}

// Changes bytes as damaged files, torn transfers and hostile senders do. Everything follows from the random numbers.
import type { Random } from '../../src-inference/evaluation/random.ts';

/** Lengths, counts and offsets at the edges of what their fields can hold. */
const telling = [
  0, 1, -1, 7, 8, 16, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff,
];
const longestCopy = 4096;

type Change = (bytes: Buffer, random: Random, other: Uint8Array) => Buffer;

const flipBit: Change = (bytes, random) => {
  const at = random.below(bytes.length);
  bytes[at]! ^= 1 << random.below(8);
  return bytes;
};

const anyByte: Change = (bytes, random) => {
  bytes[random.below(bytes.length)] = random.below(256);
  return bytes;
};

const tellingNumber: Change = (bytes, random) => {
  const width = [1, 2, 4, 8][random.below(4)]!;
  if (bytes.length < width) return bytes;
  const at = random.below(bytes.length - width + 1);
  const value = BigInt.asUintN(width * 8, BigInt(telling[random.below(telling.length)]!));
  for (let i = 0; i < width; i++) {
    const place = random.below(2) === 0 ? at + i : at + width - 1 - i;
    bytes[place] = Number((value >> BigInt(8 * (width - 1 - i))) & 0xffn);
  }
  return bytes;
};

const addToNumber: Change = (bytes, random) => {
  if (bytes.length < 4) return bytes;
  const at = random.below(bytes.length - 3);
  bytes.writeUInt32BE((bytes.readUInt32BE(at) + random.below(35) - 17) >>> 0, at);
  return bytes;
};

const cutOff: Change = (bytes, random) => bytes.subarray(0, random.below(bytes.length));

const removeBlock: Change = (bytes, random) => {
  const [from, length] = block(bytes, random);
  return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + length)]);
};

const repeatBlock: Change = (bytes, random) => {
  const [from, length] = block(bytes, random);
  const copy = bytes.subarray(from, from + length);
  const times = 1 + random.below(4);
  return insert(
    bytes,
    random.below(bytes.length + 1),
    Buffer.concat(Array.from({ length: times }, () => copy)),
  );
};

const overwriteBlock: Change = (bytes, random) => {
  const [from, length] = block(bytes, random);
  const copy = Buffer.from(bytes.subarray(from, from + length));
  copy.copy(bytes, random.below(bytes.length));
  return bytes;
};

const insertBytes: Change = (bytes, random) => {
  const added = Buffer.from(Array.from({ length: 1 + random.below(16) }, () => random.below(256)));
  return insert(bytes, random.below(bytes.length + 1), added);
};

const fillBlock: Change = (bytes, random) => {
  const [from, length] = block(bytes, random);
  return bytes.fill([0, 0xff, 0x20, random.below(256)][random.below(4)]!, from, from + length);
};

/** The beginning of one, and the end of another. */
const splice: Change = (bytes, random, other) =>
  Buffer.concat([
    bytes.subarray(0, random.below(bytes.length + 1)),
    other.subarray(random.below(other.length + 1)),
  ]);

const changes: readonly Change[] = [
  flipBit,
  flipBit,
  anyByte,
  tellingNumber,
  tellingNumber,
  addToNumber,
  cutOff,
  removeBlock,
  repeatBlock,
  overwriteBlock,
  insertBytes,
  fillBlock,
  splice,
];

/**
 * @param other Another valid input, for splicing.
 * @returns Changed bytes; the given ones stay as they are.
 */
export function mutateBytes(bytes: Uint8Array, random: Random, other: Uint8Array): Buffer {
  let changed: Buffer = Buffer.from(bytes);
  const count = 1 + random.below(1 + random.below(8));
  for (let i = 0; i < count && changed.length > 0; i++) {
    changed = changes[random.below(changes.length)]!(changed, random, other);
  }
  return changed;
}

/** Puts words of the format somewhere, which single bytes would hardly ever become. */
export function insertWord(bytes: Uint8Array, random: Random, words: readonly string[]): Buffer {
  const word = Buffer.from(words[random.below(words.length)]!);
  const from = random.below(bytes.length + 1);
  const replaced = random.below(2) === 0 ? 0 : random.below(word.length + 1);
  return Buffer.concat([bytes.subarray(0, from), word, bytes.subarray(from + replaced)]);
}

function block(bytes: Buffer, random: Random): readonly [from: number, length: number] {
  const from = random.below(bytes.length);
  const longest = Math.min(bytes.length - from, random.below(3) === 0 ? longestCopy : 32);
  return [from, 1 + random.below(longest)];
}

function insert(bytes: Buffer, at: number, added: Uint8Array): Buffer {
  return Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at)]);
}

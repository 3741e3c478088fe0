// What containers say of themselves, read by our own code (media/container).
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../../../src-inference/evaluation/random.ts';
import { readContainer } from '../../../src-inference/media/container/container.ts';
import { madeVideos } from '../made-videos.ts';
import { mutateBytes } from '../mutate-bytes.ts';
import type { Target } from '../target.ts';

/** Boxes, chunks and elements in which lengths and times stand. */
const marks = [
  'ftyp',
  'moov',
  'mvhd',
  'trak',
  'tkhd',
  'mdhd',
  'stsd',
  'mvex',
  'trex',
  'moof',
  'traf',
  'tfhd',
  'tfdt',
  'trun',
  'mdat',
  'RIFF',
  'AVI ',
  'strh',
  'edts',
  'elst',
  'sidx',
  'mfra',
];

export const target: Target = {
  runsIn: 'thread',
  seeds: async (folder) => madeVideos(folder).map(({ bytes }) => bytes),
  mutate: (seed, random, other) =>
    random.below(2) === 0 ? changeHeader(seed, random) : mutateBytes(seed, random, other),
  async open(folder) {
    const path = join(folder, 'container');
    return {
      async run(input) {
        writeFileSync(path, input);
        const { videoSeconds } = await readContainer(path);
        if (videoSeconds !== null && !(Number.isFinite(videoSeconds) && videoSeconds >= 0)) {
          throw new Error(`a length of ${videoSeconds} s`);
        }
      },
    };
  },
};

/** A length before the name of a box, or a field behind it. */
function changeHeader(seed: Uint8Array, random: Random): Buffer {
  const bytes = Buffer.from(seed);
  const present = marks.filter((mark) => bytes.includes(mark, 0, 'latin1'));
  if (present.length === 0) return mutateBytes(seed, random, seed);
  for (let i = 0; i <= random.below(3); i++) {
    const mark = present[random.below(present.length)]!;
    const at = bytes.indexOf(mark, random.below(2) === 0 ? 0 : random.below(bytes.length), 'latin1');
    const place = at - 4 + 4 * random.below(12);
    if (at < 4 || place + 4 > bytes.length) continue;
    const number = [0, 1, 7, 8, 9, 16, 0x7fffffff, 0xffffffff, random.below(256), random.below(2 ** 32)][
      random.below(10)
    ]!;
    bytes.writeUInt32BE(number, place);
  }
  return bytes;
}

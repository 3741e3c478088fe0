// Label files of all formats. The first byte of an input chooses the format.
import { type LabelFormat, labelFormats } from '../../../src-inference/contract/index.ts';
import type { Random } from '../../../src-inference/evaluation/random.ts';
import { checkActions, readFormat, writeFormat } from '../../../src-inference/labels/index.ts';
import { mutateJson, mutateWords } from '../mutate-text.ts';
import type { Target } from '../target.ts';

const actions = [
  { startSeconds: 0.5, endSeconds: 1.5, label: 'take part' },
  { startSeconds: 1.5, endSeconds: 4, label: 'screw; "it" <in>' },
];
const context = { where: 'clip', recording: 'clip', framesPerSecond: 30, tier: null, video: null };
const words = [
  ',',
  ';',
  '\t',
  '"',
  '""',
  '\r\n',
  '\ufeff',
  'start,end,label\n',
  '<',
  '>',
  '<![CDATA[',
  ']]>',
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  '&b;',
  '&#0;',
  '<ANNOTATION>',
  'REF_ANNOTATION',
  '1e999',
  '-1',
  '99:59:59',
  'NaN',
];

export const target: Target = {
  runsIn: 'thread',
  seeds: async () =>
    labelFormats.map((format, i) => {
      const text = writeFormat(format, actions, {
        video: 'clip.mp4',
        durationSeconds: 5,
        framesPerSecond: 30,
        at: '2026-01-01T00:00:00Z',
      });
      return Buffer.concat([Buffer.from([i]), Buffer.from(text)]);
    }),
  mutate(seed, random: Random, other) {
    const mutate = isJson(formatOf(seed)) ? mutateJson : mutateWords(words);
    const text = mutate(seed.subarray(1), random, other.subarray(1));
    return Buffer.concat([seed.subarray(0, 1), text]);
  },
  open: async () => ({
    async run(input) {
      const format = formatOf(input);
      const read = readFormat(format, Buffer.from(input.subarray(1)).toString(), context);
      if (read.some(({ startSeconds, endSeconds }) => !Number.isFinite(startSeconds + endSeconds))) {
        throw new Error(`a label without times in ${format}`);
      }
      checkActions(read, { labels: ['take part'], durationSeconds: 5 } as never);
    },
  }),
};

function formatOf(input: Uint8Array): LabelFormat {
  return labelFormats[(input[0] ?? 0) % labelFormats.length]!;
}

function isJson(format: LabelFormat): boolean {
  return format === 'via' || format === 'labelStudio' || format === 'activityNet';
}

// Short texts from people, scanners, programs and other machines. The first byte of an input chooses the reader.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  formatSource,
  hideSecrets,
  parseServers,
  parseSource,
  parseStreamTarget,
  unpackPreview,
  usualIdentitySettings,
  usualTitle,
  writeSource,
} from '../../../src-inference/contract/index.ts';
import { readCode } from '../../../src-inference/identity/index.ts';
import { readIdentityRequest } from '../../../src-inference/links/mqtt/identity-request.ts';
import { encodePayload, readCommand } from '../../../src-inference/links/mqtt/sparkplug/payload.ts';
import { parseNvidiaSmi } from '../../../src-inference/machine/nvidia-smi.ts';
import { parseTegrastats } from '../../../src-inference/machine/tegrastats.ts';
import { redactSource } from '../../../src-inference/workplace/redaction.ts';
import { mutateWords } from '../mutate-text.ts';
import type { Target } from '../target.ts';

interface Reader {
  readonly examples: readonly (string | Uint8Array)[];
  readonly read: (bytes: Buffer) => void;
}

const scanner = { prefix: 'S', suffix: 'E', separator: '|', badgePrefix: 'B:' };
const tegrastats = readFileSync(resolve(import.meta.dirname, '../../tegrastats/jetpack5-agx-orin.txt'));

const readers: readonly Reader[] = [
  {
    examples: [
      'rtsp://user:pass@camera:554/live?token=x#transport=udp&latency=50',
      'udp://239.0.0.1:5000#format=rtp-h264&interface=eth0',
      '/dev/video0#size=1280x720&rate=30',
      'file:///a%20b.mp4#pace=realTime&loop',
      'test://ball',
      'udp://[::1]:5000',
    ],
    read(bytes) {
      const text = bytes.toString();
      redactSource(text);
      JSON.stringify(usualTitle(text));
      const spec = parseSource(text);
      const again = parseSource(writeSource(spec));
      if (formatSource(again) !== formatSource(spec))
        throw new Error(`"${text}" is another source when it is read again`);
    },
  },
  {
    examples: ['udp://10.0.0.1:5000#format=mpegts&bitrate=2000'],
    read: (bytes) => parseStreamTarget(bytes.toString()),
  },
  {
    examples: ['grpc://server:8001/model#token=abc', 'https://server/v2 http://b:8000'],
    read: (bytes) => parseServers(bytes.toString().split(' ')),
  },
  {
    examples: ['rtsp://u:p@h/?token=x password=abc {"pin":"1234"}'],
    read: (bytes) => hideSecrets(bytes.toString(), ['abc']),
  },
  {
    examples: [']d2010401234567890121SN-7\u001d4004711', '(01)04012345678901(21)SN-7', 'SN-7', 'SB:17E'],
    read(bytes) {
      readCode(bytes.toString(), { ...usualIdentitySettings, scanner });
    },
  },
  {
    examples: ['{"serial":"SN-7","order":4711,"variant":"B"}'],
    read: (bytes) => void readIdentityRequest(bytes),
  },
  {
    examples: [
      encodePayload({
        timestamp: 1,
        seq: 3,
        metrics: [{ name: 'Node Control/Rebirth', type: 'boolean', timestamp: 1, value: true }],
      }),
    ],
    read: (bytes) => void JSON.stringify(readCommand(bytes)),
  },
  { examples: [tegrastats], read: (bytes) => void JSON.stringify(parseTegrastats(bytes.toString())) },
  {
    examples: ['NVIDIA H200, 3, 1024, 143771, 41, 1980, 120.5, 0x0000000000000004'],
    read: (bytes) => void parseNvidiaSmi(bytes.toString()),
  },
  { examples: [new Uint8Array(64)], read: (bytes) => void unpackPreview(new Uint8Array(bytes).buffer) },
];

const words = [
  '://',
  '#',
  '?',
  '&',
  '=',
  '%',
  '%zz',
  '%00',
  '@',
  ':',
  '[',
  ']',
  '..',
  '\u0000',
  '\u001d',
  ']C1',
  '(21)',
  '99999',
  '-1',
  'format=',
  'latency=',
];
const mutate = mutateWords(words);

export const target: Target = {
  runsIn: 'thread',
  seeds: async () =>
    readers.flatMap(({ examples }, i) =>
      examples.map((example) => Buffer.concat([Buffer.from([i]), Buffer.from(example as Uint8Array)])),
    ),
  mutate: (seed, random, other) =>
    Buffer.concat([seed.subarray(0, 1), mutate(seed.subarray(1), random, other.subarray(1))]),
  open: async () => ({
    run: async (input) => readers[(input[0] ?? 0) % readers.length]!.read(Buffer.from(input.subarray(1))),
  }),
};

// Real exports of PyTorch, one of each family that people have: `model import` writes the card, and the network answers what
// PyTorch answers of the same pictures. Skipped where PyTorch is missing; exported-forms.test.ts needs none.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImportAnswers, NormalisationName } from '../../src-inference/contract/index.ts';
import { importModel } from '../../src-inference/importer/index.ts';
import { openClassifier, readModelCard } from '../../src-inference/model/index.ts';
import { farthest } from '../graphs.ts';
import { mustRun } from '../run-program.ts';

const script = resolve(import.meta.dirname, '../pytorch/export_networks.py');
// Debian's packages belong to Debian's Python, which need not be the first in the path.
const python = ['python3', '/usr/bin/python3'].find(
  (program) => spawnSync(program, ['-c', 'import numpy, onnx, torch']).status === 0,
);
if (python === undefined) {
  process.stderr.write(
    'SKIPPED: exports of PyTorch are not tested, for no Python here has torch, onnx and numpy ' +
      '(on Debian: apt-get install python3-torch python3-onnx)\n',
  );
}

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-pytorch-'));
const [frames, side] = [8, 32] as const;
const pictureBytes = side * side * 3;

/** Clips that touch each other in time: what moves, and its colours, differ. */
const clips = [0, 1, 2].map((number) => ({
  startSeconds: number,
  endSeconds: number + 1,
  frames: Array.from({ length: frames }, (_, t) =>
    Uint8Array.from({ length: pictureBytes }, (_unused, i) => {
      const [x, y, channel] = [Math.floor(i / 3) % side, Math.floor(i / 3 / side), i % 3];
      return (
        128 + 110 * Math.sin((x * (number + 1) + 3 * t) / 5 + channel * number) * Math.cos(y / (2 + number))
      );
    }),
  ),
}));

const unanswered: ImportAnswers = {
  labels: 'numbered',
  background: null,
  window: 1,
  axes: null,
  frames: null,
  height: null,
  width: null,
  normalisation: null,
  mean: null,
  std: null,
  range: null,
  channels: null,
  output: null,
};

interface Case {
  readonly normalisation: NormalisationName | null;
  readonly answers?: Partial<ImportAnswers>;
  readonly axes: string;
  readonly rows?: string;
  readonly states?: number;
  readonly tolerance?: number;
}

const cases: readonly (readonly [string, Case])[] = [
  ['conv3d', { normalisation: 'pytorchvideo', axes: 'NCTHW' }],
  ['conv3d-opset9', { normalisation: 'pytorchvideo', axes: 'NCTHW' }],
  ['probabilities', { normalisation: 'pytorchvideo', axes: 'NCTHW' }],
  ['pathways', { normalisation: 'pytorchvideo', axes: 'NCTHW' }],
  ['r2plus1d', { normalisation: 'minus-one-to-one', axes: 'NCTHW' }],
  ['tsn', { normalisation: 'imagenet', axes: 'TCHW', rows: 'meanOfScores' }],
  ['tsm', { normalisation: 'imagenet', axes: 'TCHW' }],
  ['tsm-merged', { normalisation: 'imagenet', axes: 'N(TC)HW' }],
  ['transformer', { normalisation: 'imagenet', axes: 'NTCHW' }],
  ['gru', { normalisation: 'imagenet', axes: 'NTCHW', states: 1 }],
  ['stream', { normalisation: 'zero-to-one', axes: 'NCTHW', states: 3 }],
  ['half', { normalisation: 'pytorchvideo', axes: 'NCTHW', tolerance: 2e-3 }],
  ['bytes', { normalisation: null, axes: 'NTHWC' }],
  ['external', { normalisation: 'pytorchvideo', axes: 'NCTHW' }],
  [
    'symbolic',
    { normalisation: 'pytorchvideo', axes: 'NCTHW', answers: { frames, height: side, width: side } },
  ],
  ['several-outputs', { normalisation: 'pytorchvideo', axes: 'NCTHW', answers: { output: 'logits' } }],
];

describe.skipIf(python === undefined)('exports of PyTorch', () => {
  beforeAll(() => {
    writeFileSync(join(folder, 'clips.bin'), Buffer.concat(clips.flatMap((clip) => clip.frames)));
    mustRun(python!, [script, folder]);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(cases)('%s', async (name, {
    normalisation,
    answers,
    axes,
    rows = 'one',
    states = 0,
    tolerance = 1e-3,
  }) => {
    const directory = join(folder, name);
    const result = await importModel(
      {
        file: join(directory, 'network.onnx'),
        directory: null,
        name: null,
        answers: { ...unanswered, normalisation, ...answers },
        video: null,
        force: false,
      },
      async () => undefined,
      new AbortController().signal,
    );
    expect(result).toMatchObject({ kind: 'imported', trial: { isConstant: false } });
    const card = await readModelCard(directory);
    expect(card.input.tensors[0]).toMatchObject({ axes });
    expect(card.input.state).toHaveLength(states);
    expect(card.output.rows).toBe(rows);

    const classifier = await openClassifier(card);
    const scores = await Promise.all(clips.map((clip) => classifier.classify(clip)));
    await classifier.close();
    const expected: number[][] = JSON.parse(readFileSync(join(directory, 'expected.json'), 'utf8'));
    // Otherwise nothing would be proven.
    expect(farthest(expected[0]!, expected[1]!)).toBeGreaterThan(4 * tolerance);
    scores.forEach(({ probabilities }, i) => {
      expect(farthest(probabilities, expected[i]!)).toBeLessThan(tolerance);
    });
  });
});

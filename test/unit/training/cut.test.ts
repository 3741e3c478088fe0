// Where networks are cut, and that a new head on the body is the network that it says.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../../src-inference/files/index.ts';
import { readModelCard } from '../../../src-inference/model/index.ts';
import { feedsOf, openGraph } from '../../../src-inference/optimizer/index.ts';
import { attachHead } from '../../../src-inference/training/cut/attach-head.ts';
import { cutNetwork, openBody } from '../../../src-inference/training/cut/frozen-body.ts';
import { makeClips, makePathways } from '../../clip-models.ts';
import { makeColourModel, makePathwayModel } from '../../onnx-models.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-cut-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a network without its classifier', () => {
  it.each([
    [
      'the demo network',
      () => join(packageRoot(), 'models/demo'),
      { strength: 864, change: 576, places: 4608 },
    ],
    ['one pathway', () => makeClips(join(folder, 'clips')), { strength: 48, change: 32, places: 256 }],
    [
      'two pathways',
      () => makePathways(join(folder, 'pathways')),
      { strength: 3456, change: 2304, places: 4608 },
    ],
    ['no map at all', () => makeColourModel(join(folder, 'colours')), { strength: 3 }],
  ])('%s: a new head gives the scores of its matrix', async (_, directory, counts) => {
    const card = await readModelCard(directory());
    const body = await cutNetwork(card);
    expect(Object.fromEntries(body.groups.map(({ kind, count }) => [kind, count]))).toEqual(counts);
    const { frames, height, width } = card.input;
    const clip = Uint8Array.from(
      { length: frames * height * width * 3 },
      (_value, i) => 128 + 100 * Math.sin(i / 5),
    );
    const extractor = await openBody(body);
    const row = await extractor.extract(clip);
    await extractor.close();
    expect(row.every(Number.isFinite)).toBe(true);

    const weights = Float32Array.from({ length: 2 * row.length }, (_value, i) => Math.sin(i) / row.length);
    const bias = Float32Array.of(0.5, -2);
    const kinds = body.groups.map(({ kind }) => kind);
    const { network, output } = attachHead(body, { kinds, weights, bias });
    const runnable = await openGraph(network);
    const scores = (await runnable.run(feedsOf(network, card, clip))).get(output)!.data as Float32Array;
    await runnable.release();
    [...bias].forEach((start, label) => {
      const expected = row.reduce((sum, value, j) => sum + value * weights[2 * j + label]!, start);
      expect(scores[label]).toBeCloseTo(expected, 4);
    });
  });

  it('says why it cannot be had', async () => {
    const card = await readModelCard(makePathwayModel(join(folder, 'means')));
    await expect(cutNetwork(card)).rejects.toMatchObject({
      code: 'not_possible',
      message: expect.stringContaining('"Concat"'),
      hint: expect.stringContaining('models/demo'),
    });
  });
});

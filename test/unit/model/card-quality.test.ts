import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parseModelCard } from '../../../src-inference/model/card.ts';
import { colourCard, makeColourModel } from '../../onnx-models.ts';

const directory = makeColourModel(mkdtempSync(join(tmpdir(), 'stepwatch-card-')));
afterAll(() => rmSync(directory, { recursive: true }));

const counts = (count: number) => `[${new Array(10).fill(count).join(', ')}]`;
const errors = `{ temperature: 1.6, errorSeconds: 0.9, confidence: { right: ${counts(9)}, wrong: ${counts(1)} } }`;
const qualityOf = async (more: string) => {
  const quality = `{ data: videos, windows: 100, accuracy: 0.9, precision: 0.9, recall: 0.9, f1: 0.9${more} }`;
  const text = colourCard.replace('path: network.onnx', `path: network.onnx, quality: ${quality}`);
  return (await parseModelCard(text, directory)).files.fp32.quality;
};

describe('the errors of a network in the card', () => {
  it('are read', async () => {
    expect((await qualityOf(`, errors: ${errors}`))!.errors).toEqual({
      temperature: 1.6,
      errorSeconds: 0.9,
      mixing: null,
      confidence: { right: new Array(10).fill(9), wrong: new Array(10).fill(1) },
    });
  });

  it('may be left out', async () => {
    expect((await qualityOf(''))!.errors).toBeNull();
  });

  it.each([
    ['temperature: 1.6', 'temperature: 0', /errors\.temperature/],
    ['errorSeconds: 0.9', 'errorSeconds: -1', /errors\.errorSeconds/],
    ['errorSeconds: 0.9, ', '', /errors\.errorSeconds is missing/],
    [`right: ${counts(9)}`, 'right: [1, 2]', /errors\.confidence\.right: must be 10 counts/],
    ['errorSeconds', 'errorSecond', /Did you mean "errorSeconds"/],
  ])('with "%s" as "%s" are refused', async (right, wrong, message) => {
    await expect(qualityOf(`, errors: ${errors.replace(right, wrong)}`)).rejects.toMatchObject({
      code: 'model_card_invalid',
      message: expect.stringMatching(message),
    });
  });
});

// stepwatch evaluate on real networks, real sessions and real videos.
import { describe, expect, it } from 'vitest';
import { evaluateModel } from '../../src-inference/evaluation/index.ts';
import { readModelCard } from '../../src-inference/model/index.ts';
import { makeClips } from '../clip-models.ts';
import { cardOf, never, quiet, setUpOptimizer } from '../optimizing.ts';

const { folder, at, fresh, optimize } = setUpOptimizer();

describe('evaluate', () => {
  it('measures every network of the card, and writes what it found into it', async () => {
    const directory = makeClips(fresh());
    await optimize(directory);
    const report = await evaluateModel(
      { model: directory, data: folder, precisions: null, recipe: null, write: true },
      quiet,
      never,
    );
    expect(report.videos).toBe(1);
    expect(report.networks.map(({ choice }) => choice.precision)).toEqual(['fp32', 'int8']);
    const [fp32] = report.networks;
    expect(fp32!.confusion.flat().reduce((a, b) => a + b)).toBe(fp32!.windows);
    const { quality } = (await readModelCard(directory)).files.int8![0]!;
    expect(quality).toMatchObject({
      windows: fp32!.windows,
      data: expect.stringContaining('1 labelled video'),
    });
    // The card is read back as it was measured, but for the last digits.
    const { errors } = report.networks[1]!;
    expect(quality!.errors).toEqual({
      temperature: expect.closeTo(errors.temperature, 3),
      errorSeconds: expect.closeTo(errors.errorSeconds, 3),
      mixing: expect.closeTo(errors.mixing!, 3),
      confidence: errors.confidence,
    });
    expect(cardOf(directory)).toContain('# A card with a comment that must stay.');
  });

  it('says what is missing', async () => {
    const directory = makeClips(fresh());
    const options = { model: directory, precisions: null, recipe: null, write: false };
    const evaluate = (data: string) => evaluateModel({ ...options, data }, quiet, never);
    await expect(evaluate(at('nowhere'))).rejects.toMatchObject({ code: 'source_not_found' });
    await expect(evaluate(directory)).rejects.toMatchObject({ message: expect.stringContaining('no video') });
    await expect(
      evaluateModel({ ...options, data: folder, precisions: ['int8'] }, quiet, never),
    ).rejects.toMatchObject({ code: 'model_not_found' });
  });
});

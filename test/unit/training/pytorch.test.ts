// What of training with PyTorch needs no PyTorch: who is held out, how long it is, and what an installation would take.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { holdOut } from '../../../src-inference/training/pytorch/held-out.ts';
import { installSize } from '../../../src-inference/training/pytorch/installation.ts';
import { weightsOf } from '../../../src-inference/training/pytorch/teach-pytorch.ts';
import { tuningSeconds, tuningSteps } from '../../../src-inference/training/pytorch/tuning-length.ts';

const recordings = (...operators: string[]) => operators.map((operator, i) => ({ id: `${i + 1}`, operator }));

describe('what a network is measured with', () => {
  it.each([
    { of: recordings('Ana'), by: null, test: null },
    { of: recordings('Ana', 'Ana'), by: 'recording', test: ['2'] },
    { of: recordings(...Array(9).fill('Ana')), by: 'recording', test: ['8', '9'] },
    { of: recordings('Ana', 'Ben', 'Ana'), by: 'operator', test: ['2'] },
    { of: recordings('Ben', 'Ana', 'Ben', 'Ana', 'Chidi', 'Chidi', 'Ana'), by: 'operator', test: ['1', '3'] },
  ])('is what nobody was trained with: $by $test', ({ of, by, test }) => {
    const held = holdOut(of);
    expect(held?.by ?? null).toBe(by);
    expect(held?.test ?? null).toEqual(test);
    if (held) expect([...held.train, ...held.test].sort()).toEqual(of.map(({ id }) => id).sort());
  });
});

describe('the length of a tuning', () => {
  it('follows from the length of the recordings, up to an hour of two cores', () => {
    expect(tuningSteps(600, 0.25)).toBe(2400);
    expect(tuningSteps(300, 0.25)).toBe(1200);
    expect(tuningSteps(6000, 0.25)).toBe(3750);
    expect(tuningSeconds(tuningSteps(600, 0.25)) / 60).toBeLessThan(45);
    expect(tuningSeconds(tuningSteps(6000, 0.25)) / 60).toBeLessThan(60);
  });
});

describe('what a training begins with', () => {
  it('is the float network of a model folder', async () => {
    const { base, network } = await weightsOf(resolve('models/demo'));
    expect(existsSync(base!)).toBe(true);
    expect([network, base!.endsWith('.fp32.onnx')]).toEqual(['reduced', true]);
  });

  it('is a checkpoint of PyTorchVideo as it is', async () => {
    expect(await weightsOf('/somewhere/SLOWFAST_8x8_R50.pyth')).toEqual({
      base: '/somewhere/SLOWFAST_8x8_R50.pyth',
      network: 'r50',
    });
  });
});

describe('the size of an installation', () => {
  it.each([
    { told: 'After this operation, 546 MB of additional disk space will be used.', megabytes: 546 },
    { told: 'After this operation, 1,234 MB of additional disk space will be used.', megabytes: 1234 },
    { told: 'After this operation, 1.2 GB of additional disk space will be used.', megabytes: 1200 },
    { told: 'After this operation, 812 kB of additional disk space will be used.', megabytes: 1 },
    { told: 'E: Unable to locate package python3-torch', megabytes: null },
  ])('is $megabytes MB where apt-get says "$told"', ({ told, megabytes }) => {
    expect(installSize(`Need to get 16.4 MB/120 MB of archives.\n${told}\n`)).toBe(megabytes);
  });
});

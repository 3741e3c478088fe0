import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src-inference/evaluation/index.ts';
import { openGraph } from '../../../src-inference/optimizer/index.ts';
import { batchSize, drawBatch, type MapRows } from '../../../src-inference/training/convolution/batches.ts';
import { initial, openTrainer, runStep } from '../../../src-inference/training/convolution/fit-head.ts';
import { openHead } from '../../../src-inference/training/convolution/head.ts';
import { type MapSize, parameterNames } from '../../../src-inference/training/convolution/sizes.ts';
import { trainingGraph } from '../../../src-inference/training/convolution/training-graph.ts';

const size: MapSize = { parts: 4, side: 4, channels: 3 };
const labels = 3;
const length = size.parts * size.side ** 2 * size.channels;

/** The bits of a number from 0 to 1 in half precision. */
function toHalf(value: number): number {
  if (value < 2 ** -14) return 0;
  const exponent = Math.floor(Math.log2(value));
  return ((exponent + 15) << 10) | Math.round((value / 2 ** exponent - 1) * 1023);
}

/** Windows whose label is the corner in which something bright is seen, in the last half of the window only for label 2. */
function makeMaps(windows: number, seed: number): MapRows {
  const random = createRandom(seed);
  const truth = Int32Array.from({ length: windows }, () => random.below(labels));
  const rows = Array.from(truth, (label) => {
    const row = Uint16Array.from({ length }, () => toHalf(0.3 * random.uniform()));
    const corner = label === 0 ? 0 : size.side ** 2 - 1;
    for (let part = label === 2 ? 2 : 0; part < size.parts; part++) {
      for (let channel = 0; channel < size.channels; channel++) {
        row[(part * size.side ** 2 + corner) * size.channels + channel] = toHalf(0.9);
      }
    }
    return row;
  });
  return { row: (window) => rows[window]!, views: (window) => [rows[window]!], truth };
}

describe('the layers on frozen maps', () => {
  it('have the gradients that differences of the loss have', async () => {
    const random = createRandom(1);
    const maps = makeMaps(100, 2);
    const graph = await openGraph(trainingGraph(size, labels, batchSize), { level: 'disabled' });
    const batch = drawBatch(maps, Int32Array.from(maps.truth.keys()), size, labels, random);
    const parameters = initial(size, labels, random);
    const scale = { center: new Float32Array(3).fill(0.2), factor: new Float32Array(3).fill(3) };
    const lossNow = async (): Promise<number> =>
      Number((await runStep(graph, { parameters, scale, batch }, size, labels)).get('loss')!.data[0]);
    const results = await runStep(graph, { parameters, scale, batch }, size, labels);
    for (const name of parameterNames) {
      const gradient = results.get(`d:${name}`)!.data as Float32Array;
      const values = parameters[name];
      // Along the gradient itself: a single weight changes the loss by less than single precision tells.
      const norm = Math.sqrt(gradient.reduce((sum, slope) => sum + slope * slope, 0));
      const before = values.slice();
      const reach = 2e-3 / Math.max(norm, 0.05);
      const at = async (step: number): Promise<number> => {
        for (let i = 0; i < values.length; i++) values[i] = before[i]! + step * gradient[i]!;
        return lossNow();
      };
      const slope = ((await at(reach)) - (await at(-reach))) / (2 * reach);
      values.set(before);
      expect(slope / norm ** 2, name).toBeCloseTo(1, 1);
    }
    await graph.release();
  });

  it('learn where and when something is seen, and say the same when normalisation is folded away', async () => {
    const taught = makeMaps(240, 3);
    const trainer = await openTrainer(taught, size, labels);
    const head = await trainer.fit(Int32Array.from(taught.truth.keys()), 40, 4, async () => undefined);
    await trainer.release();
    const fresh = makeMaps(90, 5);
    const runner = await openHead(head, 1);
    let right = 0;
    for (const [window, label] of fresh.truth.entries()) {
      const scores = await runner.scores(fresh.row(window));
      if (scores.indexOf(Math.max(...scores)) === label) right += 1;
    }
    await runner.release();
    expect(right / fresh.truth.length).toBeGreaterThan(0.95);
  });

  it('end when they are told to', async () => {
    const maps = makeMaps(100, 6);
    const trainer = await openTrainer(maps, size, labels);
    const stopped = trainer.fit(Int32Array.from(maps.truth.keys()), 40, 7, () =>
      Promise.reject(new Error('stop')),
    );
    await expect(stopped).rejects.toThrow('stop');
    await trainer.release();
  });
});

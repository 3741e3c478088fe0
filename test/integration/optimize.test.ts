// stepwatch optimize on real networks, real sessions and real videos.
import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Agreement, OptimizeOptions, StationError } from '../../src-inference/contract/index.ts';
import { filesOf, openClassifier, readModelCard } from '../../src-inference/model/index.ts';
import { optimizeInThread } from '../../src-inference/optimizer/index.ts';
import { makeClips, makePathways } from '../clip-models.ts';
import { cardOf, never, quiet, setUpOptimizer } from '../optimizing.ts';

const { at, fresh, optimize, optimizeAll } = setUpOptimizer();
afterEach(() => vi.unstubAllEnvs());

describe('int8', () => {
  it('adds a network that takes bytes, and its agreement, to a card whose comments stay', async () => {
    const directory = makePathways(fresh());
    const report = await optimize(directory, { verify: true });
    expect(report.agreement.top1).toBeGreaterThanOrEqual(0.95);
    expect(report.operators.optimized).toBeGreaterThan(50);
    expect(report.passes.map(({ name }) => name)).toContain('fold batch norm');
    for (const { difference } of report.passes) expect(difference).toBeLessThan(1e-3);
    expect(cardOf(directory)).toContain('# A card with a comment that must stay.');
    expect(cardOf(directory)).toContain('# in the order of the outputs');
    const card = await readModelCard(directory);
    expect(card.files.int8).toMatchObject([
      { input: { height: 64, tensors: [{ name: 'frames', type: 'uint8', axes: 'THWC' }] } },
    ]);
    const classifier = await openClassifier(card, { precision: 'int8', backend: 'cpu' });
    await classifier.close();
    expect(classifier.choice.precision).toBe('int8');
  });

  it.each(['x64', 'tensorrt'] as const)('can be made for %s', async (target) => {
    const directory = makeClips(fresh());
    const report = await optimize(directory, { target });
    const precision = target === 'tensorrt' ? 'int8Qdq' : 'int8';
    expect(report).toMatchObject({ precision, target });
    const card = await readModelCard(directory);
    expect(filesOf(card, precision).map((file) => file.target)).toEqual([target]);
  });

  it('makes the set for a folder that is carried to other machines', async () => {
    const directory = makeClips(fresh());
    const { networks } = await optimizeAll(directory, { target: 'all' });
    expect(networks.map(({ precision, target }) => [precision, target])).toEqual([
      ['int8', 'x64-vnni'],
      ['int8', 'x64'],
      ['int8Qdq', 'tensorrt'],
    ]);
    const { files } = await readModelCard(directory);
    expect(files.int8!.map(({ path }) => basename(path))).toEqual([
      'network.int8-x64-vnni.onnx',
      'network.int8-x64.onnx',
    ]);
    for (const { agreement } of networks) expect(agreement.top1).toBeGreaterThanOrEqual(0.95);
  });

  it('a second run replaces only the network for its own target', async () => {
    const directory = makeClips(fresh());
    await optimize(directory, { target: 'x64' });
    await optimize(directory, { target: 'x64-vnni', clips: 4 });
    const before = (await readModelCard(directory)).files.int8!;
    await optimize(directory, { target: 'x64', clips: 4 });
    const after = (await readModelCard(directory)).files.int8!;
    expect(after.map(({ target }) => target)).toEqual(['x64', 'x64-vnni']);
    expect(after[1]).toEqual(before[1]);
    expect(after[0]!.agreement).not.toEqual(before[0]!.agreement);
    expect(readdirSync(directory).filter((name) => name.includes('int8'))).toHaveLength(2);
  });

  it('answers the same whatever CPU it is made on', async () => {
    const make = async (cpu: string): Promise<Agreement> => {
      vi.stubEnv('STEPWATCH_CPU', cpu);
      const { agreement } = await optimize(makeClips(fresh()), { target: 'x64-vnni' });
      return agreement;
    };
    // On the first it is judged with its convolutions in float, on the second, where there is VNNI, as it is.
    const [without, own] = [await make('x64-avx2'), await make('')];
    expect(without.top1).toBe(own.top1);
    expect(Math.abs(without.largestDifference - own.largestDifference)).toBeLessThan(0.02);
  });

  it('looks at labels where there are some', async () => {
    const directory = makeClips(fresh());
    const report = await optimize(directory, { calibrate: [at('two.mp4'), at('one.mp4')] });
    expect(report.accuracy!.windows).toBeGreaterThan(0);
  });

  it('leaves in float what it does not know, and tells it', async () => {
    const directory = makeClips(fresh(), {
      draw: (edit, value) =>
        edit.node('Gelu', [edit.node('Softsign', [value])], {}, { domain: 'com.microsoft' }),
    });
    const report = await optimize(directory);
    expect(report.operators.float.map(({ op }) => op)).toEqual(expect.arrayContaining(['Gelu', 'Softsign']));
    expect(report.operators.optimized).toBeGreaterThan(1);
  });

  it('puts layers back to float, or refuses, when the answers change too much', async () => {
    // The classifier looks at tiny differences beside a large constant: eight bits cannot hold both.
    const directory = makeClips(fresh(), {
      draw: (edit, value) => {
        const shifted = edit.node('Add', [
          value,
          edit.constant({ type: 'float32', shape: [], data: Float32Array.of(3e4) }),
        ]);
        return edit.node('Sub', [
          shifted,
          edit.constant({ type: 'float32', shape: [], data: Float32Array.of(3e4) }),
        ]);
      },
    });
    const outcome = await optimize(directory).catch((thrown: StationError) => thrown);
    if ('code' in outcome) expect(outcome.code).toBe('model_rejected');
    else expect(outcome.keptFloat.length + outcome.agreement.top1).toBeGreaterThan(0.9);
  });
});

describe('float over pictures', () => {
  it('needs no videos, and answers the same', async () => {
    const directory = makePathways(fresh());
    const report = await optimize(directory, { precision: 'fp32', calibrate: [] });
    expect(report).toMatchObject({ precision: 'fp32Lowered', target: null, agreement: { top1: 1 } });
    expect(report.agreement.largestDifference).toBeLessThan(1e-4);
    expect((await readModelCard(directory)).files.fp32Lowered).toBeDefined();
  });
});

describe('in a thread of its own', () => {
  const options = (model: string): OptimizeOptions => ({
    model,
    precision: 'int8',
    target: 'auto',
    calibrate: [at('one.mp4'), at('two.mp4')],
    clips: 8,
    verify: false,
  });

  it('does the same, while whoever asked goes on', async () => {
    const directory = makeClips(fresh());
    const told: string[] = [];
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    const note = async (text: string): Promise<void> => void told.push(text);
    const report = await optimizeInThread(options(directory), note, never);
    clearInterval(timer);
    expect(report.networks[0]!.agreement.top1).toBeGreaterThanOrEqual(0.95);
    expect(told).toEqual(expect.arrayContaining(['fold batch norm', 'writing']));
    expect(turns).toBeGreaterThan(told.length);
    expect((await readModelCard(directory)).files.int8).toBeDefined();
  });

  it('is stopped from outside', async () => {
    const directory = makeClips(fresh());
    const [card, stopping] = [cardOf(directory), new AbortController()];
    const stop = async (): Promise<void> => stopping.abort();
    await expect(optimizeInThread(options(directory), stop, stopping.signal)).rejects.toMatchObject({
      code: 'aborted',
    });
    expect(cardOf(directory)).toBe(card);
  });

  it('hands its errors on, hint included', async () => {
    const refused = optimizeInThread({ ...options(makeClips(fresh())), calibrate: [] }, quiet, never);
    await expect(refused).rejects.toMatchObject({
      name: 'StationError',
      code: 'usage',
      hint: expect.stringContaining('--calibrate') as never,
    });
  });
});

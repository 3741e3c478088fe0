import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { BuildProgress } from '../../../src-inference/model/tensorrt/build-progress.ts';
import {
  type EngineKey,
  engineFile,
  engineKey,
  readEngine,
  writeEngine,
} from '../../../src-inference/model/tensorrt/engine-cache.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-engines-'));
afterAll(() => rmSync(folder, { recursive: true }));

const key: EngineKey = {
  network: 'a'.repeat(64),
  tensorrt: '10.3.0',
  gpu: 'Orin',
  computeCapability: '8.7',
  precision: 'int8+fp16+fp32',
  dla: null,
  workspaceBytes: null,
  shapes: { frames: [4, 16, 16, 3] },
};
const engine = Uint8Array.from([1, 2, 3, 10, 5]);

it('an engine is read with its own key only, and whole only', async () => {
  const file = engineFile(join(folder, 'one'), key);
  await writeEngine(file, key, engine);
  expect(await readEngine(file, key)).toEqual(Buffer.from(engine));
  truncateSync(file, readFileSync(file).length - 1);
  expect(await readEngine(file, key)).toBeNull();
  expect(readdirSync(join(folder, 'one'))).toEqual([]);
});

it('every part of the key makes another file', () => {
  const others = [
    { network: 'b'.repeat(64) },
    { tensorrt: '10.16.0' },
    { gpu: 'Thor' },
    { computeCapability: '11.0' },
    { precision: 'fp16+fp32' },
    { dla: 0 },
    { workspaceBytes: 1 },
    { shapes: {} },
  ].map((part) => engineFile('', { ...key, ...part }));
  expect(new Set([engineFile('', key), ...others]).size).toBe(others.length + 1);
});

it('weights in files of their own count as part of the network', async () => {
  const network = join(folder, 'network.onnx');
  const weights = join(folder, 'network.weights');
  // As a tensor of an ONNX file names it.
  writeFileSync(network, 'a network with\n\x08location\x12\x0fnetwork.weights');
  writeFileSync(weights, 'one');
  writeFileSync(join(folder, 'other.onnx'), 'not named');
  const options = {
    network,
    device: 0,
    fp16: true,
    int8: false,
    dla: null,
    workspaceBytes: null,
    shapes: {},
  };
  const probe = { library: '10.3.0', gpu: { name: 'Orin', computeCapability: '8.7' } };
  const hash = async (): Promise<string> => (await engineKey(options, probe)).network;
  const before = await hash();
  writeFileSync(join(folder, 'other.onnx'), 'changed');
  expect(await hash()).toBe(before);
  writeFileSync(weights, 'two');
  expect(await hash()).not.toBe(before);
});

it('the engines that were not used for the longest time are removed', async () => {
  const keys = Array.from({ length: 13 }, (_, i) => ({ ...key, workspaceBytes: i }));
  const fileOf = (one: EngineKey): string => engineFile(join(folder, 'many'), one);
  for (const [i, one] of keys.slice(0, 12).entries()) {
    await writeEngine(fileOf(one), one, engine);
    utimesSync(fileOf(one), i, i);
  }
  expect(await readEngine(fileOf(keys[0]!), keys[0]!)).not.toBeNull();
  await writeEngine(fileOf(keys[12]!), keys[12]!, engine);
  expect(await readEngine(fileOf(keys[0]!), keys[0]!)).not.toBeNull();
  expect(await readEngine(fileOf(keys[1]!), keys[1]!)).toBeNull();
  expect(readdirSync(join(folder, 'many'))).toHaveLength(12);
});

it('progress is measured by the outermost phase with several steps', () => {
  const progress = new BuildProgress();
  const take = (phase: string, steps: number, done: number) => progress.take({ phase, steps, done });
  expect(take('Building', 1, 0)).toEqual({ text: 'building an engine: Building', done: null });
  expect(take('Tactics', 4, 0).done).toBe(0);
  expect(take('Timing', 2, 1)).toEqual({ text: 'building an engine: Timing, 1 of 2', done: 0 });
  expect(take('Timing', 2, 2).done).toBe(0);
  expect(take('Tactics', 4, 3)).toEqual({ text: 'building an engine: Tactics, 3 of 4', done: 0.75 });
  expect(take('Tactics', 4, 4).done).toBeNull();
});

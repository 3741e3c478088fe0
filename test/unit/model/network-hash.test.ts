// Whether a network is the one that its card was written for.
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptModel } from '../../../src-inference/importer/accept-model.ts';
import { type ModelFile, readModelCard } from '../../../src-inference/model/card.ts';
import { hashNetwork, mustBeWhole } from '../../../src-inference/model/network-hash.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-hash-'));
const cacheBefore = process.env.XDG_CACHE_HOME;

beforeAll(() => {
  process.env.XDG_CACHE_HOME = join(folder, 'cache');
});

afterAll(() => {
  if (cacheBefore === undefined) delete process.env.XDG_CACHE_HOME;
  else process.env.XDG_CACHE_HOME = cacheBefore;
  rmSync(folder, { recursive: true });
});

const sha256 = (...parts: readonly (string | Uint8Array)[]): string => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};
const write = (name: string, content: string | Uint8Array): string => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const naming = (name: string): Buffer =>
  Buffer.concat([Buffer.from('\n\x08location\x12'), Buffer.from([name.length]), Buffer.from(name)]);

/** The demo model, in a folder of its own. */
function demo(name: string): string {
  cpSync(resolve(import.meta.dirname, '../../../models/demo'), join(folder, name), { recursive: true });
  return join(folder, name);
}

const fp32Of = async (directory: string): Promise<ModelFile> => (await readModelCard(directory)).files.fp32;

function flipBit(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at]! ^= 1 << (at % 8);
  writeFileSync(path, bytes);
}

describe('the hash of a network', () => {
  it('is that of the file', async () => {
    expect(await hashNetwork(write('plain.onnx', 'a network'))).toBe(sha256('a network'));
  });

  it('counts files with weights of its own, wherever it names them, and no other file beside it', async () => {
    write('b.data', 'second');
    write('a.data', 'first');
    write('c.data', 'not named by a tensor');
    // The second name lies across the border of two chunks.
    const network = Buffer.concat([
      naming('b.data'),
      Buffer.alloc((1 << 20) - 30, 'c.data '),
      naming('a.data'),
      naming('b.data'),
    ]);
    expect(await hashNetwork(write('large.onnx', network))).toBe(sha256(network, 'first', 'second'));
  });
});

describe('a model whose card has hashes', () => {
  it('is the demo model, and it is whole', async () => {
    const { files } = await readModelCard(resolve(import.meta.dirname, '../../../models/demo'));
    for (const file of [files.fp32, ...(files.int8 ?? [])]) {
      expect(file.sha256).toMatch(/^[0-9a-f]{64}$/);
      await mustBeWhole(file);
    }
  });

  it('is refused with any flipped bit, at the place in the card, with what to do', async () => {
    const directory = demo('flipped');
    const file = await fp32Of(directory);
    for (let i = 0; i < 20; i++) {
      const at = Math.floor(((i + 0.5) / 20) * file.bytes);
      flipBit(file.path, at);
      await expect(mustBeWhole(file), `byte ${at}`).rejects.toMatchObject({
        code: 'model_damaged',
        where: join(directory, 'model.yaml'),
        line: 28,
        hint: expect.stringContaining('--accept'),
      });
      flipBit(file.path, at);
    }
    await mustBeWhole(file);
  });

  it('is read again when a file was changed, whatever its time says, and not otherwise', async () => {
    const directory = demo('times');
    const file = await fp32Of(directory);
    await mustBeWhole(file);
    const cache = join(folder, 'cache/stepwatch/hashes.json');
    const known = readFileSync(cache, 'utf8');
    // What is known of an unchanged file is believed: it is not read again.
    writeFileSync(cache, known.replaceAll(file.sha256!, sha256('another network')));
    await expect(mustBeWhole(file)).rejects.toMatchObject({ code: 'model_damaged' });
    writeFileSync(cache, 'damaged');
    await mustBeWhole(file);
    utimesSync(file.path, 1, 1);
    await mustBeWhole(file);
    flipBit(file.path, 5000);
    utimesSync(file.path, 1, 1);
    await expect(mustBeWhole(file)).rejects.toMatchObject({ code: 'model_damaged' });
  });

  it('is taken as it is when a person accepts it; comments of the card stay', async () => {
    const directory = demo('accepted');
    flipBit((await fp32Of(directory)).path, 5000);
    await expect(mustBeWhole(await fp32Of(directory))).rejects.toMatchObject({ code: 'model_damaged' });
    await acceptModel(directory);
    await mustBeWhole(await fp32Of(directory));
    expect(readFileSync(join(directory, 'model.yaml'), 'utf8')).toMatch(/^# Written by/);
  });
});

// The cache of features: whole or not there.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  readFeatures,
  type WindowRow,
  writeFeatures,
} from '../../../src-inference/training/features/feature-file.ts';
import { runProgram } from '../../run-program.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'stepwatch-features-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function* rows(count: number): AsyncGenerator<WindowRow> {
  for (let i = 0; i < count; i++)
    yield { startSeconds: i / 4, endSeconds: i / 4 + 1, row: Float32Array.of(i, i + 0.5) };
}

it('gives back what was written, to whoever asks with the same key', async () => {
  const path = join(folder, 'a.features');
  await writeFeatures(path, 'key', rows(3));
  const found = await readFeatures(path, 'key');
  expect(found?.windows).toEqual([0, 1, 2].map((i) => ({ startSeconds: i / 4, endSeconds: i / 4 + 1 })));
  expect([...new Float32Array(found!.bytes)]).toEqual([0, 0.5, 1, 1.5, 2, 2.5]);
  expect(await readFeatures(path, 'another key')).toBeNull();
});

it('takes a file that was cut off for none', async () => {
  const path = join(folder, 'a.features');
  await writeFeatures(path, 'key', rows(3));
  writeFileSync(path, readFileSync(path).subarray(0, -5));
  expect(await readFeatures(path, 'key')).toBeNull();
});

it('leaves nothing behind when a window cannot be had', async () => {
  async function* broken(): AsyncGenerator<WindowRow> {
    yield* rows(2);
    throw new Error('no picture');
  }
  await expect(writeFeatures(join(folder, 'a.features'), 'key', broken())).rejects.toThrow('no picture');
  expect(readdirSync(folder)).toEqual([]);
});

it('says that the disk is full, and leaves nothing behind', () => {
  const program = `
    import { writeFeatures } from './src-inference/training/features/feature-file.ts';
    async function* rows() { for (let i = 0; i < 400; i++) yield { startSeconds: i, endSeconds: i + 1, row: new Float32Array(64) }; }
    writeFeatures(${JSON.stringify(join(folder, 'a.features'))}, 'key', rows()).catch((error) => console.log(JSON.stringify(error)));`;
  // A file may have 16 KB: for the process it is as if there were no more room.
  const words = `trap '' XFSZ; ulimit -f 16; exec "$0" "$@"`;
  const { stdout } = runProgram('bash', [
    '-c',
    words,
    process.execPath,
    '--import',
    'tsx',
    '--input-type=module',
    '-e',
    program,
  ]);
  expect(JSON.parse(stdout)).toMatchObject({ code: 'disk_full', hint: expect.stringContaining('resume') });
  expect(readdirSync(folder)).toEqual([]);
});

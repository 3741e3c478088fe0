// A folder that takes its place, on one disk and on another one.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { move } from '../../../src-inference/files/index.ts';

const here = mkdtempSync(join(tmpdir(), 'stepwatch-move-'));
const hasOther = existsSync('/dev/shm') && statSync('/dev/shm').dev !== statSync(here).dev;
const there = hasOther ? mkdtempSync('/dev/shm/stepwatch-move-') : here;
afterAll(() => {
  for (const folder of [here, there]) rmSync(folder, { recursive: true, force: true });
});

it.each([
  ['one disk', here],
  ['another disk', there],
])('a folder goes to %s, whole, over an empty one, and nothing stays behind', async (name, disk) => {
  const from = join(here, `from ${name}`);
  mkdirSync(join(from, 'deep'), { recursive: true });
  writeFileSync(join(from, 'deep', 'file'), 'content');
  const place = join(disk, `place ${name}`);
  mkdirSync(join(place, 'target'), { recursive: true });
  await move(from, join(place, 'target'));
  expect(readFileSync(join(place, 'target/deep/file'), 'utf8')).toBe('content');
  expect(existsSync(from)).toBe(false);
  expect(readdirSync(place)).toEqual(['target']);
});

it('what is not there is an error as the system says it', async () => {
  await expect(move(join(here, 'none'), join(here, 'target'))).rejects.toMatchObject({ code: 'ENOENT' });
});

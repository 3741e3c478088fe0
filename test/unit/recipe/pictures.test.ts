// The pictures of a recipe: what is beside it, and nothing else.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { missingPictures, parseRecipe, readPicture } from '../../../src-inference/recipe/index.ts';

const root = mkdtempSync(join(tmpdir(), 'stepwatch-pictures-'));
const folder = join(root, 'recipes');

beforeAll(() => {
  mkdirSync(join(folder, 'pictures'), { recursive: true });
  writeFileSync(join(folder, 'pictures', 'base.png'), 'base');
  writeFileSync(join(folder, 'notes.txt'), 'notes');
  writeFileSync(join(root, 'secret.png'), 'secret');
  symlinkSync(join(root, 'secret.png'), join(folder, 'link.png'));
});
afterAll(() => rmSync(root, { recursive: true }));

it('reads a picture that is beside the recipe', async () => {
  expect(await readPicture(folder, 'pictures/base.png')).toBe('data:image/png;base64,YmFzZQ==');
});

it.each([
  'pictures/other.png',
  '../secret.png',
  'link.png',
  'notes.txt',
  'pictures',
  '',
])('reads nothing for %j', async (picture) => {
  expect(await readPicture(folder, picture)).toBeNull();
});

it('names each missing picture once', async () => {
  const recipe = parseRecipe(
    'name: a\ntitle: A\nsteps: [{step: x, repeat: 2, picture: lid.jpg}, {step: y, picture: pictures/base.png}]',
    'a.yaml',
  );
  expect(await missingPictures(folder, recipe)).toEqual(['lid.jpg']);
});

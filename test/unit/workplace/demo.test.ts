import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { parseSource } from '../../../src-inference/contract/index.ts';
import { findDemo } from '../../../src-inference/workplace/demo.ts';
import { workplaceDefaults } from '../../../src-main/supervisor/index.ts';

const root = resolve(import.meta.dirname, '../../..');

it('the bundled line has a model, a recipe, and videos that play again and again in real time', () => {
  const demo = findDemo(workplaceDefaults(root));
  expect(demo).toMatchObject({ model: resolve(root, 'models/demo'), recipe: 'coupling' });
  expect(demo!.videos.map(({ shows }) => shows)).toEqual(['goodPart', 'mistake']);
  for (const { source } of demo!.videos) {
    expect(parseSource(source)).toMatchObject({ kind: 'file', pace: 'realTime', loop: true });
  }
});

it('there is no demo where the program came without its videos', () => {
  expect(findDemo(workplaceDefaults('/nowhere'))).toBeNull();
  expect(findDemo({ model: '/m', recipes: [], folders: [] })).toBeNull();
});

// The bundled line: its videos as sources, as far as they are on this machine.
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { type Demo, formatSource, type WorkplaceOptions } from '../contract/index.ts';

/** @returns Null when there is no video, or no recipe for it. */
export function findDemo({ model, recipes, demo = [] }: WorkplaceOptions['defaults']): Demo | null {
  const [recipe] = recipes;
  const videos = demo
    .filter(({ path }) => existsSync(path))
    .map(({ shows, path }) => ({
      shows,
      source: formatSource({ kind: 'file', path, pace: 'realTime', loop: true }),
    }));
  if (recipe === undefined || videos.length === 0) return null;
  return { model, recipe: basename(recipe).replace(/\.ya?ml$/, ''), videos };
}

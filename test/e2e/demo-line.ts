// The folder of a station that watches the bundled line, as if somebody had done its first steps.
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { initialSettings } from '../../src-inference/workplace/initial-state.ts';
import { workplaceDefaults } from '../../src-main/supervisor/index.ts';

export function settleAtDemoLine(directory: string): void {
  const defaults = workplaceDefaults(resolve(import.meta.dirname, '../..'));
  const settings = initialSettings({ directory, defaults, source: null }, new Date());
  const recipes = join(directory, 'recipes');
  mkdirSync(recipes, { recursive: true });
  for (const path of defaults.recipes) copyFileSync(path, join(recipes, basename(path)));
  writeFileSync(
    join(directory, 'settings.json'),
    JSON.stringify({ ...settings, setUp: true, recipe: 'coupling' }),
  );
}

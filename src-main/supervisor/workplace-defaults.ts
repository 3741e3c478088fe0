// Where a station keeps its data, and what a new station begins with. The same for every shell.
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { WorkplaceOptions } from '../../src-inference/contract/index.ts';

/** Logs and data of a program are "state" in the XDG Base Directory Specification. */
export function stateDirectory(environment: NodeJS.ProcessEnv): string {
  return join(environment.XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'stepwatch');
}

/** Folder of the station that opens when no folder is given. */
export function defaultStationDirectory(environment: NodeJS.ProcessEnv): string {
  return join(stateDirectory(environment), 'station');
}

/** @param installRoot The folder that holds `models` and `resources`. */
export function workplaceDefaults(installRoot: string): WorkplaceOptions['defaults'] {
  const demo = (name: string): string => join(installRoot, 'resources/demo', name);
  const recipes = ['coupling.yaml', 'coupling-modified.yaml'];
  return {
    model: join(installRoot, 'models/demo'),
    recipes: recipes.map((name) => join(installRoot, 'resources/recipes', name)),
    demo: [
      { shows: 'goodPart', path: demo('good.mp4') },
      { shows: 'mistake', path: demo('skipped.mp4') },
    ],
    folders: [join(installRoot, 'resources/demo'), join(installRoot, 'models'), join(homedir(), 'Videos')],
  };
}

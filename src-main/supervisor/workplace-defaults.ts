// Where a station keeps what it remembers, and what a new one begins with, whichever shell opens it.
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { WorkplaceOptions } from '../../src-inference/contract/index.ts';

/** Logs and what a program remembers are state in the sense of the XDG base directory specification. */
export function stateDirectory(environment: NodeJS.ProcessEnv): string {
  return join(environment.XDG_STATE_HOME || join(homedir(), '.local', 'state'), 'stepwatch');
}

/** Of the station that a person opens without naming a folder. */
export function usualWorkplace(environment: NodeJS.ProcessEnv): string {
  return join(stateDirectory(environment), 'station');
}

/** @param installation The folder that holds `models` and `resources`. */
export function workplaceDefaults(installation: string): WorkplaceOptions['defaults'] {
  const recipes = ['coupling.yaml', 'coupling-modified.yaml'];
  return {
    model: join(installation, 'models/demo'),
    recipes: recipes.map((name) => join(installation, 'resources/recipes', name)),
    folders: [join(installation, 'resources/demo'), join(installation, 'models'), join(homedir(), 'Videos')],
  };
}

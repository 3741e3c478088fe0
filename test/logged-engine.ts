// Which engine a station runs: beside it there may be another process of the same program, which waits to take over.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Process of the engine that was told last to open the workplace. @param directory Folder of the station. */
export function loggedEngine(directory: string): number {
  const log = readFileSync(join(directory, 'supervisor.log'), 'utf8');
  return Number([...log.matchAll(/engine started, process (\d+)/g)].at(-1)![1]);
}

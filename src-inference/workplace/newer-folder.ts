// A folder that a later version of Stepwatch has worked with: it is refused before anything in it is touched.
import { join } from 'node:path';
import { readTextFile, refuseNewer } from '../files/index.ts';
import { peopleVersion } from './people.ts';
import { settingsVersion } from './settings-file.ts';
import { loginsVersion } from './source-logins.ts';

/** The newest format that this version reads of each file. `rollouts.json` is a list without a number until then. */
const known = {
  'settings.json': settingsVersion,
  'people.json': peopleVersion,
  'logins.json': loginsVersion,
  'rollouts/rollouts.json': 1,
};

/** @throws StationError `station_newer`. */
export async function refuseNewerFolder(directory: string): Promise<void> {
  for (const [name, version] of Object.entries(known)) {
    const path = join(directory, name);
    const text = await readTextFile(path).catch(() => null);
    refuseNewer(jsonOf(text), version, path);
  }
}

/** What is no JSON is none of a later version: whoever reads it says what is wrong with it. */
function jsonOf(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

// The addresses by which a station talks to the server of its plant, and where it keeps what it fetches. Pure.
import { join } from 'node:path';
import type { ArtifactVersion } from '../../contract/index.ts';

/** Folder of a version that is fetched completely; until then it has the ending `.part`. */
export function versionFolder(
  rollouts: string,
  { name, sha256 }: Pick<ArtifactVersion, 'name' | 'sha256'>,
): string {
  return join(rollouts, 'versions', `${name}-${sha256.slice(0, 16)}`);
}

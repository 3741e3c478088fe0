// Gives an AppImage stable paths. It is mounted in a different folder at each start, but the settings of the station hold
// paths of its model and videos. These paths go through a symbolic link that is updated at each start.
import { rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';

/** @returns The link in the folder of the station; without an AppImage, `installRoot` itself. */
export function stableInstallRoot(installRoot: string, directory: string, isAppImage: boolean): string {
  return isAppImage ? join(directory, 'installation') : installRoot;
}

/**
 * Call it when the folder is this program's.
 *
 * @param stable See `stableInstallRoot`.
 */
export async function linkInstallation(installRoot: string, stable: string): Promise<void> {
  if (stable === installRoot) return;
  const fresh = `${stable}.${process.pid}`;
  await rm(fresh, { force: true });
  await symlink(installRoot, fresh);
  // Atomic, because another process may be reading through the link.
  await rename(fresh, stable);
}

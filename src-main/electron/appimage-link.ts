// Gives an AppImage stable paths. It is mounted in a different folder at each start, but the settings of the station hold
// paths of its model and videos. These paths go through a symbolic link that is updated at each start.
import { mkdir, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * @param directory Folder of the station. It is created when it does not exist.
 * @returns The link; without an AppImage, `installRoot` itself.
 */
export async function stableInstallRoot(
  installRoot: string,
  directory: string,
  isAppImage: boolean,
): Promise<string> {
  if (!isAppImage) return installRoot;
  const link = join(directory, 'installation');
  const fresh = `${link}.${process.pid}`;
  await mkdir(directory, { recursive: true });
  await rm(fresh, { force: true });
  await symlink(installRoot, fresh);
  // Atomic, because another process may be reading through the link.
  await rename(fresh, link);
  return link;
}

// An AppImage is mounted at another place each time it runs, but the station remembers the paths of its model and its
// videos. They lead through a link that is set anew at each start.
import { mkdir, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * @param directory Of the station. Is made when it is not there.
 * @returns A folder that stays the same: the installation itself, where it is not an AppImage.
 */
export async function stableInstallation(
  installation: string,
  directory: string,
  isMounted: boolean,
): Promise<string> {
  if (!isMounted) return installation;
  const link = join(directory, 'installation');
  const fresh = `${link}.${process.pid}`;
  await mkdir(directory, { recursive: true });
  await rm(fresh, { force: true });
  await symlink(installation, fresh);
  // At once: another process may be reading through it.
  await rename(fresh, link);
  return link;
}

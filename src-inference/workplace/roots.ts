// The one place where a path that a screen named, or that stands in the settings, is held against the folders that the
// administrator allows. Real paths decide: neither `..` nor a symbolic link leads out of them.
import { lstat, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isBelow, StationError, socketFolder } from '../contract/index.ts';

export class Roots {
  private folders: readonly string[];

  /** @param folders See `allowedFolders`; they need not be there. */
  constructor(folders: readonly string[]) {
    this.folders = folders;
  }

  /** Allows one more file or folder, until this process ends. */
  allow(path: string): void {
    this.folders = [...new Set([...this.folders, path])];
  }

  /** @param path Of something that may not be there yet. @throws StationError `outside_roots`. */
  async mustHold(path: string): Promise<void> {
    if (!(await this.holds(path))) throw this.refusal(path);
  }

  /** What is said of a path outside. */
  refusal(path: string): StationError {
    return new StationError(
      'outside_roots',
      `"${path}" lies outside of the folders that this station may use.`,
      {
        where: path,
        hint:
          'Put it below the folder of the station, of the videos of its user, or on a removable disk; or let the person who starts ' +
          'the station allow its folder: stepwatch serve --root DIR (docs/station.md).',
      },
    );
  }

  /** @param path Of something that may not be there yet. */
  async holds(path: string): Promise<boolean> {
    const known = await realPathOf(path);
    if (known === null) return false;
    const roots = await Promise.all(this.folders.map(realPathOf));
    return roots.some((root) => root !== null && isBelow(known, root));
  }

  /** As `holds`, for a socket of shared memory. */
  async holdsSocket(path: string): Promise<boolean> {
    const known = await realPathOf(path);
    return known !== null && (isBelow(known, socketFolder) || (await this.holds(path)));
  }

  /** The real paths of those that are there. */
  async real(): Promise<readonly string[]> {
    const real = await Promise.all(this.folders.map((folder) => realpath(folder).catch(() => null)));
    return [...new Set(real.filter((folder) => folder !== null))];
  }
}

/**
 * Of something that may not be there yet: the real path of the nearest folder above it that is there, and the names below it. Null
 * where the system itself would not say where it leads. The path is not tidied up before: `link/..` is the folder above the target
 * of the link.
 */
async function realPathOf(path: string): Promise<string | null> {
  const real = await realpath(path).catch(() => null);
  if (real !== null) return real;
  // A link to something that is not there: it would be made where the link points to.
  if (await lstat(path).catch(() => null)) return null;
  const [name, folder] = [basename(path), dirname(path)];
  if (name === '..' || name === '.' || folder === path) return null;
  const above = await realPathOf(folder);
  return above === null ? null : join(above, name);
}

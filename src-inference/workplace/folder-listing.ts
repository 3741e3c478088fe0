// Lists the folders that a screen may look into, and nothing else. For a link, the target decides, not its name.
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { type FolderListing, StationError } from '../contract/index.ts';

type Kind = 'video' | 'model' | 'any';

const videoEndings = /\.(mp4|m4v|mov|mkv|webm|avi|ts|mts|m2ts|mpg|mpeg|wmv|ogv|h264|h265)$/i;
const modelFiles = /\.(onnx|ya?ml)$/i;

/** Larger folders are cut off: nobody reads that far. */
const mostEntries = 5000;

/**
 * @param roots The folders of the settings; real paths below them are allowed.
 * @param path Null: lists the roots.
 * @throws StationError `not_allowed` outside of them, `source_not_found` for a folder that does not exist.
 */
export async function listFolder(
  roots: readonly string[],
  path: string | null,
  kind: Kind,
): Promise<FolderListing> {
  const real = await realRoots(roots);
  if (path === null) {
    const folders = real.map((root) => ({ name: basename(root) || root, path: root }));
    return { path: null, parent: null, folders, files: [] };
  }
  const folder = await realpath(path).catch((cause: unknown) => {
    throw new StationError('source_not_found', `There is no folder "${path}".`, {
      where: path,
      hint: 'Choose another one.',
      cause,
    });
  });
  if (!real.some((root) => isBelow(folder, root))) throw notAllowed(path);
  const parent = real.some((root) => isBelow(dirname(folder), root)) ? dirname(folder) : null;
  return { path: folder, parent, ...(await read(folder, real, kind)) };
}

/**
 * @param roots The folders of the settings.
 * @param path Of a file or a folder, which may not be there yet.
 * @throws StationError `not_allowed` when it lies outside of them.
 */
export async function mustBeAllowed(roots: readonly string[], path: string): Promise<void> {
  const real = await realRoots(roots);
  const known = await nearestReal(resolve(path));
  if (!real.some((root) => isBelow(known, root))) throw notAllowed(path);
}

/** The real path of the file, or of the folder in which it would be made. */
async function nearestReal(path: string): Promise<string> {
  return realpath(path).catch(() => (dirname(path) === path ? path : nearestReal(dirname(path))));
}

async function realRoots(roots: readonly string[]): Promise<readonly string[]> {
  const real = await Promise.all(roots.map((root) => realpath(root).catch(() => null)));
  return real.filter((root) => root !== null);
}

function notAllowed(path: string): StationError {
  return new StationError('not_allowed', `"${path}" is not below the folders that may be looked into.`, {
    where: path,
    hint: 'Add its folder in the settings first.',
  });
}

async function read(
  folder: string,
  roots: readonly string[],
  kind: Kind,
): Promise<Pick<FolderListing, 'folders' | 'files'>> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new StationError('source_unreadable', `"${folder}" cannot be looked into.`, {
      where: folder,
      hint: 'Allow the station to read it.',
      cause,
    });
  });
  const folders: FolderListing['folders'][number][] = [];
  const files: FolderListing['files'][number][] = [];
  for (const name of names
    .filter((one) => !one.startsWith('.'))
    .sort(byName)
    .slice(0, mostEntries)) {
    const path = join(folder, name);
    const target = await realpath(path).catch(() => null);
    if (target === null || !roots.some((root) => isBelow(target, root))) continue;
    const info = await stat(target).catch(() => null);
    if (info?.isDirectory()) folders.push({ name, path });
    else if (info?.isFile() && isOf(kind, name)) files.push({ name, path, bytes: info.size });
  }
  return { folders, files };
}

function isBelow(path: string, root: string): boolean {
  return path === root || path.startsWith(root.endsWith(sep) ? root : root + sep);
}

function isOf(kind: Kind, name: string): boolean {
  switch (kind) {
    case 'video':
      return videoEndings.test(name);
    case 'model':
      return modelFiles.test(name);
    case 'any':
      return true;
    default:
      return kind satisfies never;
  }
}

const byName = new Intl.Collator(undefined, { numeric: true }).compare;

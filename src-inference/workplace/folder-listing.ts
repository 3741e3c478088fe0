// Lists the folders that a screen may look into, and nothing else. For a link, the target decides, not its name.
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type FolderListing, isBelow, StationError } from '../contract/index.ts';
import type { Roots } from './roots.ts';

type Kind = 'video' | 'model' | 'any';

const videoEndings = /\.(mp4|m4v|mov|mkv|webm|avi|ts|mts|m2ts|mpg|mpeg|wmv|ogv|h264|h265)$/i;
const modelFiles = /\.(onnx|ya?ml)$/i;

/** Larger folders are cut off: nobody reads that far. */
const mostEntries = 5000;

/**
 * @param tops The folders that are listed first; those outside, and those that are not there, are left out.
 * @param path Null: lists these.
 * @throws StationError `outside_roots`, `source_not_found` for a folder that does not exist.
 */
export async function listFolder(
  roots: Roots,
  tops: readonly string[],
  path: string | null,
  kind: Kind,
): Promise<FolderListing> {
  if (path === null) {
    const real = await Promise.all(tops.map((top) => realFolder(top, roots)));
    const there = [...new Set(real.filter((top) => top !== null))];
    const folders = there.map((top) => ({ name: basename(top) || top, path: top }));
    return { path: null, parent: null, folders, files: [] };
  }
  await roots.mustHold(path);
  const folder = await realpath(path).catch((cause: unknown) => {
    throw new StationError('source_not_found', `There is no folder "${path}".`, {
      where: path,
      hint: 'Choose another one.',
      cause,
    });
  });
  const real = await roots.real();
  const parent = real.some((root) => isBelow(dirname(folder), root)) ? dirname(folder) : null;
  return { path: folder, parent, ...(await read(folder, real, kind)) };
}

async function realFolder(path: string, roots: Roots): Promise<string | null> {
  return (await roots.holds(path)) ? realpath(path).catch(() => null) : null;
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

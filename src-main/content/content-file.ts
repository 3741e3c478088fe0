// Finds the file that a page asked for: a file of the built screens, a recording of a part, its
// evidence, a recording of the project that teaches, or an export.
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { isBelow } from '../../src-inference/contract/index.ts';
import { containedFile } from './contained-file.ts';

export interface ContentFolders {
  /** The built screens. */
  readonly screens: string;
  /** The recordings, as the settings say now; null: not known, none is served. */
  readonly recordings: string | null;
  /** The project that teaches, as the settings say now; null: not known, nothing of it is served. */
  readonly teach: string | null;
  /** What is kept of parts that are not a pass. */
  readonly evidence: string;
  /** Exports of the history, which the engine has just written. */
  readonly exports: string;
  /** Whatever settings say: nothing outside of these is served, but the screens (`allowedFolders`). */
  readonly allowed: readonly string[];
}

export interface ContentFile {
  readonly kind: 'screen' | 'recording' | 'evidence' | 'export';
  /** The real path, below `folder`. */
  readonly path: string;
  /** The folder that it was looked for in. */
  readonly folder: string;
}

interface ServedFolder {
  readonly kind: ContentFile['kind'];
  readonly folder: string | null;
  /** What the name of a file ends in. The folder may hold other files of the user. */
  readonly endings: RegExp;
}

/** What people film with, and browsers may play. */
const teachEndings = /\.(mp4|m4v|mov|mkv|webm|ogv|avi|ts|mts|m2ts|mpg|mpeg|wmv)$/i;

/**
 * @param pathname Of the address: percent-encoded, with a slash in front.
 * @returns Null when there is no such file.
 */
export async function findContentFile(
  pathname: string,
  { screens, recordings, evidence, teach, exports, allowed }: ContentFolders,
): Promise<ContentFile | null> {
  const served: Readonly<Record<string, ServedFolder>> = {
    '/recordings/': { kind: 'recording', folder: recordings, endings: /\.mp4$/ },
    '/evidence/': { kind: 'evidence', folder: evidence, endings: /\.(mp4|jpg|json)$/ },
    '/teach/': { kind: 'recording', folder: teach && join(teach, 'recordings'), endings: teachEndings },
    '/exports/': { kind: 'export', folder: exports, endings: /\.(csv|xlsx|jsonl)$/ },
  };
  const prefix = Object.keys(served).find((one) => pathname.startsWith(one));
  if (prefix !== undefined) return findServed(pathname.slice(prefix.length), served[prefix]!, allowed);
  const path = await containedFile(screens, pathname === '/' ? '/index.html' : pathname);
  return path === null ? null : { kind: 'screen', path, folder: screens };
}

async function findServed(
  name: string,
  { kind, folder, endings }: ServedFolder,
  allowed: readonly string[],
): Promise<ContentFile | null> {
  if (folder === null || !endings.test(name)) return null;
  const path = await containedFile(folder, name);
  if (path === null) return null;
  const roots = await Promise.all(allowed.map((root) => realpath(root).catch(() => null)));
  return roots.some((root) => root !== null && isBelow(path, root)) ? { kind, path, folder } : null;
}

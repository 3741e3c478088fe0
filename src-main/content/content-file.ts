// Finds the file that a page asked for: a file of the built screens, a recording of a part, or one of the project that teaches.
import { join } from 'node:path';
import { containedFile } from './contained-file.ts';

export interface ContentFolders {
  /** The built screens. */
  readonly screens: string;
  /** The recordings, as the settings say now; null: not known, none is served. */
  readonly recordings: string | null;
  /** The project that teaches, as the settings say now; null: not known, nothing of it is served. */
  readonly teach: string | null;
}

export interface ContentFile {
  readonly kind: 'screen' | 'recording';
  /** The real path, below `folder`. */
  readonly path: string;
  /** The folder that it was looked for in. */
  readonly folder: string;
}

interface VideoFolder {
  readonly folder: string | null;
  /** What the name of a video ends in. The folder may hold other files of the user. */
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
  { screens, recordings, teach }: ContentFolders,
): Promise<ContentFile | null> {
  const videos: Readonly<Record<string, VideoFolder>> = {
    '/recordings/': { folder: recordings, endings: /\.mp4$/ },
    '/teach/': { folder: teach && join(teach, 'recordings'), endings: teachEndings },
  };
  const prefix = Object.keys(videos).find((one) => pathname.startsWith(one));
  if (prefix !== undefined) return findVideo(pathname.slice(prefix.length), videos[prefix]!);
  const path = await containedFile(screens, pathname === '/' ? '/index.html' : pathname);
  return path === null ? null : { kind: 'screen', path, folder: screens };
}

async function findVideo(name: string, { folder, endings }: VideoFolder): Promise<ContentFile | null> {
  if (folder === null || !endings.test(name)) return null;
  const path = await containedFile(folder, name);
  return path === null ? null : { kind: 'recording', path, folder };
}

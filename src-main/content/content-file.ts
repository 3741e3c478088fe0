// Finds the file that a page asked for: a file of the built screens, or a recording of a part.
import { containedFile } from './contained-file.ts';

export interface ContentFolders {
  /** The built screens. */
  readonly screens: string;
  /** The recordings, as the settings say now; null: not known, none is served. */
  readonly recordings: string | null;
}

export interface ContentFile {
  readonly kind: 'screen' | 'recording';
  /** The real path, below `folder`. */
  readonly path: string;
  /** The folder that it was looked for in. */
  readonly folder: string;
}

const recordingsPath = '/recordings/';

/**
 * @param pathname Of the address: percent-encoded, with a slash in front.
 * @returns Null when there is no such file.
 */
export async function findContentFile(
  pathname: string,
  { screens, recordings }: ContentFolders,
): Promise<ContentFile | null> {
  if (!pathname.startsWith(recordingsPath)) {
    const path = await containedFile(screens, pathname === '/' ? '/index.html' : pathname);
    return path === null ? null : { kind: 'screen', path, folder: screens };
  }
  // A folder of recordings may hold other files of the user.
  if (recordings === null || !pathname.endsWith('.mp4')) return null;
  const path = await containedFile(recordings, pathname.slice(recordingsPath.length));
  return path === null ? null : { kind: 'recording', path, folder: recordings };
}

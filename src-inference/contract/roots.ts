// Which folders of the machine a station may list, play, read and write on the word of a screen. They are the administrator's: of
// whoever starts the program, never of an operator. Pure.
import type { WorkplaceOptions } from './commands/index.ts';

/** Where systems mount the disks and shares that people plug in. */
export const removableFolders: readonly string[] = ['/media', '/run/media', '/mnt'];

/** Programs on this machine look for the sockets of shared memory here. It is no root: nothing of it is listed or played. */
export const socketFolder = '/tmp';

/** Public certificates of authorities that the system trusts; keys of this machine lie elsewhere. */
const certificateFolders = [
  '/etc/ssl/certs',
  '/etc/pki/tls/certs',
  '/usr/share/ca-certificates',
  '/usr/local/share/ca-certificates',
] as const;

/**
 * The folders that commands and settings of operators may name, and that shells may serve files of; the engine needs no other
 * ones of a person. They are as they were given: whoever compares a path with them compares real paths, because a symbolic link
 * may lead out of a folder.
 *
 * - the folder of the station: settings, recipes, record, recordings, evidence, exports, the project that teaches
 * - the usual ones of the program: its demo videos and models, the videos of the user
 * - disks and shares that were plugged in or mounted (`removableFolders`), and the certificates of authorities
 * - the project that was named on the command line
 * - what the administrator has added: `--root`, the file `roots`, what was chosen in a dialog of the desktop
 *
 * @returns Absolute paths of folders, and of single files that a person chose; each once.
 */
export function allowedFolders({
  directory,
  defaults,
  teach = null,
  roots = [],
}: Pick<WorkplaceOptions, 'directory' | 'defaults' | 'teach' | 'roots'>): readonly string[] {
  return [
    ...new Set([
      directory,
      defaults.model,
      ...defaults.folders,
      ...removableFolders,
      ...certificateFolders,
      ...(teach === null ? [] : [teach]),
      ...roots,
    ]),
  ];
}

/**
 * @param path Absolute and real, as `root` is.
 * @returns Whether it is the root itself, or lies below it: `/data/recordings-old` is not below `/data/recordings`.
 */
export function isBelow(path: string, root: string): boolean {
  return path === root || path.startsWith(root.endsWith('/') ? root : `${root}/`);
}

// The folders that the administrator of this machine allows to its stations.
import { allowedFolders } from '../../src-inference/contract/index.ts';
import { readRoots, rememberRoot, rootsFile, workplaceDefaults } from '../supervisor/index.ts';
import { installRoot } from './defaults.ts';

/**
 * A project that teaches is among them from the time on when somebody named it on the command line: its networks judge parts later.
 *
 * @param directory Of the station.
 * @throws StationError `usage` when their file cannot be used.
 */
export function allowedForGood(directory: string, teach: string | null): readonly string[] {
  const file = rootsFile(process.env);
  const roots = readRoots(file);
  const defaults = workplaceDefaults(installRoot);
  if (teach !== null) rememberRoot(file, teach, allowedFolders({ directory, defaults, roots }));
  return roots;
}

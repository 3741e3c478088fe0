// Writes a result into a file that the person named.
import { writeFileSync } from 'node:fs';
import { StationError } from '../../src-inference/contract/index.ts';

/**
 * @param mode `create` refuses to replace an existing file.
 * @throws StationError `output_unwritable`.
 */
export function writeResultFile(path: string, text: string, mode: 'create' | 'replace'): void {
  try {
    writeFileSync(path, text, { flag: mode === 'create' ? 'wx' : 'w' });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const message = code === 'EEXIST' ? 'The file exists already.' : `The file cannot be written (${code}).`;
    throw new StationError('output_unwritable', message, {
      where: path,
      hint: 'Give another file name.',
      cause,
    });
  }
}

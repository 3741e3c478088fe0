// Why something cannot be written, in words that are true: the code of the system alone often says something else.
import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { StationError } from '../contract/index.ts';
import { refusedBySandbox } from './permitted.ts';

/** No room on the disk, in the quota, or under the limit of the process. */
const fullCodes: readonly string[] = ['ENOSPC', 'EDQUOT', 'EFBIG'];

/** Whether a write failed because there is no room. */
export function isDiskFull(cause: unknown): boolean {
  return fullCodes.includes(codeOf(cause));
}

/** @param what "The record", or a path in quotes. @returns An error `record_unwritable`, or `not_permitted`. */
export function unwritable(path: string, cause: unknown, what = `"${path}"`): StationError {
  const refused = refusedBySandbox(cause);
  if (refused !== null) return refused;
  const code = codeOf(cause);
  const { reason, hint } = troubleAt(path, code);
  return new StationError('record_unwritable', `${what} cannot be written: ${reason} (${code}).`, {
    where: path,
    hint,
    cause,
  });
}

interface Trouble {
  readonly reason: string;
  readonly hint: string;
}

function troubleAt(path: string, code: string): Trouble {
  const room = roomAt(path);
  // Such as /proc and /sys: whatever the code says, nothing of a station can be there.
  if (room !== null && room.blocks === 0) {
    return { reason: 'files cannot be created here', hint: 'Name a folder on a disk.' };
  }
  switch (code) {
    case 'ENOSPC':
      return room !== null && room.files > 0 && room.ffree === 0
        ? {
            reason: 'the disk has no room for more files',
            hint: 'Delete files, or name a folder on another disk.',
          }
        : full;
    case 'EFBIG':
    case 'EDQUOT':
      return {
        reason: 'this user may not write more',
        hint: 'Free some space, or raise the limit of the user.',
      };
    case 'EACCES':
    case 'EPERM':
      return {
        reason: 'this user may not write there',
        hint: 'Allow the station to write there or name another folder.',
      };
    case 'EROFS':
      return {
        reason: 'the disk is read-only',
        hint: 'Mount the disk for writing, or name a folder on another one.',
      };
    case 'EIO':
      return { reason: 'the disk reports errors', hint: 'Check the disk, or name a folder on another one.' };
    case 'ENOTDIR':
    case 'EEXIST':
      return { reason: 'a file is in the way', hint: 'Name a folder.' };
    default:
      return { reason: 'the system refuses it', hint: 'Name another folder.' };
  }
}

const full: Trouble = {
  reason: 'the disk is full',
  hint: 'The disk is full: free some space or name a folder on another disk.',
};

/** Of the file system that the nearest existing folder is on; null: nobody knows. */
function roomAt(path: string) {
  for (let at = path; ; at = dirname(at)) {
    try {
      return statfsSync(at);
    } catch {
      if (at === dirname(at)) return null;
    }
  }
}

function codeOf(cause: unknown): string {
  return (cause as NodeJS.ErrnoException).code ?? String(cause);
}

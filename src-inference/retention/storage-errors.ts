// What people are told when no room can be made, or files cannot be deleted. Pure.
import { StationError } from '../contract/index.ts';

/**
 * @param unseenParts Parts whose evidence nobody has seen.
 * @param cause Why nothing can be deleted; null: nothing is left that may go.
 */
export function diskFull(directory: string, unseenParts: number, cause: StationError | null): StationError {
  if (cause) {
    return new StationError('disk_full', `The disk is full, and nothing can be deleted: ${cause.message}`, {
      where: directory,
      hint: 'Free some space by hand. Checking goes on.',
    });
  }
  return unseenParts === 0
    ? new StationError('disk_full', 'The disk is full, and no recording is left that may be deleted.', {
        where: directory,
        hint: 'Free some space by hand, or record on another disk. Checking goes on.',
      })
    : new StationError(
        'disk_full',
        `Disk full: ${counted(unseenParts)} with evidence nobody has looked at.`,
        {
          where: directory,
          hint: 'Look at them in the history, or record on another disk. Checking goes on.',
        },
      );
}

function counted(parts: number): string {
  return parts === 1 ? '1 part' : `${parts} parts`;
}

export function undeletable(path: string, cause: unknown): StationError {
  const { code } = cause as NodeJS.ErrnoException;
  return new StationError('files_undeletable', `"${path}" cannot be deleted (${code ?? String(cause)}).`, {
    where: path,
    hint: 'Allow the station to write in this folder.',
    cause,
  });
}

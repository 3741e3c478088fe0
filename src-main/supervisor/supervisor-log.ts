// Why engines were lost, on the disk: the file of the state folder that a person reads afterwards.
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

const fileName = 'supervisor.log';
/** Then the file begins anew, and the one before it is kept. */
const longestBytes = 1_000_000;

/** A log that cannot be written is no reason to stop supervising: nothing is thrown. */
export function openSupervisorLog(directory: string, now: () => Date): (text: string) => void {
  const file = join(directory, fileName);
  return (text) => {
    try {
      mkdirSync(directory, { recursive: true });
      if (sizeOf(file) > longestBytes) renameSync(file, `${file}.1`);
      appendFileSync(file, `${now().toISOString()}  ${text.replaceAll('\n', '\n    ')}\n`);
    } catch {
      // The disk is full, or the folder is not ours: the state that the screens show says why the engine was lost.
    }
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

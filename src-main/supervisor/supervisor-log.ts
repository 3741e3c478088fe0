// Writes why engines and screens were lost to `supervisor.log` in the folder of the station.
import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

const fileName = 'supervisor.log';
/** A longer file is renamed to `supervisor.log.1`, and a new one begins. */
const maxBytes = 1_000_000;

/** Never throws: the supervisor works on when its log cannot be written. */
export function openSupervisorLog(directory: string, now: () => Date): (text: string) => void {
  const file = join(directory, fileName);
  return (text) => {
    try {
      mkdirSync(directory, { recursive: true });
      if (sizeOf(file) > maxBytes) renameSync(file, `${file}.1`);
      appendFileSync(file, `${now().toISOString()}  ${text.replaceAll('\n', '\n    ')}\n`);
    } catch {
      // The disk is full, or the folder cannot be written. The screens show why the engine was lost.
    }
  };
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

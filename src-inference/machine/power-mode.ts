// The power mode of a Jetson, which decides how many cores run and how fast.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const toolMilliseconds = 3000;

/** Null: no Jetson, or the tool wants a right that the station does not have. */
export async function readPowerMode(program = 'nvpmodel'): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)(program, ['-q'], { timeout: toolMilliseconds });
    return parsePowerMode(stdout);
  } catch {
    return null;
  }
}

/** `NV Power Mode: MODE_15W`, `NV Power Mode: MAXN`. */
export function parsePowerMode(output: string): string | null {
  return /^NV Power Mode:\s*(?:MODE_)?(\S+)/m.exec(output)?.[1] ?? null;
}

// The journal has one file for each day. A part is never cut in two, so a file may reach past midnight.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

export { localDay as dayOf } from '../contract/index.ts';

const pattern = /^journal-(\d{4}-\d{2}-\d{2})\.jsonl$/;

export function journalPath(directory: string, day: string): string {
  return join(directory, `journal-${day}.jsonl`);
}

/** Local dates, oldest first; empty when there is no such folder. */
export async function journalDays(directory: string): Promise<readonly string[]> {
  const names = await readdir(directory).catch(() => []);
  return names.flatMap((name) => pattern.exec(name)?.[1] ?? []).sort();
}

export function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

// The journal has one file for each day. A part is never cut in two, so a file may reach past midnight.
import { type Dirent, readdirSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

export { localDay as dayOf } from '../contract/index.ts';

const pattern = /^journal-(\d{4}-\d{2}-\d{2})\.jsonl$/;
const logPattern = /^stepwatch-(\d{4}-\d{2}-\d{2})\.log$/;

export function journalPath(directory: string, day: string): string {
  return join(directory, `journal-${day}.jsonl`);
}

/** Local dates, oldest first; empty when there is no such folder. */
export async function journalDays(directory: string): Promise<readonly string[]> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const days = await Promise.all(
    entries.map(async (entry) => {
      const day = pattern.exec(entry.name)?.[1];
      return day !== undefined && (await isFile(directory, entry)) ? day : null;
    }),
  );
  return days.filter((day) => day !== null).sort();
}

/** Whether there is a journal of a later day. */
export function hasDayAfter(directory: string, day: string): boolean {
  return readdirSync(directory).some((name) => (pattern.exec(name)?.[1] ?? '') > day);
}

/** Reading from a pipe, for one, would never end. */
async function isFile(directory: string, entry: Dirent): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isFile();
  const target = await stat(join(directory, entry.name)).catch(() => null);
  return target?.isFile() ?? false;
}

export function logPath(directory: string, day: string): string {
  return join(directory, `stepwatch-${day}.log`);
}

/** Local dates with a journal or a log, oldest first; empty when there is no such folder. */
export async function recordDays(directory: string): Promise<readonly string[]> {
  const names = await readdir(directory).catch(() => []);
  const days = names.flatMap((name) => (pattern.exec(name) ?? logPattern.exec(name))?.[1] ?? []);
  return [...new Set(days)].sort();
}

/** Paths of the journal and the log of a day; one of them may not be there. */
export function dayFiles(directory: string, day: string): readonly string[] {
  return [journalPath(directory, day), logPath(directory, day)];
}

export function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

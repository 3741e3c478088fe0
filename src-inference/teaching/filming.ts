// A recording that is being made. A note beside its file says who works in it: when the engine is lost meanwhile, what was filmed
// until then joins the project at the next start.
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { StationError } from '../contract/index.ts';
import { identityOf, isRunning } from '../files/index.ts';
import { takeIn } from './intake.ts';
import type { ProjectFolder } from './project-folder.ts';
import { jsonText, makeProjectFolder, writeProjectFiles } from './project-write.ts';

const noteSchema = z.object({
  operator: z.string().min(1),
  /** Who films: while that process runs, the file is its own. */
  process: z.object({ pid: z.int().positive(), startTicks: z.string().nullable() }),
});
const noteEnding = '.filming.json';

/** Where files are that are no recordings yet. */
export function incomingFolder({ recordings }: ProjectFolder): string {
  return join(recordings.directory, '.incoming');
}

/** @param name Of the file, without its type. @throws StationError `disk_full`, `record_unwritable`. */
export async function noteFilming(project: ProjectFolder, name: string, operator: string): Promise<void> {
  makeProjectFolder(incomingFolder(project));
  const note: z.infer<typeof noteSchema> = { operator, process: await identityOf(process.pid) };
  await writeProjectFiles([{ path: notePath(project, name), content: jsonText(note) }]);
}

export async function forgetFilming(project: ProjectFolder, name: string): Promise<void> {
  await rm(notePath(project, name), { force: true });
}

/** Takes in what engines were filming when they were lost. What cannot be taken in stays for the next start. */
export async function takeInUnfinished(project: ProjectFolder, now: Date): Promise<void> {
  const names = await readdir(incomingFolder(project)).catch(() => []);
  for (const file of names.filter((one) => one.endsWith(noteEnding)).sort()) {
    const name = basename(file, noteEnding);
    const note = await readNote(notePath(project, name));
    if (note === null || (await isRunning(note.process))) continue;
    const path = join(incomingFolder(project), `${name}.mp4`);
    const facts = { path, operator: note.operator, origin: 'recorded', name } as const;
    try {
      await takeIn(project, { ...facts, how: 'move', draft: null, isCutOff: true }, now);
    } catch (thrown) {
      if (!(thrown instanceof StationError) || (await bytesOf(path)) > 0) continue;
      // It was lost before the first picture.
      await rm(path, { force: true });
    }
    await forgetFilming(project, name);
  }
}

function notePath(project: ProjectFolder, name: string): string {
  return join(incomingFolder(project), `${name}${noteEnding}`);
}

async function bytesOf(path: string): Promise<number> {
  return (await stat(path).catch(() => null))?.size ?? 0;
}

async function readNote(path: string): Promise<z.infer<typeof noteSchema> | null> {
  try {
    return noteSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}

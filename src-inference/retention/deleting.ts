// Deletes files so that the record tells each deletion once, whatever is killed in between: first what is meant to go is written
// down, then the files go, then the record says so, then the note goes. Whoever finds a note finishes it.
import { rm, rmdir, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Archive } from '../archive/index.ts';
import type { DeletedFiles, DeletionReason, EngineEvent } from '../contract/index.ts';
import { isDiskFull, makeFolder, readTextFile, writeStationFile } from '../files/index.ts';
import { dayFiles } from '../record/index.ts';
import { sizeOf } from './rules.ts';
import type { StoredFile } from './stored-file.ts';

/** What goes as one. */
export interface Doomed {
  readonly deleted: DeletedFiles;
  /** The whole path of a recording, otherwise the name. */
  readonly path: string;
  readonly files: readonly string[];
}

export interface Batch {
  readonly reason: DeletionReason;
  readonly doomed: readonly Doomed[];
}

interface Note extends Batch {
  /** ms since 1970. */
  readonly at: number;
}

export type Publish = (event: EngineEvent) => Promise<void>;

export interface DeletingOptions {
  /** Folder of the note. */
  readonly directory: string;
  readonly publish: Publish;
  readonly now: () => Date;
}

/** A file that could not be deleted. */
export interface Failure {
  readonly path: string;
  readonly cause: unknown;
}

export function doomedFile({ kind, path, name, files, parts, outcome, seen, bytes }: StoredFile): Doomed {
  const deleted = { kind, name, parts, outcome, seen: kind === 'recording' || seen, bytes };
  return { deleted, path: kind === 'recording' ? path : name, files };
}

/** @param record Folder of journals and logs. */
export async function doomedDay(record: string, day: string): Promise<Doomed> {
  const files = dayFiles(record, day);
  const found = await Promise.all(files.map((path) => stat(path).catch(() => null)));
  const bytes = found.reduce((sum, one) => sum + (one?.size ?? 0), 0);
  const deleted = { kind: 'journal', name: day, parts: [], outcome: null, seen: true, bytes } as const;
  return { deleted, path: day, files };
}

/** The clock may have been set back a little since a note was written. */
const clockMilliseconds = 3600_000;

export class Deleting {
  private readonly options: DeletingOptions;
  private readonly note: string;

  constructor(options: DeletingOptions) {
    this.options = options;
    this.note = join(options.directory, 'deleting.json');
  }

  /**
   * @returns What could not be deleted; the record does not name it.
   * @throws StationError `record_unwritable`; then the next engine, or the next call of `finish`, goes on.
   */
  async delete({ reason, doomed }: Batch): Promise<readonly Failure[]> {
    if (doomed.length === 0) return [];
    await this.writeNote({ reason, doomed, at: this.options.now().getTime() });
    return this.finishBatch({ reason, doomed }, () => false);
  }

  /**
   * Finishes what an earlier engine began.
   *
   * @param archive Up to the journals.
   * @throws StationError `index_unwritable`, `record_unwritable`.
   */
  async finish(archive: Pick<Archive, 'query'>): Promise<void> {
    const note = readNote(await readTextFile(this.note).catch(() => null));
    if (note === null) return;
    const told = await archive.query('findDeletions', { since: note.at - clockMilliseconds });
    const names = new Set(told.map(({ kind, path }) => `${kind} ${path}`));
    await this.finishBatch(note, ({ deleted, path }) => names.has(`${deleted.kind} ${path}`));
  }

  /** @param isTold Whether the record has the deletion already. */
  private async finishBatch(
    { reason, doomed }: Batch,
    isTold: (one: Doomed) => boolean,
  ): Promise<readonly Failure[]> {
    const failures: Failure[] = [];
    const gone: DeletedFiles[] = [];
    for (const one of doomed) {
      const failure = await deleteFiles(one);
      if (failure !== null) failures.push(failure);
      else if (!isTold(one)) gone.push(one.deleted);
    }
    if (gone.length > 0) {
      await this.options.publish({ type: 'filesDeleted', reason, files: gone, bytes: sizeOf(gone) });
    }
    await rm(this.note, { force: true });
    return failures;
  }

  /** Without a note when the disk has no room for one: what is killed in between is then not in the record. */
  private async writeNote(note: Note): Promise<void> {
    try {
      makeFolder(this.options.directory);
      await writeStationFile(this.note, JSON.stringify(note), 0o644);
    } catch (thrown) {
      if (!isDiskFull((thrown as Error).cause ?? thrown)) throw thrown;
    }
  }
}

function readNote(text: string | null): Note | null {
  try {
    return text === null ? null : (JSON.parse(text) as Note);
  } catch {
    return null;
  }
}

/** @returns Null when all are gone, also those that somebody else has deleted. */
async function deleteFiles({ deleted, files }: Doomed): Promise<Failure | null> {
  for (const path of files) {
    try {
      await unlink(path);
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') return { path, cause };
    }
  }
  const [first] = files;
  if (deleted.kind === 'evidence' && first !== undefined) {
    // Folders with something else in them stay.
    const part = dirname(first);
    await rmdir(part)
      .then(() => rmdir(dirname(part)))
      .catch(() => undefined);
  }
  return null;
}

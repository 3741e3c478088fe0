// Parts and log of earlier days: lists from the index, what belongs to one part from its journal.

import { randomUUID } from 'node:crypto';
import { access, readdir, realpath, rm, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import {
  type Archive,
  type IndexedPart,
  type LocatedPart,
  readPartEntries,
  startExport,
} from '../archive/index.ts';
import {
  type AuditFilter,
  type Commands,
  type FiguresAnswer,
  type FiguresQuery,
  isLogged,
  type LogEntry,
  type LogPage,
  logKey,
  type PartEvidence,
  type PartFilter,
  type PartId,
  type PartMark,
  type PartPage,
  type PartRecord,
  type PartRecording,
  type PartSummary,
  type ShiftStart,
  StationError,
  type WindowScores,
} from '../contract/index.ts';
import { makeFolder, unwritable } from '../files/index.ts';
import { type JournalEntry, journalPath, readEntry } from '../record/index.ts';
import { readLogPage } from './log-page.ts';

export interface HistoryOptions {
  /** Folder of the journals. */
  readonly record: string;
  readonly archive: Archive;
  /** File of the index. */
  readonly index: string;
  /** Folder of exports that screens fetch. */
  readonly exports: string;
  readonly now: () => Date;
  /** Folder of the recordings. */
  readonly recordings: () => string;
  /** Folder of evidence. */
  readonly evidence: string;
  /** When shifts begin. */
  readonly shifts: () => readonly ShiftStart[];
}

/** Nobody waits longer for an index that is being built: what it has is shown. */
const mostMilliseconds = 1000;
/** A screen fetches its export at once. */
const keptMilliseconds = 3600_000;

export class History {
  private readonly options: HistoryOptions;

  constructor(options: HistoryOptions) {
    this.options = options;
  }

  /** @throws StationError `index_unwritable`. */
  async listParts(filter: PartFilter): Promise<PartPage> {
    const { archive, shifts } = this.options;
    const building = await this.catchUp();
    const { parts, more } = await archive.query('listParts', { filter, starts: shifts() });
    return { parts: await Promise.all(parts.map((part) => this.summarise(part))), more, building };
  }

  /** @throws StationError `index_unwritable`. */
  async readFigures(query: FiguresQuery): Promise<FiguresAnswer> {
    const { archive, shifts } = this.options;
    const building = await this.catchUp();
    // The counting comes after the index.
    if (building !== null) return { state: 'counting', done: building / 2 };
    return archive.query('readFigures', { query, starts: shifts() });
  }

  /** @throws StationError `part_not_found`, also for a part that is still in progress; `index_unwritable`. */
  async readPart(id: PartId): Promise<PartRecord> {
    const part = await this.find(id);
    const { entries, steps, windows } = await this.entriesOf(part);
    return {
      summary: await this.summarise(part),
      startSeconds: part.startSeconds,
      steps,
      windows: windows
        .filter(({ endSeconds }) => endSeconds > part.startSeconds)
        .map(({ startSeconds, endSeconds, label, probability }) => ({
          startSeconds,
          endSeconds,
          label,
          probability,
        })),
      log: [...entries, ...(await this.remarksOn(part))].filter((entry) => isLogged(entry)).map(toLogEntry),
    };
  }

  /** @throws StationError `part_not_found`, also for a part that is still in progress; `index_unwritable`. */
  async summaryOf(id: PartId): Promise<PartSummary> {
    return this.summarise(await this.find(id));
  }

  /** Whether the part failed or warned, and nobody has acknowledged it or said otherwise yet. */
  async isWaiting(id: PartId): Promise<boolean> {
    const { verdict, acknowledgement, override } = (await this.find(id)).summary;
    return (verdict === 'fail' || verdict === 'warn') && acknowledgement === null && override === null;
  }

  /**
   * The windows of a part, from the end of the part before it until its own end was known, the start of the part as a mark, and its
   * end; null for a part that was aborted.
   *
   * @throws StationError `part_not_found`, `index_unwritable`.
   */
  async readWindows(id: PartId): Promise<{
    readonly windows: readonly WindowScores[];
    readonly mark: PartMark | null;
    readonly endSeconds: number | null;
  }> {
    const { windows, entries } = await this.entriesOf(await this.find(id));
    const start = entries.find((entry) => entry.type === 'partStarted');
    const mark = start ? ({ kind: 'start', atSeconds: start.atSeconds, code: start.code } as const) : null;
    const end = entries.find((entry) => entry.type === 'partEnded');
    return { windows, mark, endSeconds: end?.atSeconds ?? null };
  }

  /** Those of the parts whose recording is still there. @throws StationError `index_unwritable`. */
  async recorded(ids: readonly PartId[]): Promise<ReadonlySet<PartId>> {
    await this.catchUp();
    const found = await this.options.archive.query('findRecordings', ids);
    const there = await Promise.all(
      [...found].map(async ([id, stretch]) => ((await this.recordingOf(stretch)) ? [id] : [])),
    );
    return new Set(there.flat());
  }

  /**
   * Writes parts and steps into a file of the folder of exports. Older exports are removed.
   *
   * @throws StationError `index_unwritable`, `output_unwritable`.
   */
  async exportParts({
    conditions,
    format,
  }: Commands['exportParts']['input']): Promise<Commands['exportParts']['output']> {
    const { exports: folder, index, now } = this.options;
    await this.catchUp();
    try {
      makeFolder(folder);
    } catch (cause) {
      throw unwritable(folder, cause);
    }
    await removeOld(folder, now().getTime() - keptMilliseconds);
    const moment = now().toISOString().slice(0, 19).replaceAll(':', '-');
    const name = `stepwatch-parts-${moment}-${randomUUID().slice(0, 8)}.${format}`;
    const options = { index, conditions, starts: this.options.shifts(), format, out: join(folder, name) };
    return { name, parts: await startExport(options, () => undefined, new AbortController().signal) };
  }

  /** @throws StationError `index_unwritable`. */
  async readLog(input: { readonly before: string | null; readonly limit: number }): Promise<LogPage> {
    const { archive, record } = this.options;
    await this.catchUp();
    const { entries, more } = await readLogPage(archive, record, input);
    return { entries: entries.map(toLogEntry), more };
  }

  /** The trail of changes. @throws StationError `index_unwritable`. */
  async readAudit({ what, before, limit }: AuditFilter): Promise<LogPage> {
    await this.catchUp();
    const [at, sequence] = before?.split('/') ?? [];
    const places = await this.options.archive.query('listChanges', {
      subject: what,
      before: at === undefined ? null : { at, number: Number(sequence) },
      count: limit + 1,
    });
    const entries = await Promise.all(places.slice(0, limit).map((place) => this.entryAt(place)));
    const found = entries.filter((entry) => entry !== null).reverse();
    return { entries: found.map(toLogEntry), more: places.length > limit };
  }

  private entryAt({
    day,
    byte,
  }: {
    readonly day: string;
    readonly byte: number;
  }): Promise<JournalEntry | null> {
    return readEntry(journalPath(this.options.record, day), byte);
  }

  /** @returns How much of the index is built, 0 to 1; null: all of it. */
  private async catchUp(): Promise<number | null> {
    const { archive } = this.options;
    return (await archive.catchUpWithin(mostMilliseconds)) ? null : (archive.building ?? 0);
  }

  private async find(id: PartId): Promise<LocatedPart> {
    const building = await this.catchUp();
    const part = await this.options.archive.query('findPart', id);
    if (part === null) throw notFound(id, building !== null);
    return part;
  }

  private entriesOf(part: LocatedPart): ReturnType<typeof readPartEntries> {
    const path = journalPath(this.options.record, part.day);
    return readPartEntries(path, part.summary.id, part.endedAt, part.bytes);
  }

  /** What was said of it after its end, on whichever day. */
  private async remarksOn({ remarks }: LocatedPart): Promise<readonly JournalEntry[]> {
    const entries = await Promise.all(remarks.map((place) => this.entryAt(place)));
    return entries.filter((entry) => entry !== null);
  }

  private async summarise({ summary, recorded }: IndexedPart): Promise<PartSummary> {
    // Its path may be used again.
    const isDeleted = summary.deleted.some(({ kind }) => kind === 'recording');
    const [recording, evidence] = await Promise.all([
      recorded && !isDeleted ? this.recordingOf(recorded) : null,
      summary.evidence && this.evidenceThatIsThere(summary.evidence),
    ]);
    return { ...summary, recording, evidence };
  }

  /** Null when its folder was deleted by hand. */
  private async evidenceThatIsThere(evidence: PartEvidence): Promise<PartEvidence | null> {
    try {
      await access(join(this.options.evidence, evidence.judgement.name));
      return evidence;
    } catch {
      return null;
    }
  }

  /** Null when the file is gone, or lies outside the folder of recordings. */
  private async recordingOf({
    target,
    fromSeconds,
  }: NonNullable<IndexedPart['recorded']>): Promise<PartRecording | null> {
    try {
      await access(target);
      const name = relative(await realpath(this.options.recordings()), await realpath(target));
      return name.startsWith('..') ? null : { name: name.split(sep).join('/'), fromSeconds };
    } catch {
      return null;
    }
  }
}

/** Removes files that nobody fetches any more. */
async function removeOld(folder: string, before: number): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const { mtimeMs } = await stat(path);
    if (mtimeMs < before) await rm(path, { force: true });
  }
}

function toLogEntry({ at, seq: sequence, copied: _, ...event }: JournalEntry): LogEntry {
  return { key: logKey({ at, sequence }), at, event };
}

function notFound(id: PartId, isBuilding: boolean): StationError {
  return new StationError('part_not_found', `The journal knows no part of ${id}.`, {
    where: id,
    hint: isBuilding
      ? 'The index of the history is being built: try again in a moment.'
      : 'It may still be in progress, or its journal was deleted.',
  });
}

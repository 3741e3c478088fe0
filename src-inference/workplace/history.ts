// Parts and log of earlier days, from the journals: newest day first, and no further back than asked for. A journal is read
// once; later, only the lines that were added to it.

import { access, realpath, stat } from 'node:fs/promises';
import { relative, sep } from 'node:path';
import PQueue from 'p-queue';
import {
  type AuditFilter,
  type EngineEvent,
  isLogged,
  type LogEntry,
  type LogPage,
  logKey,
  type PartFilter,
  type PartId,
  type PartMark,
  type PartPage,
  type PartRecord,
  type PartRecording,
  type PartSummary,
  StationError,
  type WindowScores,
} from '../contract/index.ts';
import { dayOf, type JournalEntry, journalDays, journalPath, readJournal } from '../record/index.ts';
import { Amendments } from './amendments.ts';
import { type CollectedPart, PartCollector, type RecordedStretch } from './part-collector.ts';
import { readPartEntries } from './part-entries.ts';

/** The parts of a day, and how far its journal was read. */
interface CollectedDay {
  readonly collector: PartCollector;
  readonly place: { bytes: number };
  /** Two readers at once would take the same lines twice. */
  readonly reading: PQueue;
}

export interface HistoryOptions {
  /** Folder of the journals. */
  readonly record: string;
  /** Folder of the recordings. */
  readonly recordings: () => string;
}

interface JournalPage {
  /** `logKey` of an entry: only older ones are wanted; null: the newest. */
  readonly before: string | null;
  readonly limit: number;
}

/** A busy day has a few hundred parts of a kilobyte or two. */
const keptDays = 40;

export class History {
  private readonly options: HistoryOptions;
  private readonly days = new Map<string, CollectedDay>();

  constructor(options: HistoryOptions) {
    this.options = options;
  }

  async listParts(filter: PartFilter): Promise<PartPage> {
    const found: CollectedPart[] = [];
    const amended = new Amendments();
    for (const day of [...(await journalDays(this.options.record))].reverse()) {
      if (filter.fromDay !== null && day < filter.fromDay) break;
      const collector = await this.collect(day);
      amended.addOlder(collector);
      if (filter.toDay !== null && day > filter.toDay) continue;
      const parts = collector.parts.map((part) => amended.apply(part));
      found.push(...parts.filter((part) => fits(part, filter)).reverse());
      if (found.length > filter.limit) break;
    }
    const parts = await Promise.all(found.slice(0, filter.limit).map((part) => this.summarise(part)));
    return { parts, more: found.length > filter.limit };
  }

  /** @throws StationError `part_not_found`, also for a part that is still in progress. */
  async readPart(id: PartId): Promise<PartRecord> {
    const { part, day } = await this.find(id);
    const { entries, windows } = await readPartEntries(
      journalPath(this.options.record, day),
      id,
      part.endedAt,
    );
    return {
      summary: await this.summarise(part),
      startSeconds: part.startSeconds,
      steps: part.steps,
      windows: windows
        .filter(({ endSeconds }) => endSeconds > part.startSeconds)
        .map(({ startSeconds, endSeconds, label, probability }) => ({
          startSeconds,
          endSeconds,
          label,
          probability,
        })),
      log: entries.filter((entry) => isLogged(entry)).map(toLogEntry),
    };
  }

  /** @throws StationError `part_not_found`, also for a part that is still in progress. */
  async summaryOf(id: PartId): Promise<PartSummary> {
    return this.summarise((await this.find(id)).part);
  }

  /** Whether the part failed or warned, and nobody has acknowledged it yet. */
  async isWaiting(id: PartId): Promise<boolean> {
    const { verdict, acknowledgement, override } = (await this.find(id)).part.summary;
    return (verdict === 'fail' || verdict === 'warn') && acknowledgement === null && override === null;
  }

  /**
   * The windows of a part, from the end of the part before it on.
   *
   * @throws StationError `part_not_found`.
   */
  /** The windows of a part, and the start of the part as a mark. */
  async readWindows(
    id: PartId,
  ): Promise<{ readonly windows: readonly WindowScores[]; readonly mark: PartMark | null }> {
    const { part, day } = await this.find(id);
    const path = journalPath(this.options.record, day);
    const { windows, entries } = await readPartEntries(path, id, part.endedAt);
    const start = entries.find((entry) => entry.type === 'partStarted');
    const mark = start ? ({ kind: 'start', atSeconds: start.atSeconds, code: start.code } as const) : null;
    return { windows, mark };
  }

  readLog(page: JournalPage): Promise<LogPage> {
    return this.readEntries(page, isLogged);
  }

  /** The trail of changes. */
  readAudit({ what, ...page }: AuditFilter): Promise<LogPage> {
    return this.readEntries(
      page,
      (event) => event.type === 'audited' && (what === null || event.what === what),
    );
  }

  private async readEntries(
    { before, limit }: JournalPage,
    isWanted: (event: EngineEvent) => boolean,
  ): Promise<LogPage> {
    const lastDay = before === null ? null : dayOf(new Date(before.split('/')[0]!));
    let entries: LogEntry[] = [];
    for (const day of [...(await journalDays(this.options.record))].reverse()) {
      if (lastDay !== null && day > lastDay) continue;
      const ofDay: LogEntry[] = [];
      for await (const entry of readJournal(journalPath(this.options.record, day), { windows: false })) {
        if (entry.copied || !isWanted(entry)) continue;
        const one = toLogEntry(entry);
        if (one.key === before) break;
        ofDay.push(one);
      }
      entries = [...ofDay, ...entries];
      if (entries.length > limit) break;
    }
    return { entries: entries.slice(-limit), more: entries.length > limit };
  }

  private async find(id: PartId): Promise<{ readonly part: CollectedPart; readonly day: string }> {
    const day = dayOf(new Date(id));
    const days = await journalDays(this.options.record);
    const { parts } = days.includes(day) ? await this.collect(day) : { parts: [] };
    const part = parts.find(({ summary }) => summary.id === id);
    if (!part) throw notFound(id);
    const amended = new Amendments();
    for (const later of days.filter((one) => one >= day).reverse())
      amended.addOlder(await this.collect(later));
    return { part: amended.apply(part), day };
  }

  private async collect(day: string): Promise<PartCollector> {
    const known = this.days.get(day) ?? newDay();
    this.days.delete(day);
    this.days.set(day, known);
    if (this.days.size > keptDays) this.days.delete(this.days.keys().next().value!);
    const { collector, place, reading } = known;
    await reading.add(async () => {
      const path = journalPath(this.options.record, day);
      if ((await stat(path)).size <= place.bytes) return;
      for await (const entry of readJournal(path, { windows: false, place })) collector.take(entry);
    });
    return collector;
  }

  private async summarise({ summary, recorded }: CollectedPart): Promise<PartSummary> {
    return { ...summary, recording: recorded && (await this.recordingOf(recorded)) };
  }

  /** Null when the file is gone, or lies outside the folder of recordings. */
  private async recordingOf({ target, fromSeconds }: RecordedStretch): Promise<PartRecording | null> {
    try {
      await access(target);
      const name = relative(await realpath(this.options.recordings()), await realpath(target));
      return name.startsWith('..') ? null : { name: name.split(sep).join('/'), fromSeconds };
    } catch {
      return null;
    }
  }
}

function newDay(): CollectedDay {
  return {
    collector: new PartCollector(),
    place: { bytes: 0 },
    reading: new PQueue({ concurrency: 1 }),
  };
}

function fits({ summary }: CollectedPart, filter: PartFilter): boolean {
  const { verdict, recipe, step, serial, before } = filter;
  return (
    (verdict === null || (summary.verdict ?? 'aborted') === verdict) &&
    (recipe === null || summary.recipe === recipe) &&
    (step === null || summary.problems.some(({ label }) => label === step)) &&
    (serial === null || summary.identity?.serial === serial) &&
    (before === null || summary.id < before)
  );
}

function toLogEntry({ at, seq: sequence, copied: _, ...event }: JournalEntry): LogEntry {
  return { key: logKey({ at, sequence }), at, event };
}

function notFound(id: PartId): StationError {
  return new StationError('part_not_found', `The journal knows no part of ${id}.`, {
    where: id,
    hint: 'It may still be in progress, or its journal was deleted.',
  });
}

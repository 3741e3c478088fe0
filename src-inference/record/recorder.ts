// Writes every event to the journal, and what a person wants to know to the log. Each has one file a day.
import { type EngineEvent, type NumberedEvent, StationError } from '../contract/index.ts';
import { makeFolder } from '../files/index.ts';
import { type AppendFile, guarded } from './append-file.ts';
import { createCarriedOver, type Line } from './carried-over.ts';
import { DayFile, type LostFile } from './day-file.ts';
import { dayOf, hasDayAfter, journalPath } from './journal-days.ts';
import { LogFile } from './log-file.ts';

export interface RecordOptions {
  /** It is made when it is not there. */
  readonly directory: string;
  /** The local date names the files that are opened. */
  readonly now: () => Date;
  /** Day of the journal in which an interrupted part began; null: no part goes on. */
  readonly partDay?: string | null;
  /** What still holds of an earlier engine: journals of the days after this one begin with it. */
  readonly held?: readonly NumberedEvent[];
}

export interface Recorder {
  /** Returns when the event is written. Events that must survive a loss of power are on the disk then. */
  write(event: NumberedEvent): void;
  /** Local date of the journal that was written to last. */
  readonly day: string;
  close(): void;
}

/** Events that must survive a loss of power. */
const durableTypes: ReadonlySet<EngineEvent['type']> = new Set([
  'runStarted',
  'partStarted',
  'stepJudged',
  'partEnded',
  'partAborted',
  'partAcknowledged',
  'partJudgedOtherwise',
  'evidenceKept',
  'evidenceSeen',
  'partKept',
  'filesDeleted',
  'partOverridden',
  'nextPartIdentified',
  'partIdentified',
  'operatorChanged',
  'audited',
  'shiftStarted',
  'runEnded',
  'runAborted',
]);

/** What holds is said again so often, so that the end of a long journal tells it too. */
const bytesBetweenCopies = 4 << 20;

/** Events that only matter at the moment: they are not recorded. */
export const unrecordedTypes: ReadonlySet<EngineEvent['type']> = new Set([
  'progress',
  'health',
  'linkBacklog',
  'sourceRetried',
  'countsRecalled',
]);

/** Writes to the files of a day, and notices when somebody has taken them away. */
export interface DayRecorder extends Recorder {
  /**
   * Makes files again that were deleted, moved or replaced.
   *
   * @throws StationError `record_unwritable`.
   */
  restore(): void;
  /** Why lines of the log wait; null: none do. The journal has what they tell. */
  readonly logError: StationError | null;
}

export interface DayRecordOptions extends RecordOptions {
  /** Called when files of the record were not in their place any more, and are there again. */
  readonly onReplaced: (error: StationError) => void;
}

/** A record in which each event is written, or `write` throws. @throws StationError `record_unwritable`, also from `write`. */
export function openRecord(options: RecordOptions): Recorder {
  const days = openDayRecord({ ...options, onReplaced: () => undefined });
  const mustLog = (): void => {
    if (days.logError !== null) throw days.logError;
  };
  mustLog();
  return {
    write(event) {
      days.write(event);
      mustLog();
    },
    get day() {
      return days.day;
    },
    close: () => days.close(),
  };
}

/** An event that `write` throws for is not in the journal. @throws StationError `record_unwritable`, also from `write`. */
export function openDayRecord({
  directory,
  now,
  partDay = null,
  held = [],
  onReplaced,
}: DayRecordOptions): DayRecorder {
  guarded(directory, () => makeFolder(directory));
  const journal = new DayFile((day) => journalPath(directory, day));
  const log = new LogFile(directory);
  const carriedOver = createCarriedOver();
  for (const numbered of held) carriedOver.take(numbered.event, lineOf(numbered));
  let partIsOpen = partDay !== null;
  let sinceCopies = 0;
  const today = dayOf(now());
  // The clock went back while no engine ran: that journal does not know what came after it.
  const isEarlier = guarded(directory, () => hasDayAfter(directory, partDay ?? today));
  journal.turnTo(partDay ?? today);
  const copies = (isOfEarlierDay: boolean): readonly string[] =>
    carriedOver.lines(isOfEarlierDay).map((line) => JSON.stringify(line));
  const appendCopies = (): void => {
    const lines = copies(false);
    if (lines.length > 0) journal.file.append(lines.join('\n'), false);
    carriedOver.forgetEnded();
    sinceCopies = 0;
  };
  try {
    if (isEarlier) appendCopies();
  } catch (error) {
    journal.close();
    throw error;
  }
  log.turnTo(today);
  /** Where the part in progress begins in the journal, as far as this recorder has written it. */
  let partFrom = journal.file.size;

  const restore = (): void => {
    const lost = journal.restore((other, before) => [
      ...copies(false),
      ...(partIsOpen ? missingLines(other, before.read(partFrom)) : []),
    ]);
    log.restore();
    if (lost === null) return;
    partFrom = journal.file.size;
    onReplaced(recordReplaced(lost));
  };
  const turnTo = (day: string): void => {
    if (day === journal.day) return;
    journal.turnTo(day, copies(day < journal.day));
    carriedOver.forgetEnded();
    sinceCopies = 0;
  };
  return {
    restore,
    get logError() {
      return log.error;
    },
    write({ sequence, at, event }) {
      if (unrecordedTypes.has(event.type)) return;
      restore();
      const day = dayOf(new Date(at));
      const durable = durableTypes.has(event.type);
      const { type } = event;
      const line = lineOf({ sequence, at, event });
      if (!partIsOpen) turnTo(day);
      if (sinceCopies > bytesBetweenCopies) appendCopies();
      if (!partIsOpen) partFrom = journal.file.size;
      const text = JSON.stringify(line);
      journal.file.append(text, durable);
      sinceCopies += text.length;
      carriedOver.take(event, line);
      if (type === 'partStarted') partIsOpen = true;
      if (type === 'partEnded' || type === 'partAborted') partIsOpen = false;
      log.write({ at, event }, day, durable);
    },
    get day() {
      return journal.day;
    },
    close() {
      journal.close();
      log.close();
    },
  };
}

/** Lines of the part in progress that a file does not end with. */
function missingLines(file: AppendFile, part: Iterable<Buffer>): readonly string[] {
  const searchedBytes = 16 << 20;
  const there = new Set(linesOf(file.read(Math.max(0, file.size - searchedBytes))));
  return linesOf(part).filter((line) => !there.has(line));
}

function linesOf(chunks: Iterable<Buffer>): readonly string[] {
  return Buffer.concat([...chunks])
    .toString()
    .split('\n')
    .filter((line) => line !== '');
}

function recordReplaced({ path, how }: LostFile): StationError {
  const day = 'The journal of today';
  const messages = {
    folderGone: `The folder of the record was deleted or moved. ${day} was written again; days before it are gone from there.`,
    gone: `${day} was deleted or moved. It was written again.`,
    replaced: `${day} was replaced by another file. The record goes on in that one.`,
  };
  return new StationError('record_replaced', messages[how], {
    where: path,
    hint: 'Find out who did it. Nothing may change these files while the station runs.',
  });
}

/** The type comes first, so that a reader recognises a window by the start of its line. */
function lineOf({ sequence, at, event: { type, ...rest } }: NumberedEvent): Line {
  return { type, at, seq: sequence, ...rest };
}

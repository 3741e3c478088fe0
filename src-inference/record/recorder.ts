// Writes every event to the journal, and what a person wants to know to the log. Each has one file a day.
import { join } from 'node:path';
import type { EngineEvent, NumberedEvent } from '../contract/index.ts';
import { makeFolder } from '../files/index.ts';
import { type AppendFile, guarded, openAppendFile } from './append-file.ts';
import { dayOf, journalPath, twoDigits } from './journal-days.ts';
import { createLogLines } from './log-lines.ts';

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

/** Events that only matter at the moment: they are not recorded. */
const unrecordedTypes: ReadonlySet<EngineEvent['type']> = new Set(['progress', 'health', 'linkBacklog']);

/** @throws StationError `record_unwritable`, also from `write`. */
export function openRecord({ directory, now, partDay = null, held = [] }: RecordOptions): Recorder {
  guarded(directory, () => makeFolder(directory));
  const lines = createLogLines();
  const journal = createDayFile((day) => journalPath(directory, day));
  const log = createDayFile((day) => join(directory, `stepwatch-${day}.log`));
  const carriedOver = createCarriedOver();
  for (const numbered of held) carriedOver.take(numbered.event, lineOf(numbered));
  let partIsOpen = partDay !== null;
  const today = dayOf(now());
  journal.turnTo(partDay ?? today);
  try {
    log.turnTo(today);
  } catch (error) {
    journal.close();
    throw error;
  }

  return {
    write({ sequence, at, event }) {
      if (unrecordedTypes.has(event.type)) return;
      const date = new Date(at);
      const day = dayOf(date);
      const durable = durableTypes.has(event.type);
      const { type } = event;
      const line = lineOf({ sequence, at, event });
      const fresh = partIsOpen ? null : journal.turnTo(day);
      if (fresh) for (const known of carriedOver.lines()) fresh.append(JSON.stringify(known), false);
      journal.last().append(JSON.stringify(line), durable);
      carriedOver.take(event, line);
      if (type === 'partStarted') partIsOpen = true;
      if (type === 'partEnded' || type === 'partAborted') partIsOpen = false;
      const text = lines(event);
      if (text === null) return;
      log.turnTo(day);
      log.last().append(text.map((line) => `${timeOf(date)}  ${line}`).join('\n'), durable);
    },
    close() {
      journal.close();
      log.close();
    },
  };
}

/** The type comes first, so that a reader recognises a window by the start of its line. */
function lineOf({ sequence, at, event: { type, ...rest } }: NumberedEvent): object {
  return { type, at, seq: sequence, ...rest };
}

/** The file of the day; the file of another day is closed. */
function createDayFile(pathOf: (day: string) => string) {
  let open: { readonly day: string; readonly file: AppendFile } | null = null;
  const close = (): void => {
    open?.file.close();
    open = null;
  };
  return {
    close,
    last: (): AppendFile => open!.file,
    /** @returns Null when the file of that day is open already. */
    turnTo(day: string): AppendFile | null {
      if (open?.day === day) return null;
      const file = openAppendFile(pathOf(day));
      close();
      open = { day, file };
      return file;
    },
  };
}

/** Entries that still hold after midnight. Each journal begins with copies of them, so that it can be read by itself. */
function createCarriedOver() {
  const lines = new Map<string, object>();
  return {
    lines: () => [...lines.values()],
    take(event: EngineEvent, line: object): void {
      switch (event.type) {
        case 'runStarted':
        case 'modelState':
          lines.delete('errorsEstimated');
          lines.set(event.type, { ...line, copied: true });
          break;
        case 'operatorChanged':
          if (event.operator === null) lines.delete(event.type);
          else lines.set(event.type, { ...line, copied: true });
          break;
        case 'nextPartIdentified':
          if (event.identity === null) lines.delete(event.type);
          else lines.set(event.type, { ...line, copied: true });
          break;
        case 'partStarted':
          lines.delete('nextPartIdentified');
          break;
        case 'hopState':
        case 'recipeState':
        case 'errorsEstimated':
        case 'settingsChanged':
          lines.set(event.type, { ...line, copied: true });
          break;
        case 'runEnded':
        case 'runAborted':
          lines.delete('runStarted');
          lines.delete('hopState');
          break;
        case 'outputState': {
          if (event.kind !== 'recording') break;
          if (event.state === 'running') lines.set(`output ${event.output}`, { ...line, copied: true });
          else lines.delete(`output ${event.output}`);
          break;
        }
        default:
      }
    },
  };
}

function timeOf(at: Date): string {
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(twoDigits).join(':');
  return `${time}.${String(at.getMilliseconds()).padStart(3, '0')}`;
}

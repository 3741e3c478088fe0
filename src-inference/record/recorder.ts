// Writes every event to the journal and what a person wants to know to the log of the day.
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { EngineEvent } from '../contract/index.ts';
import { type AppendFile, guarded, openAppendFile } from './append-file.ts';
import { createLogLines } from './log-lines.ts';

export interface RecordOptions {
  /** Is made when it is not there. */
  readonly directory: string;
  /** Time of day; the local date names the log. */
  readonly now: () => Date;
}

export interface Recorder {
  /** Returns when the event is written; what was judged is on the disk then, not only on its way. */
  write(event: EngineEvent): void;
  close(): void;
}

/** Events that must survive a loss of power. */
const durableTypes: ReadonlySet<EngineEvent['type']> = new Set([
  'runStarted',
  'stepJudged',
  'partEnded',
  'partAborted',
  'runEnded',
  'runAborted',
]);

/** @throws StationError `record_unwritable`, also from `write`. */
export function openRecord({ directory, now }: RecordOptions): Recorder {
  guarded(directory, () => makeFolder(directory));
  const journal = openAppendFile(join(directory, 'journal.jsonl'));
  const lines = createLogLines();
  let log: { readonly day: string; readonly file: AppendFile } | null = null;
  let sequence = 0;

  const logOf = (day: string): AppendFile => {
    if (log?.day !== day) {
      log?.file.close();
      log = null;
      log = { day, file: openAppendFile(join(directory, `stepwatch-${day}.log`)) };
    }
    return log.file;
  };
  try {
    logOf(dayOf(now()));
  } catch (error) {
    journal.close();
    throw error;
  }

  return {
    write(event) {
      if (event.type === 'progress') return;
      const at = now();
      const durable = durableTypes.has(event.type);
      sequence++;
      journal.append(JSON.stringify({ at: at.toISOString(), seq: sequence, ...event }), durable);
      const text = lines(event);
      if (text === null) return;
      logOf(dayOf(at)).append(text.map((line) => `${timeOf(at)}  ${line}`).join('\n'), durable);
    },
    close() {
      journal.close();
      log?.file.close();
      log = null;
    },
  };
}

/** Node's own `recursive` never comes back where a folder cannot be made below one that is there, as in /proc. */
function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST' && statSync(path).isDirectory()) return;
    if (code !== 'ENOENT' || existsSync(dirname(path))) throw cause;
    makeFolder(dirname(path));
    mkdirSync(path);
  }
}

function dayOf(at: Date): string {
  return [at.getFullYear(), twoDigits(at.getMonth() + 1), twoDigits(at.getDate())].join('-');
}

function timeOf(at: Date): string {
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(twoDigits).join(':');
  return `${time}.${String(at.getMilliseconds()).padStart(3, '0')}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

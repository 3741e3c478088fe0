// The log that people read: what the engine had on its disk, and what came since. Bounded, newest last.
import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  isLogged,
  type LogEntry,
  type LogPage,
  logKey,
  type NumberedEvent,
} from '../../src-inference/contract/index.ts';

/** A shift of ten hours, a step every two seconds. */
export const logCapacity = 20_000;
/** Dropped in one go, so that most lines cost no copy of the rest. */
const dropCount = 1000;

export interface Log {
  /** Oldest first. */
  readonly entries: readonly LogEntry[];
  /** Whether the engine has older ones. */
  readonly more: boolean;
}

export type LogStore = StoreApi<Log>;

export function createLogStore(): LogStore {
  return createStore(() => ({ entries: [], more: false }));
}

/** Pure: the log after an event, itself when the event is not for people. */
export function withEvent(log: Log, numbered: NumberedEvent): Log {
  const { at, event } = numbered;
  if (!isLogged(event)) return log;
  const entries = [...log.entries, { key: logKey(numbered), at, event }];
  if (entries.length <= logCapacity) return { ...log, entries };
  return { entries: entries.slice(dropCount), more: true };
}

/** Pure: the log that a fresh page of the engine begins. Lines that came while it was on its way may be in both. */
export function withPage(page: LogPage, since: readonly LogEntry[]): Log {
  const known = new Set(page.entries.map(({ key }) => key));
  return { entries: [...page.entries, ...since.filter(({ key }) => !known.has(key))], more: page.more };
}

/** Pure: older lines in front, as long as there is room. */
export function withOlder(log: Log, page: LogPage): Log {
  const room = logCapacity - log.entries.length;
  return room <= 0
    ? { ...log, more: false }
    : {
        entries: [...page.entries.slice(-room), ...log.entries],
        more: page.more && page.entries.length < room,
      };
}

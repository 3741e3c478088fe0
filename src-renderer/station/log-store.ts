// The log that people read: entries from the engine's disk, and those that came since. Bounded, newest last.
import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  isLogged,
  type LogEntry,
  type LogPage,
  logKey,
  type NumberedEvent,
  type SourceRetry,
} from '../../src-inference/contract/index.ts';

/** Enough for a shift of ten hours with a step every two seconds. */
export const logCapacity = 20_000;
/** Entries that are dropped at once when the log is full, so that not every new entry copies the list. */
const dropCount = 1000;

export interface Log {
  /** Oldest first. */
  readonly entries: readonly LogEntry[];
  /** Whether the engine has older entries. */
  readonly more: boolean;
}

export type LogStore = StoreApi<Log>;

export function createLogStore(): LogStore {
  return createStore(() => ({ entries: [], more: false }));
}

/** Pure: the log after an event. The same log when people do not read such events. */
export function withEvent(log: Log, numbered: NumberedEvent): Log {
  const { at, event } = numbered;
  if (event.type === 'sourceRetried') return withRetry(log, event.retry);
  if (!isLogged(event)) return log;
  const entries = [...log.entries, { key: logKey(numbered), at, event }];
  if (entries.length <= logCapacity) return { ...log, entries };
  return { entries: entries.slice(dropCount), more: true };
}

/** The line that says why the source does not play has the number of attempts until now: not a line for each of them. */
function withRetry(log: Log, retry: SourceRetry): Log {
  const place = log.entries.findLastIndex(({ event }) => event.type === 'sourceState');
  const entry = log.entries[place];
  if (entry?.event.type !== 'sourceState' || entry.event.state === 'playing') return log;
  return { ...log, entries: log.entries.with(place, { ...entry, event: { ...entry.event, retry } }) };
}

/** Pure: the newest page of the engine, and the entries that came since. An entry may be in both. */
export function withPage(page: LogPage, since: readonly LogEntry[]): Log {
  const known = new Set(page.entries.map(({ key }) => key));
  return { entries: [...page.entries, ...since.filter(({ key }) => !known.has(key))], more: page.more };
}

/** Pure: with older entries in front, as long as there is room. */
export function withOlder(log: Log, page: LogPage): Log {
  const room = logCapacity - log.entries.length;
  return room <= 0
    ? { ...log, more: false }
    : {
        entries: [...page.entries.slice(-room), ...log.entries],
        more: page.more && page.entries.length < room,
      };
}

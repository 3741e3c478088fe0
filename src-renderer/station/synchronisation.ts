// Keeps snapshot and log true to the engine: reads both, then folds in every event that comes after them.
import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  advance,
  type LogEntry,
  type NumberedEvent,
  type StationSnapshot,
} from '../../src-inference/contract/index.ts';
import { createLogStore, type LogStore, withEvent, withOlder, withPage } from './log-store.ts';
import type { SendRequest } from './requests.ts';

export type SnapshotState =
  /** Nothing was read yet. */
  | { readonly state: 'none' }
  | { readonly state: 'current'; readonly snapshot: StationSnapshot }
  /** The connection or the engine is gone: this is the last that was known. */
  | { readonly state: 'stale'; readonly snapshot: StationSnapshot };

export interface Synchronisation {
  readonly snapshot: StoreApi<SnapshotState>;
  readonly log: LogStore;
  /** Reads everything anew: there is a new engine, or a new connection to it. */
  start(): void;
  /** There is no engine to ask. */
  stop(): void;
  take(event: NumberedEvent): void;
  /** Reads older lines into the log. Does nothing when there are none. */
  loadOlderLog(): Promise<void>;
}

type State =
  | { readonly kind: 'stopped' }
  /** The snapshot was asked for. Events that come before it are kept until it is there. */
  | { readonly kind: 'reading'; readonly early: NumberedEvent[] }
  /** The engine runs, but its workplace is not open yet: another try after a pause. */
  | { readonly kind: 'pausing'; readonly timer: ReturnType<typeof setTimeout> }
  /** The snapshot is there, and events are folded in. */
  | { readonly kind: 'following' };

const logPageLines = 500;
const retryPauseMilliseconds = 400;

/** @param onEvent Called with each event after it was folded in. */
export function createSynchronisation(
  request: SendRequest,
  onEvent: (event: NumberedEvent) => void,
): Synchronisation {
  const snapshot = createStore<SnapshotState>(() => ({ state: 'none' }));
  const log = createLogStore();
  let state: State = { kind: 'stopped' };

  const stop = (): void => {
    if (state.kind === 'pausing') clearTimeout(state.timer);
    state = { kind: 'stopped' };
    const known = snapshot.getState();
    if (known.state === 'current') snapshot.setState({ ...known, state: 'stale' }, true);
  };

  const fold = (event: NumberedEvent): void => {
    const known = snapshot.getState();
    if (known.state === 'none' || event.sequence <= known.snapshot.sequence) return;
    snapshot.setState({ state: 'current', snapshot: advance(known.snapshot, event) }, true);
    log.setState((before) => withEvent(before, event), true);
    onEvent(event);
  };

  const start = async (): Promise<void> => {
    stop();
    const early: NumberedEvent[] = [];
    // The objects stand for this start: after another one, `state` is neither of them.
    const reading: State = { kind: 'reading', early };
    const following: State = { kind: 'following' };
    state = reading;
    try {
      const read = await request('snapshot', null);
      if (state !== reading) return;
      state = following;
      snapshot.setState({ state: 'current', snapshot: read }, true);
      const last = log.getState().entries.at(-1);
      for (const event of early) fold(event);
      const page = await request('readLog', { before: null, limit: logPageLines });
      if (state !== following) return;
      const { entries } = log.getState();
      log.setState(withPage(page, last === undefined ? entries : entriesAfter(last, entries)), true);
    } catch {
      // The workplace is not open yet. When the engine itself is gone, somebody has called `stop`.
      if (state !== reading && state !== following) return;
      stop();
      state = { kind: 'pausing', timer: setTimeout(start, retryPauseMilliseconds) };
    }
  };

  return {
    snapshot,
    log,
    start: () => void start(),
    stop,
    take(event) {
      if (state.kind === 'reading') state.early.push(event);
      else if (state.kind === 'following') fold(event);
    },
    async loadOlderLog() {
      const { entries, more } = log.getState();
      const oldest = entries[0];
      if (!more || oldest === undefined) return;
      const page = await request('readLog', { before: oldest.key, limit: logPageLines });
      if (log.getState().entries[0] === oldest) log.setState((before) => withOlder(before, page), true);
    },
  };
}

function entriesAfter(last: LogEntry, entries: readonly LogEntry[]): readonly LogEntry[] {
  return entries.slice(entries.indexOf(last) + 1);
}

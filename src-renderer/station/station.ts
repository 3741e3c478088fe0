// The station as a screen knows it: connection, snapshot and log as stores, and a way to ask. No React in here.
import { createStore, type StoreApi } from 'zustand/vanilla';
import {
  advance,
  type NumberedEvent,
  type ShellMessage,
  type StationSnapshot,
} from '../../src-inference/contract/index.ts';
import { afterEnd, afterMessage, type Connection, isEngineRunning } from './connection.ts';
import { createLogStore, type Log, withEvent, withOlder, withPage } from './log-store.ts';
import { type Ask, createRequests } from './requests.ts';
import type { Link, LinkEnd, PreviewLine, PreviewWish, Transport } from './transport.ts';

export interface Known {
  /** Null until the first one came. */
  readonly snapshot: StationSnapshot | null;
  /** False while connection or engine are gone: what is shown is the last that was known. */
  readonly fresh: boolean;
}

export type ReadableStore<State> = Pick<StoreApi<State>, 'getState' | 'getInitialState' | 'subscribe'>;

export interface Station {
  readonly connection: ReadableStore<Connection>;
  readonly known: ReadableStore<Known>;
  readonly log: ReadableStore<Log>;
  readonly ask: Ask;
  /** Reads older lines into the log; nothing when there are none. */
  loadOlderLog(): Promise<void>;
  /** Events as they come, after they were folded. @returns Ends it. */
  onEvent(listener: (event: NumberedEvent) => void): () => void;
  openPreview(wish: PreviewWish): Promise<PreviewLine>;
  /** Tries at once instead of after the pause. */
  reconnect(): void;
  close(): void;
}

const logPageLines = 500;
/** The engine runs, but its workplace may still be opening. */
const snapshotPauseMilliseconds = 400;

export function createStation(transport: Transport): Station {
  const connection = createStore<Connection>(() => ({ state: 'connecting' }));
  const known = createStore<Known>(() => ({ snapshot: null, fresh: false }));
  const log = createLogStore();
  const listeners = new Set<(event: NumberedEvent) => void>();
  let link: Link | null = null;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Counts synchronisations: an answer of an earlier one is of no use. */
  let round = 0;
  /** Events that came before their snapshot. */
  let held: NumberedEvent[] = [];
  let closed = false;

  const requests = createRequests((request) => {
    if (link === null || connection.getState().state !== 'connected') return false;
    link.send(request);
    return true;
  });

  const connect = (): void => {
    clearTimeout(timer);
    link?.close();
    link = transport.connect({ message: receive, ended: end });
  };

  const end = (how: LinkEnd): void => {
    link = null;
    failures += 1;
    stale();
    connection.setState(afterEnd(connection.getState(), how, failures, Date.now()), true);
    requests.dropAll();
    const now = connection.getState();
    if (now.state === 'lost' && !closed) timer = setTimeout(connect, now.retryAt - Date.now());
  };

  const stale = (): void => {
    round += 1;
    clearTimeout(timer);
    known.setState({ fresh: false });
  };

  const receive = (message: ShellMessage): void => {
    const wasRunning = isEngineRunning(connection.getState());
    const after = afterMessage(connection.getState(), message);
    if (after !== connection.getState()) connection.setState(after, true);
    switch (message.kind) {
      case 'welcome':
      case 'engine':
        if (message.kind === 'welcome') failures = 0;
        if (!isEngineRunning(after)) stale();
        else if (!wasRunning || message.kind === 'welcome') void synchronise();
        return;
      case 'event':
        take(message.event);
        return;
      case 'answer':
      case 'failure':
        requests.settle(message);
        return;
      default:
        return message satisfies never;
    }
  };

  const take = (event: NumberedEvent): void => {
    const { snapshot, fresh } = known.getState();
    if (!fresh || snapshot === null) {
      held.push(event);
      return;
    }
    if (event.sequence <= snapshot.sequence) return;
    known.setState({ snapshot: advance(snapshot, event) });
    log.setState((before) => withEvent(before, event), true);
    for (const listener of listeners) listener(event);
  };

  const synchronise = async (): Promise<void> => {
    stale();
    held = [];
    const mine = round;
    try {
      const snapshot = await requests.ask('snapshot', null);
      if (mine !== round) return;
      const early = held;
      held = [];
      known.setState({ snapshot, fresh: true });
      const last = log.getState().entries.at(-1);
      for (const event of early) take(event);
      const page = await requests.ask('readLog', { before: null, limit: logPageLines });
      if (mine !== round) return;
      const { entries } = log.getState();
      const since = last === undefined ? entries : entries.slice(entries.indexOf(last) + 1);
      log.setState(withPage(page, since), true);
    } catch {
      // The link or the engine went away, or its workplace is not open yet: the next state or the next try tells.
      if (mine === round && isEngineRunning(connection.getState())) {
        timer = setTimeout(synchronise, snapshotPauseMilliseconds);
      }
    }
  };

  connect();
  return {
    connection,
    known,
    log,
    ask: requests.ask,
    async loadOlderLog() {
      const { entries, more } = log.getState();
      const oldest = entries[0];
      if (!more || oldest === undefined) return;
      const page = await requests.ask('readLog', { before: oldest.key, limit: logPageLines });
      if (log.getState().entries[0] === oldest) log.setState((before) => withOlder(before, page), true);
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    openPreview: (wish) => transport.openPreview(wish),
    reconnect() {
      if (connection.getState().state === 'lost') connect();
    },
    close() {
      closed = true;
      stale();
      link?.close();
      requests.dropAll();
    },
  };
}

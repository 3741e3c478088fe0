// The station as a screen knows it: connection, snapshot and log as stores, and a way to send requests. No React here.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { NumberedEvent, ShellMessage } from '../../src-inference/contract/index.ts';
import { type Connection, isEngineRunning } from './connection.ts';
import type { Log } from './log-store.ts';
import { createReconnectingChannel } from './reconnecting-channel.ts';
import { createRequests, type SendRequest } from './requests.ts';
import { createSynchronisation, type SnapshotState } from './synchronisation.ts';
import type { PreviewEndpoint, PreviewOptions, Transport } from './transport.ts';

type ReadableStore<State> = Pick<StoreApi<State>, 'getState' | 'getInitialState' | 'subscribe'>;

export interface Station {
  readonly connection: ReadableStore<Connection>;
  readonly snapshot: ReadableStore<SnapshotState>;
  readonly log: ReadableStore<Log>;
  readonly request: SendRequest;
  /** Reads older lines into the log. Does nothing when there are none. */
  loadOlderLog(): Promise<void>;
  /** Calls the listener with each event after the snapshot has taken it in. @returns Ends it. */
  onEvent(listener: (event: NumberedEvent) => void): () => void;
  openPreview(options: PreviewOptions): Promise<PreviewEndpoint>;
  /** Tries at once, instead of after the pause. */
  reconnect(): void;
  close(): void;
}

export function createStation(transport: Transport): Station {
  const connection = createStore<Connection>(() => ({ state: 'connecting' }));
  const listeners = new Set<(event: NumberedEvent) => void>();
  const requests = createRequests((request) => channel.send(request));
  const synchronisation = createSynchronisation(requests.send, (event) => {
    for (const listener of listeners) listener(event);
  });
  const receive = (message: ShellMessage, before: Connection): void => {
    switch (message.kind) {
      case 'welcome':
      case 'engine': {
        const isNew = message.kind === 'welcome' || !isEngineRunning(before);
        if (!isEngineRunning(connection.getState())) synchronisation.stop();
        else if (isNew) synchronisation.start();
        return;
      }
      case 'event':
        synchronisation.take(message.event);
        return;
      case 'answer':
      case 'failure':
        requests.settle(message);
        return;
      default:
        return message satisfies never;
    }
  };

  const channel = createReconnectingChannel(transport, connection, {
    message: receive,
    ended() {
      synchronisation.stop();
      requests.rejectAll();
    },
  });

  return {
    connection,
    snapshot: synchronisation.snapshot,
    log: synchronisation.log,
    request: requests.send,
    loadOlderLog: synchronisation.loadOlderLog,
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    openPreview: (options) => transport.openPreview(options),
    reconnect: channel.retryNow,
    close() {
      channel.close();
      synchronisation.stop();
      requests.rejectAll();
    },
  };
}

// Keeps one channel to the shell: opens it, and opens another one after a pause when it breaks.
import type { StoreApi } from 'zustand/vanilla';
import type { ScreenRequest, ShellMessage } from '../../src-inference/contract/index.ts';
import { afterEnd, afterMessage, type Connection } from './connection.ts';
import type { Channel, ChannelEnd, Transport } from './transport.ts';

export interface ReconnectingChannel {
  /** @returns False when there is no connection to send over. */
  send(request: ScreenRequest): boolean;
  /** Ends the pause: tries at once. */
  retryNow(): void;
  close(): void;
}

export interface ReconnectingChannelListener {
  /** Called after the connection has changed. @param before The connection before the message. */
  message(message: ShellMessage, before: Connection): void;
  /** Called after every end, before the next try. */
  ended(): void;
}

type State =
  /** The shell may not have answered yet. */
  | { readonly kind: 'open'; readonly channel: Channel }
  | { readonly kind: 'pausing'; readonly timer: ReturnType<typeof setTimeout> }
  /** For good: refused by the shell, or closed by this screen. */
  | { readonly kind: 'closed' };

/** @param connection Is kept up to date. */
export function createReconnectingChannel(
  transport: Transport,
  connection: StoreApi<Connection>,
  listener: ReconnectingChannelListener,
): ReconnectingChannel {
  let state: State = { kind: 'closed' };

  const receive = (message: ShellMessage): void => {
    const before = connection.getState();
    const after = afterMessage(before, message);
    if (after !== before) connection.setState(after, true);
    listener.message(message, before);
  };

  const end = (how: ChannelEnd): void => {
    const after = afterEnd(connection.getState(), how, Date.now());
    connection.setState(after, true);
    state =
      after.state === 'lost'
        ? { kind: 'pausing', timer: setTimeout(open, after.retryAt - Date.now()) }
        : { kind: 'closed' };
    listener.ended();
  };

  const open = (): void => {
    state = { kind: 'open', channel: transport.connect({ message: receive, ended: end }) };
  };

  open();
  return {
    send(request) {
      if (state.kind !== 'open' || connection.getState().state !== 'connected') return false;
      state.channel.send(request);
      return true;
    },
    retryNow() {
      if (state.kind !== 'pausing') return;
      clearTimeout(state.timer);
      open();
    },
    close() {
      if (state.kind === 'open') state.channel.close();
      if (state.kind === 'pausing') clearTimeout(state.timer);
      state = { kind: 'closed' };
    },
  };
}

// The connection of a screen to its shell as a state, and what changes it. Pure.
import type { EngineState, ShellInfo, ShellMessage } from '../../src-inference/contract/index.ts';
import type { ChannelEnd } from './transport.ts';

export type Connection =
  | { readonly state: 'connecting' }
  | { readonly state: 'connected'; readonly shell: ShellInfo; readonly engine: EngineState }
  /** `attempt` counts the tries that failed in a row. The next try comes at `retryAt`, milliseconds since 1970. */
  | {
      readonly state: 'lost';
      readonly shell: ShellInfo | null;
      readonly attempt: number;
      readonly retryAt: number;
    }
  /** The shell asks for a new login: another try would be refused as well. */
  | { readonly state: 'refused' };

const firstPauseMilliseconds = 500;
const longestPauseMilliseconds = 10_000;

/** Pause before the next try. It doubles, up to a time that a person is willing to wait. */
export function pauseBefore(attempt: number): number {
  return Math.min(longestPauseMilliseconds, firstPauseMilliseconds * 2 ** (attempt - 1));
}

export function afterMessage(connection: Connection, message: ShellMessage): Connection {
  switch (message.kind) {
    case 'welcome':
      return { state: 'connected', shell: message.shell, engine: message.engine };
    case 'engine':
      return connection.state === 'connected' ? { ...connection, engine: message.engine } : connection;
    case 'event':
    case 'answer':
    case 'failure':
      return connection;
    default:
      return message satisfies never;
  }
}

/** @param now Milliseconds since 1970. */
export function afterEnd(connection: Connection, end: ChannelEnd, now: number): Connection {
  if (end === 'refused') return { state: 'refused' };
  const shell = connection.state === 'connected' || connection.state === 'lost' ? connection.shell : null;
  const attempt = (connection.state === 'lost' ? connection.attempt : 0) + 1;
  return { state: 'lost', shell, attempt, retryAt: now + pauseBefore(attempt) };
}

/** Whether requests reach an engine. */
export function isEngineRunning(connection: Connection): boolean {
  return connection.state === 'connected' && connection.engine.state === 'running';
}

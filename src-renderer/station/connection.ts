// How a screen stands with its shell, and what changes that. Pure.
import type { EngineState, ShellInfo, ShellMessage } from '../../src-inference/contract/index.ts';
import type { LinkEnd } from './transport.ts';

export type Connection =
  | { readonly state: 'connecting' }
  | { readonly state: 'connected'; readonly shell: ShellInfo; readonly engine: EngineState }
  /** `attempt` counts from 1; the next try comes at `retryAt`, milliseconds since 1970. */
  | {
      readonly state: 'lost';
      readonly shell: ShellInfo | null;
      readonly attempt: number;
      readonly retryAt: number;
    }
  /** The shell asks for a new login; trying again is of no use. */
  | { readonly state: 'refused' };

const firstPauseMilliseconds = 500;
const longestPauseMilliseconds = 10_000;

/** Pause before the next try: doubles, up to a limit at which a person still waits. */
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

/** @param failures Tries in a row that failed, this one included. */
export function afterEnd(connection: Connection, end: LinkEnd, failures: number, now: number): Connection {
  if (end === 'refused') return { state: 'refused' };
  const shell = connection.state === 'connected' || connection.state === 'lost' ? connection.shell : null;
  return { state: 'lost', shell, attempt: failures, retryAt: now + pauseBefore(failures) };
}

/** Whether requests reach an engine. */
export function isEngineRunning(connection: Connection): boolean {
  return connection.state === 'connected' && connection.engine.state === 'running';
}

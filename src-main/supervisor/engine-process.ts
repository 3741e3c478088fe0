// Runs one engine for one command of the command line. The engine is not restarted.
import {
  type CommandName,
  type Commands,
  type EngineEvent,
  StationError,
} from '../../src-inference/contract/index.ts';
import { connectEngine } from './engine-client.ts';
import { forkedEngine } from './forked-process.ts';
import type { NamedFolders } from './sandbox/named-folders.ts';

export interface EngineProcess {
  /** Rejects with the engine's own `StationError`, or with `engine_unavailable` when the process ends first. */
  request<Name extends CommandName>(
    command: Name,
    input: Commands[Name]['input'],
  ): Promise<Commands[Name]['output']>;
  /** Aborts what runs: its request rejects with `aborted` when the log is finished, or after 5 s. */
  interrupt(): void;
  /** Aborts what runs, lets the engine finish the log, and resolves when the process is gone. */
  stop(): Promise<void>;
}

/**
 * @param entry The built engine, `out/main/engine.js`.
 * @param folders See `StartProcess`.
 */
export function startEngine(
  entry: URL,
  folders: NamedFolders | null,
  onEvent: (event: EngineEvent) => void,
): EngineProcess {
  let interrupted = false;
  const client = connectEngine(forkedEngine(entry), {
    folders,
    onEvent: ({ event }) => onEvent(event),
    exitError: ({ status, stderrTail }) =>
      interrupted
        ? new StationError('aborted', `The engine was stopped (${status}).`, {
            hint: 'Run the command again. The log keeps what was judged so far.',
          })
        : new StationError('engine_unavailable', `The engine ended unexpectedly (${status}).`, {
            hint:
              stderrTail ||
              'Run the command again. If it happens again, report it with the file that causes it.',
          }),
  });
  return {
    request: client.request,
    interrupt() {
      interrupted = true;
      void client.terminate();
    },
    stop: client.terminate,
  };
}

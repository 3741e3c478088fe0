// One engine for the length of a command: nothing is restarted.
import {
  type CommandName,
  type Commands,
  type EngineEvent,
  StationError,
} from '../../src-inference/contract/index.ts';
import { connectEngine } from './engine-client.ts';
import { forkedEngine } from './forked-process.ts';

export interface EngineProcess {
  /** Rejects with the engine's own `StationError`, or with `engine_unavailable` when the process ends first. */
  request<Name extends CommandName>(
    command: Name,
    input: Commands[Name]['input'],
  ): Promise<Commands[Name]['output']>;
  /** Breaks off what runs: its request rejects with `aborted` once the log is finished, or the grace is over. */
  interrupt(): void;
  /** Breaks off what runs, lets the log be finished, and resolves when the process is gone. */
  stop(): Promise<void>;
}

/** @param entry The built engine, `out/main/engine.js`. */
export function startEngine(entry: URL, onEvent: (event: EngineEvent) => void): EngineProcess {
  let interrupted = false;
  const client = connectEngine(forkedEngine(entry), {
    onEvent: ({ event }) => onEvent(event),
    explain: ({ how, lastWords }) =>
      interrupted
        ? new StationError('aborted', `The engine was stopped (${how}).`, {
            hint: 'Start it again; what was judged so far is in the log.',
          })
        : new StationError('engine_unavailable', `The engine ended unexpectedly (${how}).`, {
            hint:
              lastWords ||
              'Run the command again; if it happens again, report it with the file that shows it.',
          }),
  });
  return {
    request: client.request,
    interrupt() {
      interrupted = true;
      void client.end();
    },
    stop: client.end,
  };
}

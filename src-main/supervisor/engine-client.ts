// Requests out, answers and events back: the contract with one engine process, until it ends.
import {
  type CommandName,
  type Commands,
  type EngineRequest,
  type NumberedEvent,
  StationError,
} from '../../src-inference/contract/index.ts';
import type { EngineExit, StartProcess } from './process-port.ts';

/** Time that the engine gets to finish the log and the recordings after it was told to, before it is killed. */
const graceMilliseconds = 5000;

export interface EngineClientOptions {
  readonly onEvent: (event: NumberedEvent) => void;
  /** Any message at all: the process is alive. */
  readonly onSign?: () => void;
  /** The error of requests that the process did not answer before it ended. */
  readonly explain: (exit: EngineExit) => StationError;
}

export interface EngineClient {
  readonly pid: number | undefined;
  readonly exited: Promise<EngineExit>;
  /** Calls back in the turn of the message itself: answers and events keep the order in which the engine sent them. */
  ask<Name extends CommandName>(command: Name, input: Commands[Name]['input'], outcome: Outcome<Name>): void;
  /** Rejects with the engine's own `StationError`, or as `explain` says when the process ends first. */
  request<Name extends CommandName>(
    command: Name,
    input: Commands[Name]['input'],
  ): Promise<Commands[Name]['output']>;
  /** Asks it to finish and go, kills it when it takes too long, and resolves when it is gone. */
  end(): Promise<void>;
  kill(): void;
}

/** One of the two is called, once. */
export interface Outcome<Name extends CommandName = CommandName> {
  answered(output: Commands[Name]['output']): void;
  failed(error: StationError): void;
}

export function connectEngine(start: StartProcess, options: EngineClientOptions): EngineClient {
  const pending = new Map<number, Outcome>();
  let nextId = 1;
  let ended: StationError | undefined;
  let killTimer: NodeJS.Timeout | undefined;
  let tellExit: (exit: EngineExit) => void;
  const exited = new Promise<EngineExit>((resolve) => {
    tellExit = resolve;
  });

  const handle = start({
    onMessage(message) {
      options.onSign?.();
      if (message.kind === 'heartbeat') return;
      if (message.kind === 'event') return options.onEvent(message.event);
      const request = pending.get(message.id);
      pending.delete(message.id);
      if (message.kind === 'answer') request?.answered(message.output);
      else request?.failed(StationError.from(message.error));
    },
    onExit(exit) {
      clearTimeout(killTimer);
      ended = options.explain(exit);
      for (const request of pending.values()) request.failed(ended);
      pending.clear();
      tellExit(exit);
    },
  });

  const ask: EngineClient['ask'] = (command, input, outcome) => {
    if (ended) return outcome.failed(ended);
    const id = nextId++;
    pending.set(id, outcome as Outcome);
    handle.send({ id, command, input } as EngineRequest);
  };
  return {
    pid: handle.pid,
    exited,
    ask,
    request: (command, input) => new Promise((answered, failed) => ask(command, input, { answered, failed })),
    async end() {
      if (ended === undefined) {
        // A native library that hangs must not keep the person waiting.
        killTimer ??= setTimeout(() => handle.kill(), graceMilliseconds);
        handle.end();
      }
      await exited;
    },
    kill: () => handle.kill(),
  };
}

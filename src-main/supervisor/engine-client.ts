// Speaks the contract with one engine process until that process ends: sends requests, receives answers and events.
import {
  type CommandName,
  type Commands,
  type EngineMessage,
  type EngineRequest,
  type NumberedEvent,
  type Requester,
  StationError,
} from '../../src-inference/contract/index.ts';
import type { EngineExit, StartProcess } from './process-port.ts';
import type { NamedFolders } from './sandbox/named-folders.ts';

/** Time that the engine has to finish the log and the recordings before it is killed. */
const graceMilliseconds = 5000;

export interface EngineClientOptions {
  /** See `StartProcess`. */
  readonly folders: NamedFolders | null;
  readonly onEvent: (event: NumberedEvent) => void;
  /** Called with every message, heartbeats included: the process is alive. */
  readonly onAlive?: () => void;
  /** The error of requests that the process did not answer before it ended. */
  readonly exitError: (exit: EngineExit) => StationError;
}

/** Exactly one of the two is called, once. */
export interface ResponseCallbacks<Name extends CommandName = CommandName> {
  answered(output: Commands[Name]['output']): void;
  failed(error: StationError): void;
}

export interface EngineClient {
  readonly pid: number | undefined;
  readonly exited: Promise<EngineExit>;
  /**
   * Calls back while the answer is being received. So answers and events keep the order in which the engine sent them,
   * which promises do not guarantee.
   *
   * @param from Who asked for it; left out: this program.
   */
  send<Name extends CommandName>(
    command: Name,
    input: Commands[Name]['input'],
    callbacks: ResponseCallbacks<Name>,
    from?: Requester,
  ): void;
  /** Rejects with the engine's own `StationError`, or with `exitError` when the process ends first. */
  request<Name extends CommandName>(
    command: Name,
    input: Commands[Name]['input'],
  ): Promise<Commands[Name]['output']>;
  /** Asks the engine to finish and exit, kills it after 5 s, and resolves when the process is gone. */
  terminate(): Promise<void>;
  kill(): void;
}

type ClientState =
  | { readonly phase: 'connected' }
  | { readonly phase: 'terminating'; readonly killTimer: NodeJS.Timeout }
  | { readonly phase: 'exited'; readonly error: StationError };

export function connectEngine(start: StartProcess, options: EngineClientOptions): EngineClient {
  const pending = new Map<number, ResponseCallbacks>();
  let nextId = 1;
  let state: ClientState = { phase: 'connected' };
  let resolveExit: (exit: EngineExit) => void;
  const exited = new Promise<EngineExit>((resolve) => {
    resolveExit = resolve;
  });

  const onMessage = (message: EngineMessage): void => {
    options.onAlive?.();
    if (message.kind === 'heartbeat') return;
    if (message.kind === 'event') return options.onEvent(message.event);
    const callbacks = pending.get(message.id);
    pending.delete(message.id);
    if (message.kind === 'answer') callbacks?.answered(message.output);
    else callbacks?.failed(StationError.from(message.error));
  };
  const onExit = (exit: EngineExit): void => {
    if (state.phase === 'terminating') clearTimeout(state.killTimer);
    const error = options.exitError(exit);
    state = { phase: 'exited', error };
    for (const callbacks of pending.values()) callbacks.failed(error);
    pending.clear();
    resolveExit(exit);
  };
  const handle = start({ onMessage, onExit }, options.folders);

  const send: EngineClient['send'] = (command, input, callbacks, from) => {
    if (state.phase === 'exited') return callbacks.failed(state.error);
    const id = nextId++;
    pending.set(id, callbacks as ResponseCallbacks);
    handle.send({ id, command, input, ...(from && { from }) } as EngineRequest);
  };
  return {
    pid: handle.pid,
    exited,
    send,
    request: (command, input) =>
      new Promise((answered, failed) => send(command, input, { answered, failed })),
    async terminate() {
      if (state.phase === 'connected') {
        // A native library may hang, and the person must not wait for it.
        state = { phase: 'terminating', killTimer: setTimeout(() => handle.kill(), graceMilliseconds) };
        handle.terminate();
      }
      await exited;
    },
    kill: () => handle.kill(),
  };
}

// What the supervisor needs from a process. Node implements it with `child_process`, Electron with `utilityProcess`.
import type { EngineMessage, EngineRequest } from '../../src-inference/contract/index.ts';
import type { NamedFolders } from './sandbox/named-folders.ts';

export interface EngineExit {
  /** How the process ended: `SIGKILL`, `exit code 3`, or why it could not be started. */
  readonly status: string;
  /** The last lines of its standard error output; may be empty. */
  readonly stderrTail: string;
}

export interface EngineListeners {
  onMessage(message: EngineMessage): void;
  /** Called once, after the last message, and never before `StartProcess` has returned. */
  onExit(exit: EngineExit): void;
}

export interface EngineHandle {
  /** Undefined when the process could not be started. */
  readonly pid: number | undefined;
  send(request: EngineRequest): void;
  /** Asks the engine to finish its recordings and the log, and to exit (SIGTERM). */
  terminate(): void;
  /** Ends the process at once, even when it hangs (SIGKILL). */
  kill(): void;
}

/**
 * Does not throw: when a process cannot be started, `onExit` is called.
 *
 * @param folders What the process is closed in to, beside what it needs of the system; null: it is not closed in.
 */
export type StartProcess = (listeners: EngineListeners, folders: NamedFolders | null) => EngineHandle;

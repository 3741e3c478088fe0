// What the supervisor needs of a process, whoever starts it: `child_process` under Node, `utilityProcess` under Electron.
import type { EngineMessage, EngineRequest } from '../../src-inference/contract/index.ts';

export interface EngineExit {
  /** `SIGKILL`, `exit code 3`, or why it could not be started. */
  readonly how: string;
  /** The end of what it wrote to its standard error output; empty when that was nothing. */
  readonly lastWords: string;
}

export interface EngineListeners {
  onMessage(message: EngineMessage): void;
  /** Once, and nothing comes after it. Never before `StartProcess` has returned. */
  onExit(exit: EngineExit): void;
}

export interface EngineHandle {
  /** Undefined when it could not be started. */
  readonly pid: number | undefined;
  send(request: EngineRequest): void;
  /** Asks it to finish recordings and the log, and to go. */
  end(): void;
  /** At once, also when it hangs or is stopped. */
  kill(): void;
}

/** Does not throw: a process that cannot be started has exited. */
export type StartProcess = (listeners: EngineListeners) => EngineHandle;

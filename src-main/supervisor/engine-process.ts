// Starts the engine as a process of its own and speaks the contract with it: requests out, answers and events back.
import { type ChildProcess, fork } from 'node:child_process';
import {
  type CommandName,
  type Commands,
  type EngineEvent,
  type EngineMessage,
  StationError,
} from '../../src-inference/contract/index.ts';

/** Time that the engine gets to finish the log after it was told to stop, before it is killed. */
const stopGraceMilliseconds = 5000;
/** Enough of what native libraries print before they die to explain why. */
const keptStderrCharacters = 4000;
const keptStderrLines = 6;

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

interface PendingRequest {
  resolve(output: unknown): void;
  reject(error: StationError): void;
}

/** @param entry The built engine, `out/main/engine.js`. */
export function startEngine(entry: URL, onEvent: (event: EngineEvent) => void): EngineProcess {
  const child = fork(entry, {
    // Nothing but messages may come from the engine: its standard output would mix with the caller's.
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  const pending = new Map<number, PendingRequest>();
  const stderrTail = keepTail(child);
  let nextId = 1;
  let ended: StationError | undefined;
  let killTimer: NodeJS.Timeout | undefined;
  let interrupted = false;

  /** A native library that hangs must not keep the person waiting. */
  const killAfterGrace = (): void => {
    killTimer ??= setTimeout(() => child.kill('SIGKILL'), stopGraceMilliseconds);
  };

  const exited = new Promise<void>((resolve) => {
    const end = (reason: string): void => {
      clearTimeout(killTimer);
      ended ??= interrupted
        ? new StationError('aborted', `The engine was stopped (${reason}).`, {
            hint: 'Start it again; what was judged so far is in the log.',
          })
        : new StationError('engine_unavailable', `The engine ended unexpectedly (${reason}).`, {
            hint:
              stderrTail() ||
              'Run the command again; if it happens again, report it with the file that shows it.',
          });
      for (const request of pending.values()) request.reject(ended);
      pending.clear();
      resolve();
    };
    child.once('error', (error) => end(error.message));
    child.once('exit', (code, signal) => end(signal ?? `exit code ${code}`));
  });

  child.on('message', (message: EngineMessage) => {
    if (message.kind === 'heartbeat') return;
    if (message.kind === 'event') return onEvent(message.event.event);
    const request = pending.get(message.id);
    pending.delete(message.id);
    if (message.kind === 'answer') request?.resolve(message.output);
    else request?.reject(StationError.from(message.error));
  });

  return {
    request(command, input) {
      return new Promise((resolve, reject) => {
        if (ended) return reject(ended);
        const id = nextId++;
        pending.set(id, { resolve: resolve as PendingRequest['resolve'], reject });
        child.send({ id, command, input });
      });
    },
    interrupt() {
      interrupted = true;
      killAfterGrace();
      child.kill('SIGTERM');
    },
    async stop() {
      if (child.connected) child.disconnect();
      if (ended === undefined) killAfterGrace();
      await exited;
    },
  };
}

/** The last words of a process, without the stack trace that is of no use to the person. */
function keepTail(child: ChildProcess): () => string {
  let tail = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    tail = (tail + text).slice(-keptStderrCharacters);
  });
  return () => {
    const lines = tail.split('\n').filter((line) => line.trim() !== '' && !/^\s+at /.test(line));
    return lines.slice(-keptStderrLines).join('\n');
  };
}

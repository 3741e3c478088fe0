// How the engine starts a training and hears of it: a process of its own or, in a utility process of Electron, a thread. There Node
// cannot be forked: the packaged program does not run as Node (electron-builder.config.ts), it would open another window.
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { packageRoot } from '../../files/index.ts';
import type { TrainingMessage, TrainingRequest } from './training-messages.ts';

interface TrainingEnd {
  /** Null when it was killed by a signal. */
  readonly code: number | null;
  readonly wasKilled: boolean;
  /** The end of what it wrote to its standard error output. */
  readonly complaint: string;
}

export interface TrainingListeners {
  onMessage(message: TrainingMessage): void;
  onEnd(end: TrainingEnd): void;
}

export interface TrainingProcess {
  /** Of the process in which it runs; undefined when it could not be started. */
  readonly pid: number | undefined;
  tell(request: TrainingRequest): void;
  kill(): void;
}

/** It is always the built file, as the engine is. */
const file = 'out/main/training.js';
const keptComplaint = 2000;

export function startTrainingProcess(
  trainingDirectory: string,
  listeners: TrainingListeners,
): TrainingProcess {
  const isUtility = (process as { readonly parentPort?: unknown }).parentPort !== undefined;
  const start = isUtility ? inThread : forked;
  return start(join(packageRoot(), file), trainingDirectory, listeners);
}

function forked(entry: string, directory: string, { onMessage, onEnd }: TrainingListeners): TrainingProcess {
  const child = fork(entry, [directory], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let complaint = '';
  child.stderr?.on('data', (bytes: Buffer) => {
    complaint = (complaint + bytes.toString('utf8')).slice(-keptComplaint);
  });
  child.on('message', (message) => onMessage(message as TrainingMessage));
  child.once('error', (cause) => {
    complaint ||= cause.message;
  });
  child.once('exit', (code, signal) => onEnd({ code, wasKilled: signal !== null, complaint }));
  return {
    pid: child.pid,
    tell(request) {
      if (child.connected) child.send(request);
    },
    kill: () => void child.kill('SIGKILL'),
  };
}

function inThread(
  entry: string,
  directory: string,
  { onMessage, onEnd }: TrainingListeners,
): TrainingProcess {
  const worker = new Worker(entry, { argv: [directory] });
  let wasKilled = false;
  let complaint = '';
  worker.on('message', (message) => onMessage(message as TrainingMessage));
  worker.once('error', (cause) => {
    complaint = String(cause);
  });
  worker.once('exit', (code) => onEnd({ code, wasKilled, complaint }));
  return {
    pid: process.pid,
    tell: (request) => worker.postMessage(request),
    kill() {
      wasKilled = true;
      void worker.terminate();
    },
  };
}

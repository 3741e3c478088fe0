// How an engine of TensorRT is built beside the station: in a process of its own or, in a utility process of Electron, in a thread,
// since Node cannot be forked there.
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { packageRoot } from '../../files/index.ts';
import type { BuildMessage, BuildRequest } from './build-messages.ts';

export interface BuildListeners {
  onMessage(message: BuildMessage): void;
  /** @param reason As in "exit code 1" or "SIGKILL". */
  onEnd(reason: string): void;
}

/** It is always the built file: Node 20 starts nothing from TypeScript. */
const file = 'out/main/tensorrt-build.js';
const keptComplaint = 500;

/** @returns Ends the build at once. */
export function startBuild(request: BuildRequest, listeners: BuildListeners): () => void {
  const isUtility = (process as { readonly parentPort?: unknown }).parentPort !== undefined;
  return (isUtility ? inThread : forked)(join(packageRoot(), file), JSON.stringify(request), listeners);
}

function forked(entry: string, request: string, { onMessage, onEnd }: BuildListeners): () => void {
  const child = fork(entry, [request], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let complaint = '';
  child.stderr?.on('data', (bytes: Buffer) => {
    complaint = (complaint + bytes.toString('utf8')).slice(-keptComplaint);
  });
  child.on('message', (message) => onMessage(message as BuildMessage));
  child.once('error', (cause) => onEnd(cause.message));
  // What it wrote has arrived.
  child.once('close', (code, signal) => onEnd(`${signal ?? `exit code ${code}`} ${complaint}`.trim()));
  return () => void child.kill('SIGKILL');
}

function inThread(entry: string, request: string, { onMessage, onEnd }: BuildListeners): () => void {
  const worker = new Worker(entry, { argv: [request] });
  worker.on('message', (message) => onMessage(message as BuildMessage));
  worker.once('error', (cause) => onEnd(String(cause)));
  worker.once('exit', (code) => onEnd(`exit code ${code}`));
  return () => void worker.terminate();
}

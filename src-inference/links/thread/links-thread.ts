// Starts the thread of the connections, and makes it anew when it ended, ran out of memory, or hangs. The engine never waits for
// it: what it is told is a message, and what it says is an event.
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { packageRoot } from '../../files/index.ts';
import { pauseAfter } from '../backoff.ts';
import type { LinksMessage, LinksRequest, LinksSetup } from './thread-messages.ts';

/** The thread is always the built file, as the engine is. */
const builtWorker = join(packageRoot(), 'out/main/links-worker.js');

export interface LinksThreadOptions {
  readonly setup: LinksSetup;
  /** Path of the file that the thread runs. */
  readonly file?: string;
  /** A new thread begins with these messages. */
  readonly greet: () => readonly LinksRequest[];
  readonly onMessage: (message: LinksMessage) => void;
  /** @param reason Why the thread ended; another one follows after a pause. */
  readonly onLost: (reason: string) => void;
}

/** Of the heap; sockets and the cache of SQLite come on top. */
const memoryMegabytes = 192;
/** Ticks of a second without a heartbeat after which the thread is taken to hang. It counts ticks, not time: a machine may sleep. */
const mostSilentTicks = 10;
const tickMilliseconds = 1000;
const closeMilliseconds = 3000;
/** A thread that ran for so many ticks begins again with the shortest pause. */
const steadyTicks = 60;

export class LinksThread {
  private readonly options: LinksThreadOptions;
  private readonly timer: NodeJS.Timeout;
  private worker: Worker | null = null;
  private silentTicks = 0;
  private ticks = 0;
  private failures = 0;
  private restart: NodeJS.Timeout | undefined;
  private isClosing = false;
  private reason = '';

  constructor(options: LinksThreadOptions) {
    this.options = options;
    this.start();
    this.timer = setInterval(() => this.tick(), tickMilliseconds);
    this.timer.unref();
  }

  /** A thread that is being made anew is not told: it begins with the greeting. @returns Whether there is one. */
  send(request: LinksRequest): boolean {
    this.worker?.postMessage(request);
    return this.worker !== null;
  }

  /** Resolves when signals are off and receivers were told, or when that took too long. */
  async close(): Promise<void> {
    this.isClosing = true;
    clearInterval(this.timer);
    clearTimeout(this.restart);
    const { worker } = this;
    if (worker === null) return;
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    worker.postMessage({ kind: 'close' } satisfies LinksRequest);
    const timer = setTimeout(() => void worker.terminate(), closeMilliseconds);
    await ended;
    clearTimeout(timer);
  }

  private start(): void {
    const { setup, file = builtWorker, greet, onMessage } = this.options;
    const worker = new Worker(file, {
      workerData: setup,
      resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
      // It must not see the secrets of the engine's environment, nor print into what the engine says.
      env: {},
      stdout: true,
      stderr: true,
    });
    this.worker = worker;
    this.reason = '';
    this.silentTicks = 0;
    this.ticks = 0;
    worker.on('message', (message: LinksMessage) => {
      if (message.kind === 'heartbeat') this.silentTicks = 0;
      else onMessage(message);
    });
    worker.on('error', (error: Error) => {
      this.reason = error.message;
    });
    worker.once('exit', (code) => this.ended(worker, code));
    worker.stdout.resume();
    worker.stderr.resume();
    worker.unref();
    for (const request of greet()) worker.postMessage(request);
  }

  private ended(worker: Worker, code: number): void {
    if (this.worker === worker) this.worker = null;
    if (this.isClosing) return;
    this.failures += 1;
    this.options.onLost(this.reason || `exit code ${code}`);
    this.restart = setTimeout(() => this.start(), pauseAfter(this.failures, Math.random()));
    this.restart.unref();
  }

  private tick(): void {
    if (this.worker === null) return;
    this.ticks += 1;
    if (this.ticks >= steadyTicks) this.failures = 0;
    this.silentTicks += 1;
    if (this.silentTicks < mostSilentTicks) return;
    this.reason = `no sign of life for ${mostSilentTicks} s`;
    this.silentTicks = 0;
    void this.worker.terminate();
  }
}

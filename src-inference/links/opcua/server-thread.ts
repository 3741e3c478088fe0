// The thread of one OPC UA server, as the thread of the connections sees it.
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { StationError, toStationError } from '../../contract/index.ts';
import { packageRoot } from '../../files/index.ts';
import type { StationMessage } from '../messages/station-message.ts';
import type { Ask } from '../questions.ts';
import type { Question } from '../thread/thread-messages.ts';
import type { ServerMessage, ServerRequest, ServerSetup } from './server-messages.ts';

/** The thread is always the built file, as the engine is. */
const builtWorker = join(packageRoot(), 'out/main/opcua-worker.js');
/** Of the heap. The address space of the standard and the companion specification takes 85 MB of it. */
const memoryMegabytes = 320;
/** Ticks of a second without a heartbeat after which the thread is taken to hang. */
const mostSilentTicks = 30;
/** The same before clients may come: loading the server gives no sign of life, and takes long on a busy machine. */
const mostStartTicks = 180;
const tickMilliseconds = 1000;
const closeMilliseconds = 2000;

export class ServerThread {
  private readonly worker: Worker;
  private readonly timer: NodeJS.Timeout;
  private readonly exited: Promise<void>;
  /** Messages that clients do not know of yet. */
  private readonly untaken = new Map<number, { taken: () => void; lost: (error: StationError) => void }>();
  private nextId = 1;
  private silentTicks = 0;
  private isReady = false;
  private reason = '';
  private isClosing = false;
  private lost: (reason: string) => void = () => undefined;
  private ask: (question: Question) => Promise<unknown> = () => Promise.reject(new Error('nobody is asked'));

  /**
   * Resolves when clients may come, or, in a test, when they could.
   *
   * @param file Path of the file that the thread runs.
   * @throws StationError why the server cannot be.
   */
  static async start(setup: ServerSetup, file = builtWorker): Promise<ServerThread> {
    const thread = new ServerThread(setup, file);
    await thread.ready;
    return thread;
  }

  private readonly ready: Promise<void>;

  private constructor(setup: ServerSetup, file: string) {
    const worker = new Worker(file, {
      workerData: setup,
      resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
      // node-opcua reports on the console.
      stdout: true,
      stderr: true,
    });
    this.worker = worker;
    worker.stdout.resume();
    worker.stderr.resume();
    this.timer = setInterval(() => this.tick(), tickMilliseconds);
    this.ready = new Promise((resolve, reject) => {
      worker.on('message', (message: ServerMessage) => this.hear(message, resolve, reject));
      worker.once('exit', (code) => reject(stopped(this.reason || `exit code ${code}`)));
    });
    worker.on('error', (error: Error) => {
      this.reason = error.message;
    });
    this.exited = new Promise((resolve) => {
      worker.once('exit', (code) => {
        this.ended(this.reason || `exit code ${code}`);
        resolve();
      });
    });
  }

  /** @param call Gets the reason, once, unless the thread was closed. */
  onLost(call: (reason: string) => void): void {
    this.lost = call;
  }

  onAsk(call: Ask): void {
    this.ask = call;
  }

  send(request: ServerRequest): void {
    this.worker.postMessage(request);
  }

  /** Resolves when clients know of it. @throws StationError when the thread ended before. */
  tell(message: StationMessage): Promise<void> {
    const id = this.nextId++;
    return new Promise((taken, lost) => {
      this.untaken.set(id, { taken, lost });
      this.send({ kind: 'message', id, message });
    });
  }

  /** Clients are told, and the thread ends. */
  async close(): Promise<void> {
    this.isClosing = true;
    this.send({ kind: 'close' });
    const timer = setTimeout(() => void this.worker.terminate(), closeMilliseconds);
    await this.exited;
    clearTimeout(timer);
  }

  private hear(message: ServerMessage, ready: () => void, refused: (error: StationError) => void): void {
    switch (message.kind) {
      case 'heartbeat':
        this.silentTicks = 0;
        return;
      case 'ready':
        this.isReady = true;
        return ready();
      case 'refused':
        return refused(StationError.from(message.error));
      case 'taken':
        this.untaken.get(message.id)?.taken();
        this.untaken.delete(message.id);
        return;
      case 'ask':
        return void this.answer(message.id, message.question);
      default:
        return message satisfies never;
    }
  }

  private async answer(id: number, question: Question): Promise<void> {
    try {
      this.send({ kind: 'answer', id, output: await this.ask(question), error: null });
    } catch (thrown) {
      this.send({ kind: 'answer', id, output: null, error: toStationError(thrown).toJSON() });
    }
  }

  private tick(): void {
    this.silentTicks += 1;
    const most = this.isReady ? mostSilentTicks : mostStartTicks;
    if (this.silentTicks < most) return;
    this.reason = `no sign of life for ${most} s`;
    void this.worker.terminate();
  }

  private ended(reason: string): void {
    clearInterval(this.timer);
    for (const { lost } of this.untaken.values()) lost(stopped(reason));
    this.untaken.clear();
    if (!this.isClosing) this.lost(reason);
  }
}

function stopped(reason: string): StationError {
  return new StationError('link_stopped', `The OPC UA server ended: ${reason}.`, {
    hint: 'Wait a moment. If it happens again, export a support bundle.',
  });
}

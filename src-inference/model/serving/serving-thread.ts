// The other end of the thread of the inference servers. A thread that ended answers nothing any more: this machine does it then.
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { StationError } from '../../contract/index.ts';
import { packageRoot } from '../../files/index.ts';
import type { Clip } from '../../windows/index.ts';
import { packFrames } from '../pack-frames.ts';
import type { PoolState, ServingMessage, ServingRequest, ServingSetup } from './serving-messages.ts';

/** The thread is always the built file: Node 20 starts no worker from TypeScript. */
const workerFile = 'out/main/serving-worker.js';

type Unanswered = null;

export class ServingThread {
  /** Resolves when it is known whether a server can be used. */
  readonly opened: Promise<PoolState>;
  private readonly worker: Worker;
  private readonly exited: Promise<unknown>;
  private readonly waiting = new Map<number, (probabilities: readonly number[] | Unanswered) => void>();
  /** Clips that came back, as those of the session's thread. */
  private readonly spare: Uint8Array[] = [];
  private present: PoolState = { by: null, error: null };
  private nextId = 1;
  private isEnded = false;

  /** @param onState Called with every state after the first one. */
  constructor(setup: ServingSetup, onState: (state: PoolState) => void) {
    this.worker = new Worker(join(packageRoot(), workerFile), { workerData: setup });
    this.exited = new Promise((resolve) => this.worker.once('exit', resolve));
    this.opened = new Promise((resolve) => {
      const take = (state: PoolState): void => {
        this.present = state;
        resolve(state);
        onState(state);
      };
      this.worker.on('message', (message: ServingMessage) => {
        if (message.kind === 'state') take(message.state);
        else this.answer(message);
      });
      let reason = '';
      this.worker.on('error', (error) => {
        reason = error.message;
      });
      this.worker.on('exit', (code) => {
        const isWanted = this.isEnded;
        this.end();
        if (!isWanted) take({ by: null, error: lost(reason || `exit code ${code}`).toJSON() });
      });
    });
  }

  get state(): PoolState {
    return this.present;
  }

  /** @returns One probability for each label; null: no server named the window. */
  name(clip: Clip): Promise<readonly number[] | Unanswered> {
    return new Promise((resolve) => {
      if (this.isEnded || this.present.by === null) return resolve(null);
      const id = this.nextId++;
      this.waiting.set(id, resolve);
      const frames = packFrames(clip.frames, this.spare.pop());
      this.worker.postMessage({ kind: 'clip', id, frames } satisfies ServingRequest, [
        frames.buffer as ArrayBuffer,
      ]);
    });
  }

  async close(): Promise<void> {
    this.end();
    this.worker.postMessage({ kind: 'close' } satisfies ServingRequest);
    await this.exited;
  }

  private answer(message: Exclude<ServingMessage, { kind: 'state' }>): void {
    const resolve = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (message.kind === 'unanswered') return resolve?.(null);
    this.spare.push(message.frames);
    resolve?.(message.probabilities);
  }

  private end(): void {
    this.isEnded = true;
    for (const resolve of this.waiting.values()) resolve(null);
    this.waiting.clear();
    this.spare.length = 0;
  }
}

function lost(reason: string): StationError {
  return new StationError('internal', `The thread of the inference servers ended: ${reason}.`, {
    hint: 'Load the model again; this machine names the windows until then.',
  });
}

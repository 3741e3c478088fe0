// Names the action in a window: hands clips to the session's thread and its answers back.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import {
  type NetworkChoice,
  type Precision,
  type ServingState,
  StationError,
  type WindowScores,
} from '../contract/index.ts';
import { packageRoot } from '../files/index.ts';
import type { Clip } from '../windows/index.ts';
import { prepareBackend, tensorRtBy, thisMachine } from './backends.ts';
import { type ModelCard, networkFile } from './card.ts';
import { chooseNetwork, type LocalChoice, type Wish } from './choice.ts';
import { mustBeWhole } from './network-hash.ts';
import { packFrames } from './pack-frames.ts';
import { openSession, type Session } from './session.ts';
import type { SessionMessage, SessionRequest, SessionSetup } from './session-messages.ts';
import { type BuildWatch, ensureEngine } from './tensorrt/index.ts';

/** Where an inference server is wanted. */
export interface Serving {
  readonly state: ServingState;
  /** To be told when another place names the windows. */
  onChange(listener: (state: ServingState) => void): void;
}

export interface Classifier {
  /** Which network of the card names the next window, and where. With an inference server it may change. */
  readonly choice: NetworkChoice;
  /** Pictures that it wants. */
  readonly inputSize: { readonly width: number; readonly height: number };
  /**
   * Several may be under way; they are answered in order.
   *
   * @throws StationError `model_invalid` when the network fails, `aborted` when it was closed meanwhile.
   */
  classify(clip: Clip): Promise<WindowScores>;
  close(): Promise<void>;
  /** Null: it runs on this machine, as wanted. */
  readonly serving: Serving | null;
}

/** The thread is always the built file: Node 20 starts no worker from TypeScript. */
const workerFile = 'out/main/session-worker.js';

/**
 * Opens the network of the card that fits this machine best, or the one that is wished for. A backend that was not asked for
 * and fails is left out.
 *
 * @param watch Of the engine that TensorRT builds when it runs a network on this GPU for the first time.
 * @throws StationError `model_invalid`, `model_damaged`, `model_mismatch`, `backend_unavailable`, `model_not_found` for a precision that
 *   the card does not have, or `cpu_unsuitable` for one whose answers would be wrong on this CPU; those of `ensureEngine`.
 */
export async function openClassifier(
  card: ModelCard,
  wish: Partial<Wish> = {},
  watch: BuildWatch = {},
): Promise<Classifier> {
  const wanted = { precision: null, target: null, backend: null, ...wish };
  let machine = thisMachine();
  for (;;) {
    const choice = chooseNetwork(card, machine, wanted);
    try {
      return await openChoice(card, choice, watch);
    } catch (thrown) {
      const isChosen = wanted.backend !== null || card.backend.name !== 'auto' || choice.backend === 'cpu';
      if (isChosen || !(thrown instanceof StationError) || isFinal(thrown)) throw thrown;
      // The library is there, but not what it needs: the next best.
      const missing = { what: thrown.message, hint: thrown.hint ?? '' };
      machine = { ...machine, missing: { ...machine.missing, [choice.backend]: missing } };
    }
  }
}

/** No other backend would do better. */
function isFinal({ code }: StationError): boolean {
  return code === 'aborted' || code === 'model_damaged';
}

/**
 * One network of the card on this machine, in the thread that asks: for measuring, not for a station.
 *
 * @throws StationError, as `openClassifier` does.
 */
export async function openCardSession(card: ModelCard, precision: Precision): Promise<Session> {
  const choice = chooseNetwork(card, thisMachine(), { precision, target: null, backend: null });
  return openSession(await setupOf(card, choice, {}));
}

async function setupOf(card: ModelCard, choice: LocalChoice, watch: BuildWatch): Promise<SessionSetup> {
  const file = networkFile(card, choice)!;
  await mustBeWhole(file);
  const { backend, precision } = choice;
  const byAddon = backend === 'tensorrt' && tensorRtBy() === 'addon';
  if (!byAddon) prepareBackend(backend, card.backend);
  return {
    engine: byAddon ? await ensureEngine(file, precision, card.backend, watch) : null,
    file: file.path,
    input: file.input,
    output: card.output,
    labels: card.labels.length,
    places: card.places,
    threads: availableParallelism(),
    backend,
    settings: card.backend,
    closing: new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)),
  };
}

async function openChoice(card: ModelCard, choice: LocalChoice, watch: BuildWatch): Promise<Classifier> {
  try {
    return await openOnce(card, choice, watch);
  } catch (thrown) {
    // TensorRT did not take the engine that was kept, and it is gone now.
    if (!(thrown instanceof StationError) || thrown.code !== 'engine_unusable') throw thrown;
    return openOnce(card, choice, watch);
  }
}

async function openOnce(card: ModelCard, choice: LocalChoice, watch: BuildWatch): Promise<Classifier> {
  const classifier = new WorkerClassifier(await setupOf(card, choice, watch), choice);
  try {
    await classifier.ready;
    return classifier;
  } catch (thrown) {
    await classifier.close();
    throw thrown;
  }
}

interface Waiting {
  readonly clip: Clip;
  resolve(scores: WindowScores): void;
  reject(error: StationError): void;
}

class WorkerClassifier implements Classifier {
  readonly choice: NetworkChoice;
  readonly serving = null;
  readonly inputSize: { readonly width: number; readonly height: number };
  readonly ready: Promise<void>;
  private readonly setup: SessionSetup;
  private readonly worker: Worker;
  private readonly exited: Promise<unknown>;
  private readonly waiting = new Map<number, Waiting>();
  /** Clips that came back: one of a large network takes 6 MB, and the collector would let many of them pile up. */
  private readonly spare: Uint8Array[] = [];
  private last: Pick<Clip, 'endSeconds'> | null = null;
  private nextId = 1;
  private ended: StationError | null = null;

  constructor(setup: SessionSetup, choice: NetworkChoice) {
    this.choice = choice;
    this.setup = setup;
    this.inputSize = { width: setup.input.width, height: setup.input.height };
    this.worker = new Worker(join(packageRoot(), workerFile), { workerData: setup });
    this.exited = new Promise((resolve) => this.worker.once('exit', resolve));
    this.ready = new Promise((resolve, reject) => {
      this.worker.on('message', (message: SessionMessage) => {
        if (message.kind === 'ready') resolve();
        else if (message.kind === 'failure' && message.id === null) reject(StationError.from(message.error));
        else this.answer(message);
      });
      const end = (reason: string): void => {
        this.end(
          new StationError('model_invalid', `The network's thread ended: ${reason}.`, {
            where: setup.file,
            hint: 'Check the network with "stepwatch model DIR"; it may need more memory than there is.',
          }),
        );
        reject(this.ended);
      };
      this.worker.on('error', (error) => end(error.message));
      this.worker.on('exit', (code) => end(`exit code ${code}`));
    });
  }

  classify(clip: Clip): Promise<WindowScores> {
    return new Promise((resolve, reject) => {
      if (this.ended) return reject(this.ended);
      const id = this.nextId++;
      this.waiting.set(id, { clip, resolve, reject });
      const frames = packFrames(clip.frames, this.spare.pop());
      const request: SessionRequest = { kind: 'clip', id, frames, follows: follows(clip, this.last) };
      this.last = { endSeconds: clip.endSeconds };
      this.worker.postMessage(request, [frames.buffer as ArrayBuffer]);
    });
  }

  /** ONNX Runtime takes the whole process with it when its thread is ended while a network runs: it ends by itself. */
  async close(): Promise<void> {
    this.end(new StationError('aborted', 'The network was closed before it answered.'));
    Atomics.store(this.setup.closing, 0, 1);
    this.worker.postMessage({ kind: 'close' } satisfies SessionRequest);
    await this.exited;
  }

  private answer(message: Exclude<SessionMessage, { kind: 'ready' }>): void {
    const waiting = this.waiting.get(message.id!);
    this.waiting.delete(message.id!);
    if (message.kind === 'failure') waiting?.reject(StationError.from(message.error));
    else {
      this.spare.push(message.frames);
      waiting?.resolve({
        startSeconds: waiting.clip.startSeconds,
        endSeconds: waiting.clip.endSeconds,
        probabilities: message.probabilities,
      });
    }
  }

  private end(error: StationError): void {
    this.ended ??= error;
    for (const waiting of this.waiting.values()) waiting.reject(this.ended);
    this.waiting.clear();
    this.spare.length = 0;
  }
}

/** Whether no picture is missing between two clips: a jump, or a window that was dropped, leaves a gap of a picture at least. */
export function follows(clip: Clip, before: Pick<Clip, 'endSeconds'> | null): boolean {
  if (before === null) return false;
  const pictureSeconds = (clip.endSeconds - clip.startSeconds) / clip.frames.length;
  return Math.abs(clip.startSeconds - before.endSeconds) < pictureSeconds / 2;
}

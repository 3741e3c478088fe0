// The index of the journals, as the engine uses it: one thread keeps it up to the journals, another one answers queries, and a third
// one, once it is needed, those that take long.
// Nothing here can stop or slow the engine: what fails is told, and the station goes on.
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type PlainStationError, StationError } from '../contract/index.ts';
import { packageRoot } from '../files/index.ts';
import { type IndexPlace, placeOfIndex } from './index-place.ts';
import type { CatchUpScope } from './journal-tail.ts';
import type { ReaderMessage, ReaderRequest, ThreadSetup, WriterMessage, WriterRequest } from './messages.ts';
import { longQueries, type QueryAnswer, type QueryInput, type QueryName } from './queries/index.ts';
import { workerFile } from './worker-file.ts';

/**
 * - `building`: it is being made again; `error` says why the one before was thrown away
 * - `ready`: nothing is wrong with it
 * - `failed`: it cannot be written; it is tried again
 */
export interface IndexState {
  readonly state: 'building' | 'ready' | 'failed';
  readonly error: PlainStationError | null;
}

export interface ArchiveOptions {
  /** Folder of the journals. */
  readonly record: string;
  /** Where the file of the index belongs. */
  readonly index: string;
}

interface Waiting<T> {
  readonly resolve: (value: T) => void;
  readonly reject: (error: StationError) => void;
}

export class Archive {
  private readonly record: string;
  private readonly place: IndexPlace;
  private readonly writer: Worker;
  private readonly reader: Worker;
  private counter: Worker | null = null;
  private readonly writing = new Map<number, Waiting<void>>();
  private readonly reading = new Map<number, Waiting<unknown>>();
  private lastId = 0;
  private state: IndexState = { state: 'ready', error: null };
  private done: number | null = null;
  private readonly listeners: ((state: IndexState) => void)[] = [];
  /** The request that a wake has sent; more events wait for its end. */
  private waking: Promise<void> | null = null;
  /** Days whose journals have grown since. */
  private readonly grown = new Set<string>();
  /** How many files of the index were begun. */
  private begun = 0;
  private isClosed = false;
  /** Resolves when the writer has said something, or is gone. */
  private readonly writerBegan: Promise<void>;

  constructor(options: ArchiveOptions) {
    this.record = options.record;
    this.place = placeOfIndex(options.index);
    this.writer = this.startThread('writer');
    this.writerBegan = new Promise((resolve) => {
      for (const sign of ['message', 'error', 'exit']) this.writer.once(sign, () => resolve());
    });
    this.reader = this.startThread('reader');
    this.writer.on('message', (message: WriterMessage) => this.hearWriter(message));
    this.reader.on('message', (message: ReaderMessage) => this.hearReader(message));
  }

  /** Where the index lies: elsewhere while its own disk cannot be written. */
  get file(): string {
    return this.place.file;
  }

  /** How much of a long catching up is done, 0 to 1; null when the index is nearly up to the journals. */
  get building(): number | null {
    return this.done;
  }

  /** Calls back with every state from now on, and at once when something is wrong already. */
  follow(listener: (state: IndexState) => void): void {
    this.listeners.push(listener);
    if (this.state.error !== null) listener(this.state);
  }

  /** Something was appended to the journal of a day. It returns at once. */
  wake(day: string): void {
    this.grown.add(day);
    this.readGrown();
  }

  private readGrown(): void {
    if (this.waking || this.isClosed || this.grown.size === 0) return;
    const days = [...this.grown];
    this.grown.clear();
    this.waking = this.catchUp(days)
      .catch(() => undefined)
      .finally(() => {
        this.waking = null;
        this.readGrown();
      });
  }

  /**
   * Resolves when everything that is in the journals now is in the index.
   *
   * @param scope Days to whose journals something was appended; `all`: what was changed by hand, too.
   * @throws StationError `index_unwritable`.
   */
  async catchUp(scope: CatchUpScope): Promise<void> {
    try {
      await this.askWriter((id) => ({ kind: 'catchUp', id, scope }));
      this.done = null;
      this.become({ state: 'ready', error: null });
    } catch (thrown) {
      this.done = null;
      if (!this.isClosed) this.become({ state: 'failed', error: (thrown as StationError).toJSON() });
      throw thrown;
    }
  }

  /** @returns Whether the index is up to the journals within the time; it is worked on meanwhile. */
  async catchUpWithin(milliseconds: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<false>((resolve) => {
      timer = setTimeout(() => resolve(false), milliseconds);
    });
    try {
      return await Promise.race([this.catchUp('all').then(() => true), timeout]);
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * Asks the index as it is. A damaged one is thrown away, and the query is asked of the new one, which is still empty.
   *
   * @throws StationError `index_unwritable`.
   */
  async query<Name extends QueryName>(name: Name, input: QueryInput<Name>): Promise<QueryAnswer<Name>> {
    // On a busy machine the thread that makes the file may still be starting.
    if (this.writing.size > 0) await this.writerBegan;
    const begun = this.begun;
    try {
      return await this.askReader(name, input);
    } catch (thrown) {
      if (!(thrown instanceof Damaged)) throw thrown;
      await this.askWriter((id) => ({ kind: 'discard', id, reason: thrown.message, begun }));
      void this.catchUp('all').catch(() => undefined);
      return await this.askReader(name, input);
    }
  }

  /** What was read so far is kept. */
  async close(): Promise<void> {
    this.isClosed = true;
    const threads = [this.writer, ...this.readers];
    const exits = threads.map(
      (thread) => new Promise<void>((resolve) => thread.once('exit', () => resolve())),
    );
    this.tellWriter({ kind: 'close' });
    this.tellReaders({ kind: 'close' });
    await Promise.all(exits);
    this.place.leave();
  }

  private startThread(kind: ThreadSetup['kind']): Worker {
    const workerData: ThreadSetup = { kind, index: this.file, record: this.record };
    const thread = new Worker(join(packageRoot(), workerFile), { workerData });
    const fail = (reason: string): void => {
      const error = threadEnded(reason);
      for (const waiting of [this.writing, this.reading]) {
        for (const { reject } of waiting.values()) reject(error);
        waiting.clear();
      }
    };
    thread.on('error', ({ message }) => fail(message));
    thread.on('exit', () => fail('it ended'));
    return thread;
  }

  private hearWriter(message: WriterMessage): void {
    switch (message.kind) {
      case 'begun':
        this.begun += 1;
        this.tellReaders({ kind: 'reopen' });
        // A station that had no index yet is in order.
        if (message.reason === null) break;
        this.become({ state: 'building', error: thrownAway(this.file, message.reason).toJSON() });
        break;
      case 'progress':
        this.done = message.done;
        break;
      case 'done':
        this.writing.get(message.id)?.resolve();
        this.writing.delete(message.id);
        break;
      case 'failed':
        this.writing.get(message.id)?.reject(StationError.from(message.error));
        this.writing.delete(message.id);
        break;
      default:
        message satisfies never;
    }
  }

  private hearReader(message: ReaderMessage): void {
    const waiting = this.reading.get(message.id);
    this.reading.delete(message.id);
    switch (message.kind) {
      case 'answer':
        waiting?.resolve(message.answer);
        break;
      case 'failure':
        waiting?.reject(StationError.from(message.error));
        break;
      case 'damaged':
        waiting?.reject(new Damaged('index_unwritable', message.reason));
        break;
      default:
        message satisfies never;
    }
  }

  /** Tells what is wrong, and that it is right again. */
  private become(state: IndexState): void {
    const before = this.state;
    if (state.state === before.state && state.error?.message === before.error?.message) return;
    this.state = state;
    for (const listener of this.listeners) listener(state);
  }

  private askWriter(request: (id: number) => WriterRequest): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.isClosed) return reject(threadEnded('the station is closed'));
      const id = ++this.lastId;
      this.writing.set(id, { resolve, reject });
      this.tellWriter(request(id));
    });
  }

  private askReader<Name extends QueryName>(name: Name, input: QueryInput<Name>): Promise<QueryAnswer<Name>> {
    return new Promise<unknown>((resolve, reject) => {
      if (this.isClosed) return reject(threadEnded('the station is closed'));
      const id = ++this.lastId;
      this.reading.set(id, { resolve, reject });
      this.readerOf(name).postMessage({ kind: 'query', id, name, input } satisfies ReaderRequest);
    }) as Promise<QueryAnswer<Name>>;
  }

  private tellWriter(request: WriterRequest): void {
    this.writer.postMessage(request);
  }

  private get readers(): readonly Worker[] {
    return this.counter === null ? [this.reader] : [this.reader, this.counter];
  }

  private readerOf(name: QueryName): Worker {
    if (!longQueries.has(name)) return this.reader;
    if (this.counter === null) {
      this.counter = this.startThread('counter');
      this.counter.on('message', (message: ReaderMessage) => this.hearReader(message));
    }
    return this.counter;
  }

  private tellReaders(request: ReaderRequest): void {
    for (const reader of this.readers) reader.postMessage(request);
  }
}

class Damaged extends StationError {}

function thrownAway(index: string, reason: string): StationError {
  return new StationError('index_unwritable', `The index of the history was damaged: ${reason}.`, {
    where: index,
    hint: 'It is being built again from the record; nothing is lost.',
  });
}

function threadEnded(reason: string): StationError {
  return new StationError('index_unwritable', `The index of the history does not answer: ${reason}.`, {
    hint: 'Restart the engine. The record itself is complete.',
  });
}

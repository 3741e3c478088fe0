// Keeps the file of the index: makes it, throws a damaged one away, reads the journals into it.
import { StationError } from '../contract/index.ts';
import { Database, indexError, removeIndex, UnusableIndex } from './database.ts';
import { type CatchUpScope, CursorMoved, JournalTail, type TailProgress } from './journal-tail.ts';

export interface IndexWriterOptions {
  /** File of the index. */
  readonly index: string;
  /** Folder of the journals. */
  readonly record: string;
  /** Another file was begun. @param reason Why the one before was thrown away; null: there was none. */
  readonly onBegun: (reason: string | null) => void;
  readonly onProgress: (progress: TailProgress) => void;
}

/** How often a damaged index is thrown away before the disk is believed to be broken. */
const mostAttempts = 3;

export class IndexWriter {
  private readonly options: IndexWriterOptions;
  private readonly stopping = new AbortController();
  private opened: Database | null = null;
  /** Whether older journals may be unread: until all were looked at once. */
  private isNew = true;

  constructor(options: IndexWriterOptions) {
    this.options = options;
  }

  /**
   * Resolves when everything that was in the journals before the call is in the index. One call at a time.
   *
   * @throws StationError `index_unwritable`.
   */
  async catchUp(scope: CatchUpScope): Promise<void> {
    const { record, index, onProgress } = this.options;
    const { signal } = this.stopping;
    for (let attempt = 1; !signal.aborted; ) {
      try {
        const tail = new JournalTail(this.open(), record);
        await tail.catchUp(this.isNew ? 'all' : scope, onProgress, signal);
        this.isNew = false;
        return;
      } catch (thrown) {
        if (thrown instanceof CursorMoved) continue;
        const error = indexError(index, thrown);
        if (error instanceof UnusableIndex && attempt++ < mostAttempts) this.discard(error.message);
        else {
          this.close();
          throw error instanceof UnusableIndex ? alwaysDamaged(index, error) : error;
        }
      }
    }
  }

  /** Throws the index away and begins another one. @throws StationError `index_unwritable`. */
  discard(reason: string): void {
    this.close();
    removeIndex(this.options.index);
    this.opened = new Database(this.options.index, 'write');
    this.isNew = true;
    this.options.onBegun(reason);
  }

  /** `catchUp` ends soon, and keeps what it has read. */
  stop(): void {
    this.stopping.abort();
  }

  close(): void {
    this.opened?.close();
    this.opened = null;
  }

  private open(): Database {
    if (this.opened) return this.opened;
    const database = new Database(this.options.index, 'write');
    this.opened = database;
    this.isNew = true;
    if (database.get('SELECT 1 FROM journals LIMIT 1') === null) this.options.onBegun(null);
    return database;
  }
}

function alwaysDamaged(index: string, { message }: UnusableIndex): StationError {
  return new StationError(
    'index_unwritable',
    `The index of the history breaks again and again: ${message}.`,
    {
      where: index,
      hint: 'Check the disk. The record itself is complete.',
    },
  );
}

// The file of the index, through libsql. Statements are prepared once for each text.
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Libsql from 'libsql';
import { StationError } from '../contract/index.ts';
import { makeFolder } from '../files/index.ts';
import { schema, schemaVersion } from './schema.ts';

export type SqlValue = string | number | null;

/** The file is there and cannot be used: damaged, or made by another version. It can be built again. */
export class UnusableIndex extends Error {}

type Statement = Libsql.Statement<SqlValue[]>;

export class Database {
  private readonly connection: InstanceType<typeof Libsql>;
  private readonly statements = new Map<string, Statement>();

  /**
   * @param access `write`: the file is made when it is not there. `count`: only digests are written.
   * @throws UnusableIndex; StationError `index_unwritable`.
   */
  constructor(path: string, access: 'read' | 'count' | 'write') {
    try {
      if (access === 'write') makeFolder(dirname(path));
      this.connection = new Libsql(path, { timeout: busyMilliseconds });
    } catch (cause) {
      throw unwritable(path, cause);
    }
    try {
      if (access === 'write') this.prepareForWriting();
      else if (access === 'read') this.exec('PRAGMA query_only = 1');
      const [found] = this.all<{ user_version: number }>('PRAGMA user_version');
      if (found?.user_version === schemaVersion) return;
      throw new UnusableIndex('another version of Stepwatch made it');
    } catch (thrown) {
      this.close();
      throw indexError(path, thrown);
    }
  }

  private prepareForWriting(): void {
    // A loss of power loses the newest transactions at most, cursor and rows together: they are made again.
    this.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA journal_size_limit = 67108864');
    const [found] = this.all<{ tables: number }>('SELECT count(*) AS tables FROM sqlite_schema');
    if (found?.tables === 0) this.transaction(() => this.exec(schema));
  }

  exec(sql: string): void {
    this.connection.exec(sql);
  }

  all<Row>(sql: string, ...values: readonly SqlValue[]): readonly Row[] {
    return this.statement(sql).all(...values) as Row[];
  }

  get<Row>(sql: string, ...values: readonly SqlValue[]): Row | null {
    return this.all<Row>(sql, ...values)[0] ?? null;
  }

  /** Rows one after the other, without holding them all. */
  rows<Row>(sql: string, ...values: readonly SqlValue[]): Iterable<Row> {
    // A statement of its own: two readers of one statement would disturb each other.
    return this.connection.prepare<SqlValue[]>(sql).iterate(...values) as Iterable<Row>;
  }

  run(sql: string, ...values: readonly SqlValue[]): void {
    this.statement(sql).run(...values);
  }

  /** Nobody else writes meanwhile. When the action throws, nothing has changed. */
  transaction<T>(action: () => T): T {
    this.exec('BEGIN IMMEDIATE');
    try {
      const result = action();
      this.exec('COMMIT');
      return result;
    } catch (thrown) {
      try {
        this.exec('ROLLBACK');
      } catch {
        // SQLite has rolled back by itself, as it does when the disk is full.
      }
      throw thrown;
    }
  }

  close(): void {
    this.statements.clear();
    this.connection.close();
  }

  private statement(sql: string): Statement {
    let known = this.statements.get(sql);
    if (!known) {
      known = this.connection.prepare<SqlValue[]>(sql);
      this.statements.set(sql, known);
    }
    return known;
  }
}

/** Another process that writes, such as an export beside a station, is waited for. */
const busyMilliseconds = 10_000;

/** Removes the index. The journals have everything that is in it. @throws StationError `index_unwritable`. */
export function removeIndex(path: string): void {
  try {
    for (const end of ['', '-wal', '-shm']) rmSync(`${path}${end}`, { recursive: true, force: true });
  } catch (cause) {
    throw unwritable(path, cause);
  }
}

const damaged = new Set([
  'SQLITE_CORRUPT',
  'SQLITE_NOTADB',
  'SQLITE_SCHEMA',
  'SQLITE_FORMAT',
  'SQLITE_ERROR',
]);

/** What an error of the index means: it is built again, or somebody must make room for it. */
export function indexError(path: string, thrown: unknown): Error {
  if (thrown instanceof UnusableIndex || thrown instanceof StationError) return thrown;
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  const base = code.split('_').slice(0, 2).join('_');
  if (damaged.has(base)) return new UnusableIndex((thrown as Error).message);
  return unwritable(path, thrown);
}

function unwritable(path: string, cause: unknown): StationError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new StationError('index_unwritable', `The index of the history cannot be written: ${reason}.`, {
    where: path,
    hint: 'Free some space, or allow the station to write there. The record itself is complete.',
    cause,
  });
}

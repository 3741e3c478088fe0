// The plant's database as the server reads and writes it: a few connections, and no question that takes long.
import { Socket } from 'node:net';
import pg from 'pg';
import { StationError } from '../../../src-inference/contract/index.ts';
import { type DatabaseAddress, databaseName } from './address.ts';
import { databaseError } from './errors.ts';

/** Pages share what is read, so that few connections are enough for many of them. */
const mostConnections = 6;
const connectMilliseconds = 3000;
/** What takes longer is ended by the database itself. */
const statementMilliseconds = 8000;
/** The database may be gone without a word: the connection is given up then. */
const answerMilliseconds = statementMilliseconds + 2000;

type Row = Record<string, unknown>;

/** Runs one statement. @throws StationError with a code of databases. */
export type Query = <Result extends object = Row>(
  sql: string,
  values?: readonly unknown[],
) => Promise<readonly Result[]>;

export class Database {
  /** `HOST:PORT/NAME`. */
  readonly name: string;
  private readonly pool: pg.Pool;
  private readonly sockets = new Set<Socket>();

  /** @param patient Whether statements may take as long as they need, as those of a migration do. */
  constructor(address: DatabaseAddress, patient = false) {
    this.name = databaseName(address);
    this.pool = new pg.Pool({
      connectionString: withPassword(address),
      application_name: 'stepwatch plant',
      max: mostConnections,
      connectionTimeoutMillis: connectMilliseconds,
      ...(!patient && { statement_timeout: statementMilliseconds, query_timeout: answerMilliseconds }),
      keepAlive: true,
      stream: () => this.socket(),
    });
    // A connection that breaks while nobody uses it is replaced by the next question.
    this.pool.on('error', () => undefined);
  }

  readonly query: Query = async (sql, values = []) => {
    try {
      const { rows } = await this.pool.query(sql, [...values]);
      return rows;
    } catch (thrown) {
      throw this.failure(thrown);
    }
  };

  /** All statements go to one connection. @throws StationError with a code of databases, or what `work` throws. */
  async withConnection<Result>(work: (query: Query) => Promise<Result>): Promise<Result> {
    const client = await this.pool.connect().catch((thrown) => {
      throw this.failure(thrown);
    });
    const query: Query = async (sql, values = []) =>
      // Without values, there may be several statements in it.
      (await (values.length === 0 ? client.query(sql) : client.query(sql, [...values]))).rows;
    try {
      const result = await work(query);
      client.release();
      return result;
    } catch (thrown) {
      // A connection in an unknown state is not used again.
      client.release(true);
      throw thrown instanceof StationError ? thrown : this.failure(thrown);
    }
  }

  /** All of it or nothing. @throws StationError with a code of databases, or what `work` throws. */
  inTransaction<Result>(work: (query: Query) => Promise<Result>): Promise<Result> {
    return this.withConnection(async (query) => {
      await query('BEGIN');
      const result = await work(query);
      await query('COMMIT');
      return result;
    });
  }

  private socket(): Socket {
    const socket = new Socket();
    this.sockets.add(socket);
    return socket.once('close', () => this.sockets.delete(socket));
  }

  private failure(thrown: unknown): StationError {
    const error = databaseError(thrown, this.name);
    // `pg` leaves the connection open when it has no password: the server would hold it for a minute, one for each attempt.
    if (error.code === 'link_unauthorized') for (const socket of this.sockets) socket.destroy();
    return error;
  }

  async close(): Promise<void> {
    await this.pool.end();
  }
}

/** What stands in the address goes before all other settings of `pg`. */
function withPassword({ url, password }: DatabaseAddress): string {
  if (password === null) return url;
  const address = new URL(url);
  address.searchParams.set('password', password);
  return address.href;
}

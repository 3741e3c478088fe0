// One connection to the plant's database. Whoever uses it has it alone until all that belongs together is done.
import { Socket } from 'node:net';
import pg from 'pg';
import {
  linkTarget,
  type PlantQuery,
  type PostgresLinkSpec,
  type StationError,
} from '../../contract/index.ts';
import { readCertificates } from '../certificates.ts';
import { connectionError, silent } from '../connection-errors.ts';
import { breakable } from '../link-session.ts';
import { within } from '../within.ts';
import { databaseError } from './database-errors.ts';

const connectMilliseconds = 10_000;
/** The server breaks a statement off that takes longer. */
const statementMilliseconds = 10_000;
/** A server that gives no answer within this time hangs. */
const answerMilliseconds = 12_000;
const goodbyeMilliseconds = 1000;
const keepAliveMilliseconds = 10_000;
/** A station tells its state more often. The server forgets one that has lost its power without a word. */
const idleSeconds = 60;

export class PlantDatabase {
  readonly target: string;
  readonly broken: Promise<never>;
  private readonly client: pg.Client;
  private readonly socket: Socket;
  private readonly fail: (error: StationError) => void;
  private turn: Promise<unknown> = Promise.resolve();

  /** @throws StationError. */
  static async connect(spec: PostgresLinkSpec): Promise<PlantDatabase> {
    const target = linkTarget(spec);
    const socket = new Socket();
    try {
      const client = new pg.Client({
        host: spec.host,
        port: spec.port,
        database: spec.database,
        user: spec.user,
        // Null would make it look for a file with passwords.
        password: spec.password ?? '',
        ssl: spec.tls === null ? false : await readCertificates(spec.tls),
        stream: () => socket,
        connectionTimeoutMillis: connectMilliseconds,
        keepAlive: true,
        keepAliveInitialDelayMillis: keepAliveMilliseconds,
        application_name: `stepwatch ${spec.station}`,
      });
      const database = new PlantDatabase(client, socket, target);
      await within(connectMilliseconds, client.connect(), () => silent(target));
      await database.alone((query) =>
        query(
          `SELECT set_config('statement_timeout', $1, false), set_config('idle_in_transaction_session_timeout', $2, false),
             set_config('idle_session_timeout', $2, false), set_config('timezone', 'UTC', false)`,
          [`${statementMilliseconds}ms`, `${idleSeconds}s`],
        ),
      );
      return database;
    } catch (thrown) {
      socket.destroy();
      throw databaseError(target, thrown);
    }
  }

  private constructor(client: pg.Client, socket: Socket, target: string) {
    this.client = client;
    this.socket = socket;
    this.target = target;
    const { broken, fail } = breakable();
    this.broken = broken;
    this.fail = fail;
    client.on('error', (error) => fail(databaseError(target, error)));
    client.on('end', () => fail(connectionError(target, { code: 'ECONNRESET' })));
  }

  /**
   * @param action Has the connection for itself until it is done.
   * @throws What `action` throws, and what `query` throws when it does not catch it.
   */
  alone<Result>(action: (query: PlantQuery) => Promise<Result>): Promise<Result> {
    const result = this.turn.then(() => action(this.query));
    this.turn = result.catch(() => undefined);
    return result;
  }

  /** All or nothing. The error of the statement is thrown as it came: it may be a matter of the values. */
  async atomically<Result>(
    action: (query: PlantQuery) => Promise<Result>,
    end: 'COMMIT' | 'ROLLBACK',
  ): Promise<Result> {
    return this.alone(async (query) => {
      await query('BEGIN');
      try {
        const result = await action(query);
        await query(end);
        return result;
      } catch (thrown) {
        await query('ROLLBACK').catch(() => undefined);
        throw thrown;
      }
    });
  }

  /** Says good-bye, and ends in any case. Never rejects. */
  async close(): Promise<void> {
    await within(goodbyeMilliseconds, this.client.end(), () => silent(this.target)).catch(() => undefined);
    this.socket.destroy();
  }

  private readonly query: PlantQuery = async (sql, values) => {
    const answer = values === undefined ? this.client.query(sql) : this.client.query(sql, [...values]);
    try {
      return await within(answerMilliseconds, answer, () => silent(this.target));
    } catch (thrown) {
      // After a server that is silent nobody knows what it has done.
      if (!(thrown instanceof pg.DatabaseError)) {
        const error = databaseError(this.target, thrown);
        this.fail(error);
        this.socket.destroy();
        throw error;
      }
      throw thrown;
    }
  };
}

// Where the plant's database is.
import { StationError } from '../../../src-inference/contract/index.ts';

export interface DatabaseAddress {
  /** `postgres://USER@HOST:PORT/NAME`, with the settings of TLS as libpq has them (`?sslmode=verify-full&sslrootcert=FILE`). */
  readonly url: string;
  /** Null: none is sent, or that of `PGPASSWORD` or `~/.pgpass`. */
  readonly password: string | null;
}

/**
 * A password in the address would stand in the list of processes, where everyone on the machine can read it.
 *
 * @throws StationError `usage` for an address that cannot be used.
 */
export function readDatabaseAddress(url: string, password: string | null): DatabaseAddress {
  if (!URL.canParse(url) || !/^postgres(ql)?:\/\//.test(url)) {
    throw new StationError('usage', 'This is no address of a PostgreSQL database.', {
      where: url.replace(/:[^:@/]*@/, ':***@'),
      hint: 'Give it as postgres://USER@HOST:5432/NAME.',
    });
  }
  if (new URL(url).password !== '') {
    throw new StationError(
      'usage',
      'The address of the database holds a password, which others could read.',
      {
        hint: 'Leave it out, and give it with --database-password-file FILE or STEPWATCH_DATABASE_PASSWORD.',
      },
    );
  }
  return { url, password };
}

/** `HOST:PORT/NAME`, for people. */
export function databaseName({ url }: DatabaseAddress): string {
  const { host, hostname, port, pathname } = new URL(url);
  return `${host === '' ? 'localhost' : `${hostname}:${port || 5432}`}${pathname}`;
}

// What the errors of a PostgreSQL server mean to a person, and to the messages that wait.
import pg from 'pg';
import { type ErrorCode, StationError } from '../../contract/index.ts';
import { connectionError, linkError } from '../connection-errors.ts';

/** SQLSTATE (PostgreSQL, appendix A). */
const meanings: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  '28P01': ['link_unauthorized', 'the server does not accept user and password'],
  '28000': ['link_unauthorized', 'the server does not let this user in from here'],
  '3D000': ['plant_database_missing', 'the server has no database of this name'],
  '42501': ['plant_rights_missing', 'the user may not read or write the tables'],
  '3F000': ['plant_schema_missing', 'the tables of Stepwatch are not there'],
  '42P01': ['plant_schema_missing', 'a table of Stepwatch is not there'],
  '57P01': ['link_unreachable', 'the server is being shut down'],
  '57P02': ['link_unreachable', 'the server is being started again'],
  '57P03': ['link_unreachable', 'the server is not ready yet'],
  '57P05': ['link_unreachable', 'the server has ended the connection: nothing was sent for too long'],
  '53300': ['link_rejected', 'the server has too many connections'],
  '53100': ['link_rejected', 'the disk of the server is full'],
  '25006': ['link_rejected', 'the server is read-only'],
  '57014': ['link_unreachable', 'the server took too long'],
};

const hints: Partial<Record<ErrorCode, string>> = {
  plant_database_missing: 'Check the name of the database, or make it on the server.',
  plant_rights_missing: 'Grant the user its rights on the schema stepwatch.',
  plant_schema_missing: 'Make them with: stepwatch plant migrate --database URL',
};

export function databaseError(target: string, thrown: unknown): StationError {
  if (!(thrown instanceof pg.DatabaseError)) {
    // SCRAM without a password is an error of the client, without a code.
    if (/^SASL: .*password/.test((thrown as Error).message)) {
      return linkError('link_unauthorized', target, 'the server asks for a password', thrown);
    }
    return connectionError(target, thrown);
  }
  // It says so of every connection without TLS, also where TLS would not help.
  if (/pg_hba\.conf .*no encryption/.test(thrown.message)) {
    return linkError(
      'link_unauthorized',
      target,
      'the server does not let this user in from here without encryption',
      thrown,
    );
  }
  const [code, what] = meanings[thrown.code ?? ''] ?? [
    'link_rejected',
    `the server refuses (${thrown.code}): ${thrown.message}`,
  ];
  const hint = hints[code];
  if (hint === undefined) return linkError(code, target, what, thrown);
  return new StationError(code, `${target}: ${what}.`, { where: target, hint, cause: thrown });
}

/** Whether the role may not do what the statement asks for. */
export function isForbidden(thrown: unknown): boolean {
  return thrown instanceof pg.DatabaseError && thrown.code === '42501';
}

/**
 * Whether the server will never take these values: a value of the wrong kind (class 22) or against a constraint (23), or one that
 * is too large (54). A foreign key is not one of them: the row of the station is made anew with the next connection.
 */
export function isForGood(thrown: unknown): boolean {
  if (!(thrown instanceof pg.DatabaseError)) return false;
  const { code = '' } = thrown;
  return code !== '23503' && ['22', '23', '54'].includes(code.slice(0, 2));
}

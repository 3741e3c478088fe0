// What a person can do about what the database or the network said.
import { type ErrorCode, StationError } from '../../../src-inference/contract/index.ts';

/** SQLSTATE of PostgreSQL (appendix A of its manual), or a code of Node. */
const known: Readonly<Record<string, { readonly code: ErrorCode; readonly message: string }>> = {
  '28P01': { code: 'link_unauthorized', message: 'The database does not accept the password.' },
  '28000': { code: 'link_unauthorized', message: 'The database does not accept the user.' },
  '42501': {
    code: 'plant_rights_missing',
    message: 'The user may not do in the database what Stepwatch needs.',
  },
  '3D000': { code: 'plant_database_missing', message: 'The server has no database of this name.' },
  '57014': { code: 'link_unreachable', message: 'The database took too long to answer.' },
  ENOTFOUND: { code: 'link_host_unknown', message: 'The name of the database server is not known.' },
  EAI_AGAIN: { code: 'link_host_unknown', message: 'The name of the database server cannot be looked up.' },
};

/** Classes 08 (connection), 53 (resources) and 57P (shut down), and what the operating system says of the network. */
const unreachable = /^(08|53|57P)|^E[A-Z]+$/;
const tls = /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO)/;

/** @param name `HOST:PORT/NAME`. */
export function databaseError(thrown: unknown, name: string): StationError {
  const error = thrown as Error & { readonly code?: string };
  const code = error.code ?? '';
  const details = { where: name, cause: thrown };
  if (/password must be a string/.test(error.message)) {
    return new StationError('link_unauthorized', 'The database asks for a password.', {
      ...details,
      hint: 'Give it with --database-password-file FILE or STEPWATCH_DATABASE_PASSWORD.',
    });
  }
  if (Object.hasOwn(known, code)) {
    return new StationError(known[code]!.code, `${known[code]!.message} It says: ${error.message}.`, details);
  }
  if (tls.test(code) || /SSL|self-signed/.test(error.message)) {
    return new StationError('link_tls', `The database: ${error.message}.`, details);
  }
  if (unreachable.test(code) || /timeout|terminated|ended|closed/i.test(error.message)) {
    return new StationError('link_unreachable', `The database does not answer: ${error.message}.`, {
      ...details,
      hint: 'Check that the database runs, and that this machine reaches it.',
    });
  }
  return new StationError('link_rejected', `The database could not answer: ${error.message}.`, {
    ...details,
    hint: 'See the log of the database.',
  });
}

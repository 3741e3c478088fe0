// What the errors of sockets mean to a person. Pure.
import { type ErrorCode, StationError } from '../contract/index.ts';

const meanings: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  ENOTFOUND: ['link_host_unknown', 'the name is not known on this network'],
  EAI_AGAIN: ['link_host_unknown', 'the name could not be looked up: no name server answers'],
  EAI_NODATA: ['link_host_unknown', 'the name has no address'],
  ECONNREFUSED: ['link_unreachable', 'the connection was refused: nothing listens on this port'],
  ECONNRESET: ['link_unreachable', 'the other side broke the connection off'],
  EPIPE: ['link_unreachable', 'the other side broke the connection off'],
  ETIMEDOUT: ['link_unreachable', 'nothing answers at this address'],
  EHOSTUNREACH: ['link_unreachable', 'there is no way to this address'],
  EHOSTDOWN: ['link_unreachable', 'there is no way to this address'],
  ENETUNREACH: ['link_unreachable', 'there is no way to this network'],
  ENOENT: ['settings_invalid', 'a file with a certificate is not there'],
  EACCES: ['settings_invalid', 'a file with a certificate cannot be read'],
  CERT_HAS_EXPIRED: ['link_tls', 'the certificate has expired'],
  CERT_NOT_YET_VALID: ['link_tls', 'the certificate is not valid yet: is the clock right?'],
  DEPTH_ZERO_SELF_SIGNED_CERT: ['link_tls', 'the certificate is signed by itself, and not trusted'],
  SELF_SIGNED_CERT_IN_CHAIN: ['link_tls', 'the authority of the certificate is not trusted'],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: ['link_tls', 'the authority of the certificate is not trusted'],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: ['link_tls', 'the authority of the certificate is not trusted'],
  ERR_TLS_CERT_ALTNAME_INVALID: ['link_tls', 'the certificate is for another name'],
};

const hints: Partial<Record<ErrorCode, string>> = {
  link_host_unknown: 'Check the name, or use the address of the other side.',
  link_unreachable: 'Check address and port, the cable, and whether the other side runs.',
  link_tls: 'Name the file of the right authority, or check whether this port is encrypted.',
  settings_invalid: 'Check the paths of the certificates and whether the station may read them.',
};

/**
 * @param target Where the connection goes, without secrets.
 * @param thrown What a socket, or a library on top of it, threw.
 */
export function connectionError(target: string, thrown: unknown): StationError {
  if (thrown instanceof StationError) return thrown;
  const { code, message, errors } = thrown as NodeJS.ErrnoException & {
    readonly errors?: readonly unknown[];
  };
  // Node tries all addresses of a name.
  if (code === undefined && errors?.length) return connectionError(target, errors[0]);
  const [meaning, text] = meanings[code ?? ''] ?? [
    isTls(code, message) ? 'link_tls' : 'link_unreachable',
    isTls(code, message) ? 'the other side does not speak TLS as this station does' : firstLine(message),
  ];
  return linkError(meaning, target, text, thrown);
}

export function linkError(code: ErrorCode, target: string, what: string, cause?: unknown): StationError {
  const hint = hints[code];
  return new StationError(code, `${target}: ${what}.`, {
    where: target,
    ...(hint !== undefined && { hint }),
    ...(cause !== undefined && { cause }),
  });
}

export function silent(target: string): StationError {
  return linkError('link_unreachable', target, 'the other side does not answer any more');
}

function isTls(code: string | undefined, message: string | undefined): boolean {
  return (
    /^(ERR_SSL|ERR_TLS|EPROTO|ERR_OSSL|CERT_)/.test(code ?? '') ||
    /\b(ssl|tls|certificate)\b/i.test(message ?? '')
  );
}

function firstLine(message: string | undefined): string {
  return (message ?? 'it does not work').split('\n', 1)[0]!.replace(/\.$/, '');
}

// What goes wrong with an inference server, in the words of a person. Pure.
import { type ErrorCode, StationError } from '../contract/index.ts';

const hints: Partial<Record<ErrorCode, string>> = {
  server_host_unknown: 'Check the name, or use the address of the server.',
  server_unreachable: 'Check address and port, the cable, and whether the server runs.',
  server_tls: 'Name the file of the right authority, or check whether this port is encrypted.',
  server_unauthorized: 'Check the token and the certificate.',
  server_model_missing: 'Check its name and version, or load it on the server.',
  server_model_not_ready: 'Wait until the server has loaded it, or read the log of the server.',
  server_mismatch:
    'Serve the network of this card: stepwatch export triton writes it (docs/inference-server.md).',
  server_rejected: 'Check whether this is the port for KServe v2, and read the log of the server.',
  server_answer_invalid: 'Serve the network of this card, and export it again if its weights are damaged.',
  server_timeout: 'Give it more time, or use a faster server or fewer stations.',
  settings_invalid: 'Check the paths of the certificates and whether the station may read them.',
};

export function serverError(code: ErrorCode, target: string, what: string, cause?: unknown): StationError {
  const hint = hints[code];
  return new StationError(code, `${target}: ${what}.`, {
    where: target,
    ...(hint !== undefined && { hint }),
    ...(cause !== undefined && { cause }),
  });
}

export function timedOut(target: string, milliseconds: number): StationError {
  return serverError('server_timeout', target, `no answer in ${(milliseconds / 1000).toFixed(2)} s`);
}

const meanings: readonly (readonly [RegExp, ErrorCode, string])[] = [
  [
    /ENOTFOUND|Name resolution failed|EAI_NODATA/,
    'server_host_unknown',
    'the name is not known on this network',
  ],
  [/EAI_AGAIN/, 'server_host_unknown', 'the name could not be looked up: no name server answers'],
  [/ALTNAME|altnames/i, 'server_tls', 'the certificate is for another name'],
  [/HAS_EXPIRED|has expired/i, 'server_tls', 'the certificate has expired'],
  [/NOT_YET_VALID|not yet valid/i, 'server_tls', 'the certificate is not valid yet: is the clock right?'],
  [
    /SELF_SIGNED|self[- ]signed|UNABLE_TO_|unable to (?:verify|get)/i,
    'server_tls',
    'the authority of the certificate is not trusted',
  ],
  [
    /certificate required|handshake failure|bad certificate|unknown ca/i,
    'server_unauthorized',
    'the server does not accept the certificate of this station',
  ],
  [
    /EPROTO|ERR_SSL|ERR_TLS|\bSSL\b|wrong version number|\bTLS\b/i,
    'server_tls',
    'the server does not speak TLS as this station does',
  ],
  [/ECONNREFUSED/, 'server_unreachable', 'the connection was refused: nothing listens on this port'],
  [/ECONNRESET|EPIPE|socket hang up|dropped/i, 'server_unreachable', 'the server broke the connection off'],
  [/ETIMEDOUT/, 'server_unreachable', 'nothing answers at this address'],
  [/EHOSTUNREACH|EHOSTDOWN|ENETUNREACH/, 'server_unreachable', 'there is no way to this address'],
];

/** @param thrown What a socket threw, or a library on top of it: some tell of the reason in the message only. */
export function connectionError(target: string, thrown: unknown): StationError {
  if (thrown instanceof StationError) return thrown;
  const { code, message, errors } = thrown as NodeJS.ErrnoException & {
    readonly errors?: readonly unknown[];
  };
  // Node tries all addresses of a name.
  if (code === undefined && errors?.length) return connectionError(target, errors[0]);
  const text = `${code ?? ''} ${message ?? String(thrown)}`;
  const [, meaning, what] = meanings.find(([pattern]) => pattern.test(text)) ?? [];
  return meaning === undefined
    ? serverError('server_unreachable', target, firstLine(message ?? text), thrown)
    : serverError(meaning, target, what!, thrown);
}

/** The words of a server, which may be long or end with a full stop. */
export function firstLine(text: string): string {
  return (text.trim().split('\n', 1)[0] || 'it does not say why').slice(0, 300).replace(/\.$/, '');
}

/** Servers say "unknown model" with different statuses. */
export function isMissingModel(text: string): boolean {
  return /unknown model|not found|no such model|doesn't exist|does not exist/i.test(text);
}

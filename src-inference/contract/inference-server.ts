// Inference servers that speak the KServe v2 protocol, such as Triton and OpenVINO Model Server: how a person sets them up, and
// where windows are named.
import type { PlainStationError } from './errors.ts';
import { StationError } from './errors.ts';
import type { LinkTls } from './links.ts';
import type { NetworkTarget, Precision } from './model.ts';

export const serverProtocols = ['grpc', 'http'] as const;
export type ServerProtocol = (typeof serverProtocols)[number];

export interface InferenceServerSpec {
  readonly protocol: ServerProtocol;
  /** Null: not encrypted. */
  readonly tls: LinkTls | null;
  /** `HOST:PORT`, from the preferred one on. All of them serve the same model. */
  readonly addresses: readonly string[];
  /** Name of the model on the servers. */
  readonly model: string;
  /** Null: the one that the server prefers. */
  readonly version: string | null;
  /** Sent as `Authorization: Bearer`; null: none. Screens see `***`. */
  readonly token: string | null;
  /** An answer that takes longer is not waited for: the next server, or this machine, names the window. */
  readonly timeoutSeconds: number;
}

export interface InferenceServerSetting {
  /** False: the network runs on this machine, and the rest is kept for later. */
  readonly enabled: boolean;
  readonly spec: InferenceServerSpec;
}

/** What a new setting begins with. A window that waits for less than two hops of half a second is not lost. */
export const usualTimeoutSeconds = 0.5;

/** The usual ports of Triton. */
export const usualServerPorts: Readonly<Record<ServerProtocol, number>> = { grpc: 8001, http: 8000 };

/** Where windows are named while an inference server is wanted. */
export interface ServingState {
  /** `here`: on this machine, because no server does it. */
  readonly place: 'server' | 'here';
  /** The one that answers, as `grpc://host:8001/model`; null: none. */
  readonly server: string | null;
  /** Why no server answers, or why not the preferred one; null: as wanted. */
  readonly error: PlainStationError | null;
}

/** In English, for the log and the command line. */
export function servingSentence({ place, server, error }: ServingState): string {
  const where = place === 'server' ? `windows are named by ${server}` : 'windows are named on this machine';
  return error === null ? where : `${where}: ${error.message}`;
}

/** What one server said when it was tried. */
export interface ServerTest {
  /** As `grpc://host:8001/model`. */
  readonly server: string;
  /** Null: it can name windows. */
  readonly error: PlainStationError | null;
  /** For one window, there and back; null with an error. */
  readonly milliseconds: number | null;
  /** Which network of the card has the inputs that the server asks for; null with an error. */
  readonly network: { readonly precision: Precision; readonly target: NetworkTarget | null } | null;
}

const pattern = /^(grpc|http)(s?):\/\/([^/?#@\s]+)\/([^/?#\s]+)(?:\/([^/?#\s]+))?\/?$/i;
const addressPattern = /^(\[[0-9a-f:.]+\]|[^:/?#@[\]\s]+):(\d{1,5})$/i;

/** Whether it is `HOST:PORT`, with a port that there is. */
export function isServerAddress(text: string): boolean {
  const port = Number(addressPattern.exec(text)?.[2] ?? 0);
  return port > 0 && port <= 65_535;
}

/**
 * @param texts `grpc://HOST:PORT/MODEL` or `grpc://HOST:PORT/MODEL/VERSION`; also `grpcs`, `http`, `https`. Without a port the usual
 *   one of Triton. Several servers serve the same model, by the same protocol.
 * @throws StationError `server_invalid`.
 */
export function parseServers(texts: readonly string[]): InferenceServerSpec {
  const parsed = texts.map(parseServer);
  const [first] = parsed;
  if (first === undefined) throw invalid('', 'no server is named');
  const differs = parsed.findIndex(
    ({ protocol, tls, model, version }) =>
      protocol !== first.protocol ||
      (tls === null) !== (first.tls === null) ||
      model !== first.model ||
      version !== first.version,
  );
  if (differs > 0) {
    throw invalid(texts[differs]!, 'all servers must serve the same model by the same protocol');
  }
  return { ...first, addresses: parsed.flatMap(({ addresses }) => addresses) };
}

function parseServer(text: string): InferenceServerSpec {
  const [, scheme, secure, authority, model, version] = pattern.exec(text) ?? [];
  if (scheme === undefined || authority === undefined || model === undefined) {
    throw invalid(text, 'it is not an inference server');
  }
  const protocol = scheme.toLowerCase() as ServerProtocol;
  const address = /:\d+$/.test(authority) ? authority : `${authority}:${usualServerPorts[protocol]}`;
  if (!isServerAddress(address)) throw invalid(text, `"${authority}" is not a host with a port`);
  return {
    protocol,
    tls: secure ? { caFile: null, certificateFile: null, keyFile: null } : null,
    addresses: [address],
    model: decoded(model, text),
    version: version === undefined ? null : decoded(version, text),
    token: null,
    timeoutSeconds: usualTimeoutSeconds,
  };
}

/** As a person would type it, without the token. */
export function formatServer(
  { protocol, tls, model, version }: Pick<InferenceServerSpec, 'protocol' | 'tls' | 'model' | 'version'>,
  address: string,
): string {
  const path = [model, ...(version === null ? [] : [version])].map(encodeURIComponent).join('/');
  return `${protocol}${tls === null ? '' : 's'}://${address}/${path}`;
}

function decoded(part: string, text: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw invalid(text, 'its name is not spelled as in an address');
  }
}

function invalid(text: string, what: string): StationError {
  return new StationError('server_invalid', `"${text}" cannot be used: ${what}.`, {
    where: text,
    hint: 'Write it as grpc://HOST:8001/MODEL or http://HOST:8000/MODEL; with encryption grpcs:// or https://.',
  });
}

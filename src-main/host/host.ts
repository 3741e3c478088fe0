// Serves the station over HTTP: the built screens, the recordings, and the WebSockets of the screens.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { StationError } from '../../src-inference/contract/index.ts';
import { fetchedFolders, StationFollower, type Supervisor } from '../supervisor/index.ts';
import { Authentication } from './authentication.ts';
import { type HostAllowlist, isLoopback } from './host-allowlist.ts';
import { Metrics } from './metrics.ts';
import { sendText } from './respond.ts';
import { answer } from './routes.ts';
import type { RolePasswords } from './secrets.ts';
import { serveSockets } from './sockets.ts';

/** Time that running responses have when the host closes. */
const closeMilliseconds = 1000;

export interface HostOptions {
  readonly supervisor: Supervisor;
  /** Folder of the built screens. It may be missing: the host then says how to build them. */
  readonly screens: string;
  /** Address or host name to listen on. */
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Further host names under which browsers reach the station. */
  readonly names: readonly string[];
  /** Null is possible on loopback only. */
  readonly passwords: RolePasswords | null;
  readonly version: string;
  /** Who sends it may read metrics and health without a session; null or left out: nobody. */
  readonly metricsToken?: string | null;
}

export interface Host {
  /** With the token: who opens it becomes operator. */
  readonly url: string;
  /** Without the token. */
  readonly origin: string;
  readonly port: number;
  /** Tells the screens, and closes all connections. */
  close(): Promise<void>;
}

/** @throws StationError `not_allowed` without a password off loopback, `port_unavailable`. */
export async function startHost(options: HostOptions): Promise<Host> {
  const { supervisor, screens, version, passwords } = options;
  if (!isLoopback(options.host) && passwords === null) {
    throw new StationError(
      'not_allowed',
      `Without a password, everyone who can reach ${options.host} could operate the station.`,
      { hint: 'Set a password: --password-file FILE, or STEPWATCH_PASSWORD in the environment.' },
    );
  }
  const authentication = new Authentication({
    hosts: allowedHosts(options),
    passwords,
    metricsToken: options.metricsToken ?? null,
    now: () => performance.now(),
  });
  const follower = new StationFollower(supervisor);
  const fetched = fetchedFolders(supervisor.directory);
  const metrics = new Metrics(follower, supervisor, version);
  const server = createServer((request, response) => {
    answer(request, response, { authentication, follower, metrics, supervisor, screens, fetched }).catch(
      () => {
        // The connection broke, or a file vanished while it was sent.
        if (response.headersSent) response.destroy();
        else sendText(response, 500, 'The station could not answer this request.');
      },
    );
  });
  const sockets = serveSockets(server, { authentication, supervisor, version });
  const port = await listen(server, options);
  authentication.port = port;
  const origin = `http://${reachableName(options.host)}:${port}`;
  return {
    url: `${origin}/?token=${authentication.token.text}`,
    origin,
    port,
    async close() {
      follower.close();
      metrics.close();
      sockets.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // A recording that is being played must not keep the host open.
      setTimeout(() => server.closeAllConnections(), closeMilliseconds).unref();
      server.closeIdleConnections();
      await closed;
    },
  };
}

function allowedHosts({ host, names }: HostOptions): HostAllowlist {
  const given = names.map((name) => name.toLowerCase());
  if (isLoopback(host)) return { names: given, anyAddress: false };
  const machine = hostname().toLowerCase();
  return { names: [machine, `${machine}.local`, ...given], anyAddress: true };
}

function listen(server: Server, { host, port }: HostOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenError(error, host, port)));
    server.listen({ host, port }, () => resolve((server.address() as AddressInfo).port));
  });
}

function listenError(error: NodeJS.ErrnoException, host: string, port: number): StationError {
  const details = { where: `${host}:${port}`, cause: error };
  switch (error.code) {
    case 'EADDRINUSE':
      return new StationError('port_unavailable', `Another program uses port ${port}.`, {
        ...details,
        hint: 'A station may be running already. Otherwise choose another port: --port 8271.',
      });
    case 'EACCES':
      return new StationError('port_unavailable', `Port ${port} needs administrator rights.`, {
        ...details,
        hint: 'Choose a port from 1024 up, such as --port 8270.',
      });
    default:
      return new StationError('port_unavailable', `The station cannot listen on ${host} (${error.code}).`, {
        ...details,
        hint: 'Give an address of this machine, or 0.0.0.0 for all of them: --host ADDRESS.',
      });
  }
}

/** The host name under which this machine itself reaches the address. */
function reachableName(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

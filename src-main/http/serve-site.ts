// Serves a site over HTTP: listens, and closes in an orderly way.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { StationError } from '../../src-inference/contract/index.ts';
import { Authentication } from './authentication.ts';
import { limitConnections } from './connection-limits.ts';
import { type HostAllowlist, isLoopback } from './host-allowlist.ts';
import { sendText } from './respond.ts';
import type { RolePasswords } from './secrets.ts';
import { answerRequest, type Site } from './site.ts';
import { serveUpgrades } from './upgrades.ts';

/** Time that running responses have when the site closes. */
const closeMilliseconds = 1000;

export interface SiteOptions {
  /** Address or host name to listen on. */
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Further host names under which browsers reach the site. */
  readonly names: readonly string[];
  /** Null is possible on loopback only. */
  readonly passwords: RolePasswords | null;
  /** Who sends it may read metrics and health without a session; null or left out: nobody. */
  readonly metricsToken?: string | null;
}

export interface ServedSite {
  /** With the token: who opens it becomes operator. */
  readonly url: string;
  /** Without the token. */
  readonly origin: string;
  readonly port: number;
  /** Closes all connections. */
  close(): Promise<void>;
}

/** @throws StationError `not_allowed` without a password off loopback, `port_unavailable`. */
export async function serveSite(options: SiteOptions, site: Site): Promise<ServedSite> {
  const { passwords, metricsToken = null } = options;
  if (!isLoopback(options.host) && passwords === null) {
    throw new StationError(
      'not_allowed',
      `Without a password, everyone who can reach ${options.host} could operate this.`,
      { hint: 'Set a password: --password-file FILE, or STEPWATCH_PASSWORD in the environment.' },
    );
  }
  const authentication = new Authentication({
    hosts: allowedHosts(options),
    passwords,
    metricsToken,
    face: () => site.face(),
    now: () => performance.now(),
  });
  const server = createServer((request, response) => {
    answerRequest(request, response, { site, authentication }).catch(() => {
      // The connection broke, or a file vanished while it was sent.
      if (response.headersSent) response.destroy();
      else sendText(response, 500, 'This request could not be answered.');
    });
  });
  limitConnections(server);
  serveUpgrades(server, authentication, (url) => site.upgrade(url));
  const port = await listen(server, options);
  authentication.port = port;
  const origin = `http://${reachableName(options.host)}:${port}`;
  return {
    url: `${origin}/?token=${authentication.token.text}`,
    origin,
    port,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // A video that is being played must not keep the site open.
      setTimeout(() => server.closeAllConnections(), closeMilliseconds).unref();
      server.closeIdleConnections();
      await closed;
    },
  };
}

function allowedHosts({ host, names }: SiteOptions): HostAllowlist {
  const given = names.map((name) => name.toLowerCase());
  if (isLoopback(host)) return { names: given, anyAddress: false };
  const machine = hostname().toLowerCase();
  return { names: [machine, `${machine}.local`, ...given], anyAddress: true };
}

function listen(server: Server, { host, port }: SiteOptions): Promise<number> {
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
        hint: `It may be running already. Otherwise choose another port: --port ${port + 1}.`,
      });
    case 'EACCES':
      return new StationError('port_unavailable', `Port ${port} needs administrator rights.`, {
        ...details,
        hint: 'Choose a port from 1024 up, such as --port 8270.',
      });
    default:
      return new StationError('port_unavailable', `${host} cannot be listened on (${error.code}).`, {
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

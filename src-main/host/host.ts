// The station over HTTP: the built screens, the recordings, and the WebSockets of the screens.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { hostname } from 'node:os';
import { StationError } from '../../src-inference/contract/index.ts';
import { RecordingsFolder, type Supervisor } from '../supervisor/index.ts';
import { Access } from './access.ts';
import { isLoopback } from './allowed-host.ts';
import { serveRecording, serveScreenFile } from './files.ts';
import { languageOf, messagePage, pageStyle } from './pages.ts';
import { redirect, sendText, setSecurityHeaders } from './respond.ts';
import type { PasswordChoice } from './secrets.ts';
import { serveSockets } from './sockets.ts';
import { readTarget } from './target.ts';

export interface HostOptions {
  readonly supervisor: Supervisor;
  /** Folder of the built screens; they may be missing. */
  readonly screens: string;
  /** Address or name to listen on. */
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** Further names that people reach it by. */
  readonly names: readonly string[];
  /** Null only on loopback. */
  readonly passwords: PasswordChoice | null;
  readonly version: string;
}

export interface Host {
  /** With the token: whoever opens it is an operator. */
  readonly url: string;
  /** Without the token. */
  readonly origin: string;
  readonly port: number;
  /** Screens are told; connections end. */
  close(): Promise<void>;
}

/** @throws StationError `not_allowed` without a password off loopback; `port_unavailable`. */
export async function startHost(options: HostOptions): Promise<Host> {
  if (!isLoopback(options.host) && options.passwords === null) {
    throw new StationError('not_allowed', `Whoever reaches ${options.host} could operate the station.`, {
      hint: 'Give a password: --password-file FILE, or STEPWATCH_PASSWORD in the environment.',
    });
  }
  const name = hostname().toLowerCase();
  const access = new Access({
    rules: {
      names: isLoopback(options.host)
        ? lowered(options.names)
        : [name, `${name}.local`, ...lowered(options.names)],
      anyAddress: !isLoopback(options.host),
    },
    passwords: options.passwords,
    now: () => performance.now(),
  });
  const recordings = new RecordingsFolder(options.supervisor);
  const server = createServer((request, response) => {
    answer(request, response, { access, recordings, screens: options.screens }).catch(() => {
      // The connection broke off, or a file vanished while it was sent.
      if (response.headersSent) response.destroy();
      else sendText(response, 500, 'The station could not answer this.');
    });
  });
  const sockets = serveSockets(server, { access, supervisor: options.supervisor, version: options.version });
  const port = await listen(server, options);
  access.port = port;
  const origin = `http://${reachableName(options.host)}:${port}`;
  return {
    url: `${origin}/?token=${access.token.text}`,
    origin,
    port,
    async close() {
      recordings.close();
      sockets.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // A recording that is being played must not keep the station.
      setTimeout(() => server.closeAllConnections(), closeMilliseconds).unref();
      server.closeIdleConnections();
      await closed;
    },
  };
}

/** For answers that are under way. */
const closeMilliseconds = 1000;

interface Room {
  readonly access: Access;
  readonly recordings: RecordingsFolder;
  readonly screens: string;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { access, recordings, screens }: Room,
): Promise<void> {
  setSecurityHeaders(response);
  const isReading = request.method === 'GET' || request.method === 'HEAD';
  const refusal = access.refusal(request, !isReading);
  if (refusal !== null) return sendText(response, 403, refusal);
  const target = readTarget(request);
  if (target === null) return sendText(response, 400, 'That is no address.');
  const { pathname, searchParams } = target;
  const token = searchParams.get('token');
  if (!isReading) {
    if (request.method !== 'POST') return sendText(response, 405, 'Not here.');
    if (pathname === '/login') return access.login(request, response);
    if (pathname === '/logout') return access.logout(request, response);
    return sendText(response, 404, 'Nothing is here.');
  }
  if (pathname === '/' && token !== null) return access.enterWithToken(request, response, token);
  if (pathname === '/login.css') return sendText(response, 200, pageStyle, 'css');
  const visitor = access.visitor(request);
  if (pathname === '/login') {
    return visitor ? redirect(response, '/') : access.showLogin(request, response);
  }
  if (visitor === null) return access.turnAway(request, response);
  const language = languageOf(request.headers['accept-language']);
  if (pathname.startsWith('/recordings/')) {
    const folder = recordings.path;
    const name = pathname.slice('/recordings/'.length);
    if (folder !== null && (await serveRecording(request, response, folder, name))) return;
  } else {
    const path = pathname === '/' ? '/index.html' : pathname;
    if (await serveScreenFile(request, response, screens, path)) return;
    if (pathname === '/') return sendText(response, 503, messagePage(language, 'screens'), 'html');
  }
  sendText(response, 404, messagePage(language, 'nothing'), 'html');
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
      return new StationError('port_unavailable', `Port ${port} is taken by another program.`, {
        ...details,
        hint: 'Is a station running already? Otherwise choose another port: --port 8271.',
      });
    case 'EACCES':
      return new StationError('port_unavailable', `Port ${port} is not for ordinary programs.`, {
        ...details,
        hint: 'Choose one from 1024 on, such as --port 8270.',
      });
    default:
      return new StationError('port_unavailable', `The station cannot listen on ${host} (${error.code}).`, {
        ...details,
        hint: '--host takes an address of this machine, or 0.0.0.0 for all of them.',
      });
  }
}

/** What a person on this machine types. */
function reachableName(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

function lowered(names: readonly string[]): string[] {
  return names.map((name) => name.toLowerCase());
}

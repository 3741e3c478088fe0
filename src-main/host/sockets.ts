// Accepts WebSockets of screens (`/station`) and of previews (`/preview`), and connects them to the gateway.
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type ShellInfo, toStationError } from '../../src-inference/contract/index.ts';
import { connectPreview, connectScreen, maxPreviews, readPreviewOptions } from '../gateway/index.ts';
import type { Supervisor } from '../supervisor/index.ts';
import type { Authentication, Client } from './authentication.ts';
import { readRequestUrl } from './request-url.ts';
import { startHeartbeat } from './socket-heartbeat.ts';
import { previewPort, screenPort } from './socket-ports.ts';

/** Recipes are the longest messages of a screen. */
const maxMessageBytes = 2_000_000;
const maxCreditBytes = 1024;
const maxScreens = 64;

export interface SocketOptions {
  readonly authentication: Authentication;
  readonly supervisor: Supervisor;
  readonly version: string;
}

export interface Sockets {
  /** Closes every connection with the code "going away". */
  close(): void;
}

type Route =
  | {
      readonly kind: 'accepted';
      readonly server: WebSocketServer;
      readonly connect: (socket: WebSocket, client: Client) => void;
    }
  | { readonly kind: 'refused'; readonly status: string; readonly message: string };

export function serveSockets(server: Server, options: SocketOptions): Sockets {
  const { authentication } = options;
  const common = { noServer: true, perMessageDeflate: false };
  const screens = new WebSocketServer({ ...common, maxPayload: maxMessageBytes });
  const previews = new WebSocketServer({ ...common, maxPayload: maxCreditBytes });
  const routes: Readonly<Record<string, (url: URL) => Route>> = {
    '/station': () => routeScreen(screens, options),
    '/preview': (url) => routePreview(previews, url, options),
  };

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const refusal = authentication.refusal(request, true);
    if (refusal !== null) return refuse(socket, '403 Forbidden', refusal);
    const client = authentication.client(request);
    if (client === null) return refuse(socket, '401 Unauthorized', 'Log in to the station first.');
    const url = readRequestUrl(request);
    if (url === null) return refuse(socket, '400 Bad Request', 'The address cannot be parsed.');
    const route = Object.hasOwn(routes, url.pathname)
      ? routes[url.pathname]!(url)
      : refused('404 Not Found', 'WebSockets are at /station and /preview.');
    if (route.kind === 'refused') return refuse(socket, route.status, route.message);
    route.server.handleUpgrade(request, socket, head, (opened) => {
      // When the client sends what `ws` cannot read, `ws` closes the connection itself.
      opened.on('error', () => undefined);
      startHeartbeat(opened, client);
      route.connect(opened, client);
    });
  });

  return {
    close() {
      for (const client of [...screens.clients, ...previews.clients]) client.close(1001);
    },
  };
}

function routeScreen(server: WebSocketServer, { supervisor, version }: SocketOptions): Route {
  if (server.clients.size >= maxScreens) return tooMany(`${maxScreens} screens`);
  return {
    kind: 'accepted',
    server,
    connect(socket, { role, address }) {
      const shell: ShellInfo = { version, role, kind: 'host' };
      connectScreen(screenPort(socket), { supervisor, shell, address, handlers: {} });
    },
  };
}

function routePreview(server: WebSocketServer, { searchParams }: URL, { supervisor }: SocketOptions): Route {
  if (server.clients.size >= maxPreviews) return tooMany(`${maxPreviews} previews`);
  try {
    const spec = readPreviewOptions(Object.fromEntries(searchParams));
    return {
      kind: 'accepted',
      server,
      connect: (socket) => connectPreview(previewPort(socket), spec, supervisor),
    };
  } catch (thrown) {
    const { message, hint } = toStationError(thrown);
    return refused('400 Bad Request', hint === undefined ? message : `${message} ${hint}`);
  }
}

function refused(status: string, message: string): Route {
  return { kind: 'refused', status, message };
}

function tooMany(what: string): Route {
  return refused('503 Service Unavailable', `${what} are open already.`);
}

function refuse(socket: Duplex, status: string, message: string): void {
  const body = `${message}\n`;
  socket.end(
    `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

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

/** What a refused client gets instead of a WebSocket. */
interface Refusal {
  readonly status: string;
  readonly message: string;
}

type Route = (socket: WebSocket, client: Client) => void;

export function serveSockets(server: Server, options: SocketOptions): Sockets {
  const { authentication, supervisor, version } = options;
  const common = { noServer: true, perMessageDeflate: false };
  const screens = new WebSocketServer({ ...common, maxPayload: maxMessageBytes });
  const previews = new WebSocketServer({ ...common, maxPayload: maxCreditBytes });

  /** The server and the handler for an address. */
  const route = ({ pathname, searchParams }: URL): readonly [WebSocketServer, Route] | Refusal => {
    if (pathname === '/station') {
      if (screens.clients.size >= maxScreens) return tooMany(`${maxScreens} screens`);
      const connect: Route = (socket, { role }) => {
        const shell: ShellInfo = { version, role, kind: 'host' };
        connectScreen(screenPort(socket), { supervisor, shell, handlers: {} });
      };
      return [screens, connect];
    }
    if (pathname === '/preview') {
      if (previews.clients.size >= maxPreviews) return tooMany(`${maxPreviews} previews`);
      const spec = readPreviewOptions(Object.fromEntries(searchParams));
      return [previews, (socket) => connectPreview(previewPort(socket), spec, supervisor)];
    }
    return { status: '404 Not Found', message: 'WebSockets are at /station and /preview.' };
  };

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const accepted = accept(request, authentication, route);
    if ('status' in accepted) return refuse(socket, accepted);
    accepted.server.handleUpgrade(request, socket, head, (opened) => {
      // When the client sends what `ws` cannot read, `ws` closes the connection itself.
      opened.on('error', () => undefined);
      startHeartbeat(opened, accepted.client);
      accepted.connect(opened, accepted.client);
    });
  });

  return {
    close() {
      for (const client of [...screens.clients, ...previews.clients]) client.close(1001);
    },
  };
}

function accept(
  request: IncomingMessage,
  authentication: Authentication,
  route: (url: URL) => readonly [WebSocketServer, Route] | Refusal,
): { readonly server: WebSocketServer; readonly connect: Route; readonly client: Client } | Refusal {
  const refusal = authentication.refusal(request, true);
  if (refusal !== null) return { status: '403 Forbidden', message: refusal };
  const client = authentication.client(request);
  if (client === null) return { status: '401 Unauthorized', message: 'Log in to the station first.' };
  const url = readRequestUrl(request);
  if (url === null) return { status: '400 Bad Request', message: 'The address cannot be parsed.' };
  try {
    const routed = route(url);
    if ('status' in routed) return routed;
    const [server, connect] = routed;
    return { server, connect, client };
  } catch (thrown) {
    const { message, hint } = toStationError(thrown);
    return { status: '400 Bad Request', message: `${message} ${hint ?? ''}` };
  }
}

function tooMany(what: string): Refusal {
  return { status: '503 Service Unavailable', message: `${what} are open already.` };
}

function refuse(socket: Duplex, { status, message }: Refusal): void {
  const body = `${message.trim()}\n`;
  socket.end(
    `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

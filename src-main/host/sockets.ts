// WebSockets of the screens: `/station` and `/preview`, as ports for the gateway.
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { ShellInfo } from '../../src-inference/contract/index.ts';
import {
  connectPreview,
  connectScreen,
  type PreviewPort,
  readPreviewOptions,
  type ScreenPort,
} from '../gateway/index.ts';
import type { Supervisor } from '../supervisor/index.ts';
import type { Access, Visitor } from './access.ts';
import { readTarget } from './target.ts';

/** Recipes are the longest that a screen sends. */
const longestMessageBytes = 2_000_000;
const mostScreens = 64;
/** Each one costs the engine the encoding of its pictures. */
const mostPreviews = 16;
/** A screen that does not answer for so long is gone: its cable was pulled, or its machine sleeps. */
const pingMilliseconds = 15_000;

export interface SocketOptions {
  readonly access: Access;
  readonly supervisor: Supervisor;
  readonly version: string;
}

export interface Sockets {
  /** Tells every screen that the station goes. */
  close(): void;
}

export function serveSockets(server: Server, { access, supervisor, version }: SocketOptions): Sockets {
  const common = { noServer: true, perMessageDeflate: false };
  const screens = new WebSocketServer({ ...common, maxPayload: longestMessageBytes });
  const previews = new WebSocketServer({ ...common, maxPayload: 1024 });

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    if (access.refusal(request, true) !== null) return refuse(socket, '403 Forbidden');
    const visitor = access.visitor(request);
    if (visitor === null) return refuse(socket, '401 Unauthorized');
    const target = readTarget(request);
    if (target === null) return refuse(socket, '400 Bad Request');
    const { pathname, searchParams } = target;
    if (pathname === '/station') {
      if (screens.clients.size >= mostScreens) return refuse(socket, '503 Service Unavailable');
      screens.handleUpgrade(request, socket, head, (client) => {
        keepAlive(client, visitor);
        const shell: ShellInfo = { version, role: visitor.role, kind: 'host' };
        connectScreen(screenPort(client), { supervisor, shell, handlers: {} });
      });
    } else if (pathname === '/preview') {
      if (previews.clients.size >= mostPreviews) return refuse(socket, '503 Service Unavailable');
      let spec: ReturnType<typeof readPreviewOptions>;
      try {
        spec = readPreviewOptions(Object.fromEntries(searchParams));
      } catch {
        return refuse(socket, '400 Bad Request');
      }
      previews.handleUpgrade(request, socket, head, (client) => {
        keepAlive(client, visitor);
        connectPreview(previewPort(client), spec, supervisor);
      });
    } else {
      refuse(socket, '404 Not Found');
    }
  });

  return {
    close() {
      for (const client of [...screens.clients, ...previews.clients]) client.close(1001);
    },
  };
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** Ends connections whose other side is gone, or whose session is over. */
function keepAlive(client: WebSocket, visitor: Visitor): void {
  let answered = true;
  client.on('pong', () => {
    answered = true;
  });
  // What it sent cannot be read: `ws` closes the connection by itself.
  client.on('error', () => undefined);
  const timer = setInterval(() => {
    if (!answered) return client.terminate();
    if (!visitor.isStillHere()) return client.close(1008, 'session over');
    answered = false;
    client.ping();
  }, pingMilliseconds);
  client.once('close', () => clearInterval(timer));
}

function screenPort(client: WebSocket): ScreenPort {
  return {
    ...closing(client),
    send: (message) => client.send(JSON.stringify(message)),
    onMessage: (listener) =>
      client.on('message', (data, isBinary) => listener(isBinary ? null : parsed(data.toString()))),
  };
}

function previewPort(client: WebSocket): PreviewPort {
  return {
    ...closing(client),
    send: (envelope) => client.send(envelope),
    onMessage: (listener) =>
      client.on('message', (data, isBinary) => listener(isBinary ? null : data.toString())),
  };
}

function closing(client: WebSocket): Pick<ScreenPort, 'onClose' | 'buffered' | 'close'> {
  return {
    onClose: (listener) => client.once('close', listener),
    buffered: () => client.bufferedAmount,
    close(reason) {
      // A frame that says goodbye would wait behind all that the screen does not take.
      if (reason === 'slow') client.terminate();
      else client.close(1008, 'not of the contract');
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

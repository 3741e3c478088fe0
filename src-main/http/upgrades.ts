// Accepts WebSockets of those who have a session, and connects them to what the site has for their address.
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket, WebSocketServer } from 'ws';
import type { Authentication, Client } from './authentication.ts';
import { readRequestUrl } from './request-url.ts';
import { startHeartbeat } from './socket-heartbeat.ts';

export type Upgrade =
  | {
      readonly kind: 'accepted';
      readonly server: WebSocketServer;
      readonly connect: (socket: WebSocket, client: Client) => void;
    }
  | { readonly kind: 'refused'; readonly status: string; readonly message: string };

export function refused(status: string, message: string): Upgrade {
  return { kind: 'refused', status, message };
}

export function tooMany(what: string): Upgrade {
  return refused('503 Service Unavailable', `${what} are open already.`);
}

export function serveUpgrades(
  server: Server,
  authentication: Authentication,
  upgradeOf: (url: URL) => Upgrade,
): void {
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const refusal = authentication.refusal(request, true);
    if (refusal !== null) return refuse(socket, '403 Forbidden', refusal);
    const client = authentication.client(request);
    if (client === null) return refuse(socket, '401 Unauthorized', 'Log in first.');
    const url = readRequestUrl(request);
    if (url === null) return refuse(socket, '400 Bad Request', 'The address cannot be parsed.');
    const upgrade = upgradeOf(url);
    if (upgrade.kind === 'refused') return refuse(socket, upgrade.status, upgrade.message);
    upgrade.server.handleUpgrade(request, socket, head, (opened) => {
      // When the client sends what `ws` cannot read, `ws` closes the connection itself.
      opened.on('error', () => undefined);
      startHeartbeat(opened, client);
      upgrade.connect(opened, client);
    });
  });
}

function refuse(socket: Duplex, status: string, message: string): void {
  const body = `${message}\n`;
  socket.end(
    `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}

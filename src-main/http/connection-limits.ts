// Slow or many connections must not take the descriptors that the station needs for its cameras and files.
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { isLoopback } from './host-allowlist.ts';

interface ConnectionLimits {
  readonly all: number;
  readonly ofAddress: number;
  /** Whether the second limit does not hold for an address. */
  readonly isExempt: (address: string) => boolean;
}

/** This machine may have all of them: a proxy may stand on it. */
const usualLimits: ConnectionLimits = { all: 512, ofAddress: 64, isExempt: isLoopback };
/** A browser sends the head of a request at once. */
const headMilliseconds = 10_000;

export function limitConnections(
  server: Server,
  { all, ofAddress, isExempt }: ConnectionLimits = usualLimits,
): void {
  server.maxConnections = all;
  server.headersTimeout = headMilliseconds;
  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const address = (socket.remoteAddress ?? '').replace(/^::ffff:/, '');
    if (isExempt(address)) return;
    const count = (open.get(address) ?? 0) + 1;
    if (count > ofAddress) return void socket.destroy();
    open.set(address, count);
    socket.once('close', () => {
      const left = open.get(address)! - 1;
      if (left > 0) open.set(address, left);
      else open.delete(address);
    });
  });
}

// A device on this machine that answers what it is told to, whatever it is asked.
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

/** What to send back; null: nothing more, the connection is closed. */
export type Script = (request: Buffer) => Uint8Array | null;

/** Who says nothing for so long waits for more than will come. */
const quietMilliseconds = 500;

export interface ScriptedServer {
  readonly port: number;
  /** For the connections that come from now on; called for each. */
  begin: () => Script;
  close(): Promise<void>;
}

export async function openScriptedServer(): Promise<ScriptedServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const script = opened.begin();
    sockets.add(socket);
    socket.setTimeout(quietMilliseconds, () => socket.end());
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (request: Buffer) => {
      const answer = script(request);
      if (answer === null) socket.end();
      else socket.write(answer);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const opened: ScriptedServer = {
    port: (server.address() as { port: number }).port,
    begin: () => () => null,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
  return opened;
}

// A connection between a client and a server that a test cuts at the worst moment: when the server has done what it was asked for,
// and the client does not know.
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

export class CutProxy implements AsyncDisposable {
  readonly port: number;
  /** How often it has cut. */
  cuts = 0;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  /**
   * @param said What the client has said on a connection...
   * @param cutAfter ... that is cut when it says this.
   * @param times How often.
   */
  static async start(to: number, said: string, cutAfter: string, times: number): Promise<CutProxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new CutProxy(server, to, { said, cutAfter, times });
  }

  private constructor(
    server: Server,
    to: number,
    { said, cutAfter, times }: { readonly said: string; readonly cutAfter: string; readonly times: number },
  ) {
    this.server = server;
    this.port = (server.address() as { port: number }).port;
    server.on('connection', (client) => {
      const target = connect(to, '127.0.0.1');
      let hasSaid = false;
      let isCutting = false;
      for (const socket of [client, target]) {
        this.sockets.add(socket);
        socket.on('error', () => undefined);
        socket.on('close', () => {
          this.sockets.delete(socket);
          client.destroy();
          target.destroy();
        });
      }
      client.on('data', (bytes) => {
        hasSaid ||= bytes.includes(said);
        isCutting = this.cuts < times && hasSaid && bytes.includes(cutAfter);
        target.write(bytes);
      });
      target.on('data', (bytes) => {
        if (!isCutting) return void client.write(bytes);
        this.cuts += 1;
        client.destroy();
      });
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }
}

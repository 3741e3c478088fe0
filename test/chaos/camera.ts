// A camera over UDP, and the network between it and the station.
import { join, resolve } from 'node:path';
import { freePort, type Peer, startProcess } from '../gst-peer.ts';
import { type ImpairedRelay, startRelay } from '../impaired-relay/impaired-relay.ts';
import type { Impairment } from '../impaired-relay/impairment.ts';

const program = resolve(import.meta.dirname, '../../out/main/cli.js');

export class Camera {
  /** What the station watches. */
  readonly source: string;
  private readonly relay: ImpairedRelay;
  private readonly sender: Peer;

  private constructor(port: number, relay: ImpairedRelay, video: string) {
    this.source = `udp://127.0.0.1:${port}`;
    this.relay = relay;
    const target = `udp://127.0.0.1:${relay.port}`;
    this.sender = startProcess(process.execPath, [program, 'send', video, target, '--loop']);
  }

  static async begin(line: string): Promise<Camera> {
    const port = await freePort();
    return new Camera(port, await startRelay({ toPort: port }), join(line, 'wrong.mp4'));
  }

  impair(impairment: Impairment): Promise<void> {
    return this.relay.impair(impairment);
  }

  async end(): Promise<void> {
    await this.sender.kill();
    await this.relay.close();
  }
}

// WebSockets of screens (`/station`) and of previews (`/preview`), connected to the gateway.
import { WebSocketServer } from 'ws';
import { type ShellInfo, toStationError } from '../../src-inference/contract/index.ts';
import { connectPreview, connectScreen, maxPreviews, readPreviewOptions } from '../gateway/index.ts';
import { refused, tooMany, type Upgrade } from '../http/index.ts';
import type { Supervisor } from '../supervisor/index.ts';
import { previewPort, screenPort } from './socket-ports.ts';

/** Recipes are the longest messages of a screen. */
const maxMessageBytes = 2_000_000;
const maxCreditBytes = 1024;
const maxScreens = 64;

const common = { noServer: true, perMessageDeflate: false };

export class Sockets {
  private readonly screens = new WebSocketServer({ ...common, maxPayload: maxMessageBytes });
  private readonly previews = new WebSocketServer({ ...common, maxPayload: maxCreditBytes });
  private readonly supervisor: Supervisor;
  private readonly version: string;

  constructor(supervisor: Supervisor, version: string) {
    this.supervisor = supervisor;
    this.version = version;
  }

  upgrade({ pathname, searchParams }: URL): Upgrade {
    if (pathname === '/station') return this.screen();
    if (pathname === '/preview') return this.preview(searchParams);
    return refused('404 Not Found', 'WebSockets are at /station and /preview.');
  }

  /** Closes every connection with the code "going away". */
  close(): void {
    for (const client of [...this.screens.clients, ...this.previews.clients]) client.close(1001);
  }

  private screen(): Upgrade {
    if (this.screens.clients.size >= maxScreens) return tooMany(`${maxScreens} screens`);
    return {
      kind: 'accepted',
      server: this.screens,
      connect: (socket, { role, address }) => {
        const shell: ShellInfo = { version: this.version, role, kind: 'host' };
        connectScreen(screenPort(socket), { supervisor: this.supervisor, shell, address, handlers: {} });
      },
    };
  }

  private preview(searchParams: URLSearchParams): Upgrade {
    if (this.previews.clients.size >= maxPreviews) return tooMany(`${maxPreviews} previews`);
    try {
      const spec = readPreviewOptions(Object.fromEntries(searchParams));
      return {
        kind: 'accepted',
        server: this.previews,
        connect: (socket) => connectPreview(previewPort(socket), spec, this.supervisor),
      };
    } catch (thrown) {
      const { message, hint } = toStationError(thrown);
      return refused('400 Bad Request', hint === undefined ? message : `${message} ${hint}`);
    }
  }
}

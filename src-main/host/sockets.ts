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

/** What every screen is told of the host. */
export type HostShell = Pick<ShellInfo, 'version' | 'kiosk'>;

const common = { noServer: true, perMessageDeflate: false };

export class Sockets {
  private readonly screens = new WebSocketServer({ ...common, maxPayload: maxMessageBytes });
  private readonly previews = new WebSocketServer({ ...common, maxPayload: maxCreditBytes });
  private readonly supervisor: Supervisor;
  private readonly shell: HostShell;

  constructor(supervisor: Supervisor, shell: HostShell) {
    this.supervisor = supervisor;
    this.shell = shell;
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
        const shell: ShellInfo = { ...this.shell, role, kind: 'host' };
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

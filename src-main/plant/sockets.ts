// WebSockets of the pages (`/plant`). Nothing queues up: a page that receives slowly gets the next state when it has taken the
// last one.
import { type WebSocket, WebSocketServer } from 'ws';
import type { PlantMessage } from '../../src-inference/contract/index.ts';
import { type Client, refused, tooMany, type Upgrade } from '../http/index.ts';
import type { PlantContext } from './context.ts';

const mostPages = 200;
/** Pages only listen. */
const mostMessageBytes = 1024;
/** A page that has not taken so much gets nothing more until it has. */
const mostQueuedBytes = 1_000_000;

export class PlantSockets {
  private readonly pages = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: mostMessageBytes,
  });
  private readonly context: PlantContext;

  constructor(context: PlantContext) {
    this.context = context;
  }

  upgrade({ pathname }: URL): Upgrade {
    if (pathname !== '/plant') return refused('404 Not Found', 'The WebSocket of pages is at /plant.');
    if (this.pages.clients.size >= mostPages) return tooMany(`${mostPages} pages`);
    return {
      kind: 'accepted',
      server: this.pages,
      connect: (socket, client) => this.connect(socket, client),
    };
  }

  /** Closes every connection with the code "going away". */
  close(): void {
    for (const page of this.pages.clients) page.close(1001);
  }

  get count(): number {
    return this.pages.clients.size;
  }

  private connect(socket: WebSocket, { role }: Client): void {
    const { wall, version } = this.context;
    send(socket, { kind: 'welcome', role, version });
    let sent = 0;
    const sendNews = (): void => {
      if (socket.bufferedAmount > mostQueuedBytes) return;
      const { message, revision } = wall.since(sent);
      sent = revision;
      send(socket, message);
    };
    sendNews();
    socket.once('close', wall.onTick(sendNews));
  }
}

function send(socket: WebSocket, message: PlantMessage): void {
  socket.send(JSON.stringify(message));
}

// A web server that takes, refuses or never answers what a webhook sends.
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export interface Posted {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export class WebhookReceiver implements AsyncDisposable {
  readonly posted: Posted[] = [];
  readonly port: number;
  private readonly server: Server;
  private readonly looking = new Set<() => void>();

  /** @param answers Status of the answer to each request, in order; `hang`: none. The last one holds. */
  static async start(port: number, answers: readonly (number | 'hang')[]): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver(answers);
    receiver.server.listen(port, '127.0.0.1');
    await once(receiver.server, 'listening');
    return Object.assign(receiver, { port: (receiver.server.address() as AddressInfo).port });
  }

  private constructor(answers: readonly (number | 'hang')[]) {
    this.port = 0;
    this.server = createServer(async (request, response) => {
      const answer = answers[Math.min(this.posted.length, answers.length - 1)]!;
      const { url = '', headers } = request;
      this.posted.push({ path: url, headers, body: await text(request), at: Date.now() });
      if (answer !== 'hang') response.writeHead(answer).end();
      for (const look of this.looking) look();
    });
  }

  untilPosted(count: number): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (this.posted.length < count) return;
        this.looking.delete(look);
        resolve();
      };
      this.looking.add(look);
      look();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

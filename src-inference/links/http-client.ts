// Requests to one HTTP server, over one connection that stays open. What fails is said as a person would say it.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { connect as connectTcp, isIP } from 'node:net';
import type { Readable } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { connectionError, linkError, silent } from './connection-errors.ts';

export interface HttpServer {
  /** Any address of the server. */
  readonly url: string;
  /** Authority of an `https:` server; null: those that Node trusts. */
  readonly caFile: string | null;
  /** Names it in errors. */
  readonly target: string;
  /** A server that says nothing for so long does not answer. */
  readonly timeoutSeconds: number;
}

interface Request {
  readonly method: string;
  readonly headers?: Readonly<Record<string, string | number>>;
  /** A stream is destroyed when the request is over. */
  readonly body?: string | Readable;
  /** Where this request may take longer than the others. */
  readonly timeoutSeconds?: number;
  readonly signal?: AbortSignal;
}

export class HttpClient {
  private readonly server: HttpServer;
  private readonly agent: HttpAgent;
  private readonly isSecure: boolean;

  /** @throws StationError when the certificate cannot be read. */
  static async open(server: HttpServer): Promise<HttpClient> {
    try {
      return new HttpClient(server, server.caFile === null ? undefined : await readFile(server.caFile));
    } catch (thrown) {
      throw connectionError(server.target, thrown);
    }
  }

  private constructor(server: HttpServer, ca: Buffer | undefined) {
    this.server = server;
    this.isSecure = new URL(server.url).protocol === 'https:';
    const options = { keepAlive: true, maxSockets: 2 };
    this.agent = this.isSecure ? new HttpsAgent({ ...options, ...(ca && { ca }) }) : new HttpAgent(options);
  }

  /** @returns The answer, whose body has to be read. @throws StationError when there was none. */
  send(url: URL, { method, headers = {}, body, timeoutSeconds, signal }: Request): Promise<IncomingMessage> {
    const { target } = this.server;
    const ask = this.isSecure ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const options = { method, headers, agent: this.agent, ...(signal && { signal }) };
      const request = ask(url, options, resolve);
      const milliseconds = (timeoutSeconds ?? this.server.timeoutSeconds) * 1000;
      request.setTimeout(milliseconds, () => request.destroy(silent(target)));
      request.on('error', (thrown) => reject(connectionError(target, thrown)));
      if (body === undefined || typeof body === 'string') return request.end(body);
      request.on('close', () => body.destroy());
      body.on('error', (thrown) => request.destroy(thrown));
      body.pipe(request);
    });
  }

  /**
   * @param mostBytes Of the body.
   * @returns All of a short body, as text. @throws StationError when it breaks off, or is longer.
   */
  async text(answer: IncomingMessage, mostBytes: number): Promise<string> {
    const { target } = this.server;
    const chunks: Buffer[] = [];
    let bytes = 0;
    try {
      for await (const chunk of answer as AsyncIterable<Buffer>) {
        bytes += chunk.byteLength;
        if (bytes > mostBytes) throw linkError('link_rejected', target, 'the answer is too long');
        chunks.push(chunk);
      }
    } catch (thrown) {
      throw connectionError(target, thrown);
    }
    return Buffer.concat(chunks).toString('utf8');
  }

  /** Nothing of the body is of interest, but an unread one keeps the connection. @throws StationError when it breaks off. */
  async drain(answer: IncomingMessage): Promise<void> {
    try {
      answer.resume();
      await once(answer, 'end');
    } catch (thrown) {
      throw connectionError(this.server.target, thrown);
    }
  }

  /** Resolves when somebody takes a connection. @throws StationError. */
  async knock(): Promise<void> {
    const { url: text, target, timeoutSeconds } = this.server;
    const url = new URL(text);
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const port = Number(url.port) || (this.isSecure ? 443 : 80);
    const ca = (this.agent as HttpsAgent).options.ca;
    const socket = this.isSecure
      ? connectTls({ host, port, ...(isIP(host) === 0 && { servername: host }), ...(ca && { ca }) })
      : connectTcp({ host, port });
    try {
      const signal = AbortSignal.timeout(timeoutSeconds * 1000);
      await once(socket, this.isSecure ? 'secureConnect' : 'connect', { signal });
    } catch (thrown) {
      throw (thrown as Error).name === 'AbortError' ? silent(target) : connectionError(target, thrown);
    } finally {
      socket.destroy();
    }
  }

  close(): void {
    this.agent.destroy();
  }
}

// Results to an HTTP server: one POST for each message, in order, until the server has taken it.
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { connect as connectTcp, isIP } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { linkTarget, type StationError, type WebhookLinkSpec } from '../../contract/index.ts';
import { connectionError, linkError, silent } from '../connection-errors.ts';
import { breakable, type LinkDriver, type LinkQueue, type LinkSession } from '../link-session.ts';
import type { StationMessage, TestMessage } from '../messages/station-message.ts';
import type { QueuedMessage } from '../outbox/outbox.ts';
import { QueueSender } from '../queue-sender.ts';
import { signatureHeader, signatureOf, timestampHeader } from './signature.ts';

export function webhookDriver(spec: WebhookLinkSpec): LinkDriver {
  return {
    async connect(queue) {
      const poster = await Poster.open(spec);
      try {
        // Only what the server takes shows that it works; without a message, that somebody is there must do.
        const [first] = queue.next(1);
        if (first) await deliver(poster, queue, first);
        else await poster.knock();
        return new WebhookSession(poster, queue);
      } catch (thrown) {
        poster.close();
        throw thrown;
      }
    },
    async test() {
      const poster = await Poster.open(spec);
      const at = new Date().toISOString();
      try {
        const status = await poster.post({ kind: 'test', key: `test/${at}`, at });
        if (!isTaken(status)) throw refused(linkTarget(spec), status);
      } finally {
        poster.close();
      }
    },
  };
}

class WebhookSession implements LinkSession {
  readonly broken: Promise<never>;
  private readonly poster: Poster;
  private readonly sender: QueueSender;

  constructor(poster: Poster, queue: LinkQueue) {
    const { broken, fail } = breakable();
    this.broken = broken;
    this.poster = poster;
    this.sender = new QueueSender({
      queue,
      atOnce: 1,
      send: async ([queued]) => deliver(poster, queue, queued!),
      fail,
    });
  }

  /** A webhook is told of what happened, not of states. */
  present(): void {}

  wake(): void {
    this.sender.wake();
  }

  async close(): Promise<void> {
    this.sender.stop();
    this.poster.close();
  }
}

/** @throws StationError when the message must be sent again. */
async function deliver(poster: Poster, queue: LinkQueue, queued: QueuedMessage): Promise<void> {
  const status = await poster.post(queued.message);
  if (isTaken(status)) return queue.acknowledge(queued.id);
  // The server will never take it, and what waits behind it must not wait for ever.
  if (isForGood(status)) return queue.giveUp(queued);
  throw refused(linkTarget(poster.spec), status);
}

/** Keeps one connection to the server open. */
class Poster {
  readonly spec: WebhookLinkSpec;
  private readonly agent: HttpAgent;
  private readonly url: URL;

  /** @throws StationError when the certificate cannot be read. */
  static async open(spec: WebhookLinkSpec): Promise<Poster> {
    try {
      return new Poster(spec, spec.caFile === null ? undefined : await readFile(spec.caFile));
    } catch (thrown) {
      throw connectionError(linkTarget(spec), thrown);
    }
  }

  private constructor(spec: WebhookLinkSpec, ca: Buffer | undefined) {
    this.spec = spec;
    this.url = new URL(spec.url);
    const options = { keepAlive: true, maxSockets: 1 };
    this.agent =
      this.url.protocol === 'https:'
        ? new HttpsAgent({ ...options, ...(ca && { ca }) })
        : new HttpAgent(options);
  }

  /** @returns The status of the answer. @throws StationError when there was none. */
  post(message: StationMessage | TestMessage): Promise<number> {
    const { url, agent, spec } = this;
    const target = linkTarget(spec);
    const body = JSON.stringify({ station: spec.station, ...message });
    const timestamp = String(Math.floor(Date.now() / 1000));
    const headers = {
      'Content-Type': 'application/json; charset=utf-8',
      'Content-Length': Buffer.byteLength(body),
      'User-Agent': 'Stepwatch',
      'Idempotency-Key': message.key,
      [timestampHeader]: timestamp,
      ...(spec.secret !== null && { [signatureHeader]: signatureOf(spec.secret, timestamp, body) }),
    };
    const ask = url.protocol === 'https:' ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const request = ask(url, { method: 'POST', headers, agent }, (response) => {
        // Nothing of the answer is of interest, but an unread one keeps the connection.
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
        response.on('error', (thrown) => reject(connectionError(target, thrown)));
      });
      request.setTimeout(spec.timeoutSeconds * 1000, () => request.destroy(silent(target)));
      request.on('error', (thrown) => reject(connectionError(target, thrown)));
      request.end(body);
    });
  }

  /** Resolves when somebody takes the connection. @throws StationError. */
  async knock(): Promise<void> {
    const { url, spec, agent } = this;
    const isSecure = url.protocol === 'https:';
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const port = Number(url.port) || (isSecure ? 443 : 80);
    const ca = (agent as HttpsAgent).options.ca;
    const socket = isSecure
      ? connectTls({ host, port, ...(isIP(host) === 0 && { servername: host }), ...(ca && { ca }) })
      : connectTcp({ host, port });
    try {
      const signal = AbortSignal.timeout(spec.timeoutSeconds * 1000);
      await once(socket, isSecure ? 'secureConnect' : 'connect', { signal });
    } catch (thrown) {
      const isLate = (thrown as Error).name === 'AbortError';
      throw isLate ? silent(linkTarget(spec)) : connectionError(linkTarget(spec), thrown);
    } finally {
      socket.destroy();
    }
  }

  close(): void {
    this.agent.destroy();
  }
}

function isTaken(status: number): boolean {
  return status >= 200 && status < 300;
}

/** The server has understood the request and does not want this message: it is not the address, the right or the moment. */
function isForGood(status: number): boolean {
  return [400, 409, 410, 413, 415, 422].includes(status);
}

function refused(target: string, status: number): StationError {
  if (status === 401 || status === 403) {
    return linkError(
      'link_unauthorized',
      target,
      `the server does not accept the signature or the address (${status})`,
    );
  }
  if (status >= 300 && status < 400) {
    return linkError(
      'link_rejected',
      target,
      `the server sends requests elsewhere (${status}): give the final address`,
    );
  }
  return linkError('link_rejected', target, `the server answers with status ${status}`);
}

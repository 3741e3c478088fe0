// Results to an HTTP server: one POST for each message, in order, until the server has taken it.
import { linkTarget, type StationError, type WebhookLinkSpec } from '../../contract/index.ts';
import { linkError } from '../connection-errors.ts';
import { HttpClient } from '../http-client.ts';
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

class Poster {
  readonly spec: WebhookLinkSpec;
  private readonly client: HttpClient;

  /** @throws StationError when the certificate cannot be read. */
  static async open(spec: WebhookLinkSpec): Promise<Poster> {
    return new Poster(spec, await HttpClient.open({ ...spec, target: linkTarget(spec) }));
  }

  private constructor(spec: WebhookLinkSpec, client: HttpClient) {
    this.spec = spec;
    this.client = client;
  }

  /** @returns The status of the answer. @throws StationError when there was none. */
  async post(message: StationMessage | TestMessage): Promise<number> {
    const { client, spec } = this;
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
    const answer = await client.send(new URL(spec.url), { method: 'POST', headers, body });
    await client.drain(answer);
    return answer.statusCode ?? 0;
  }

  knock(): Promise<void> {
    return this.client.knock();
  }

  close(): void {
    this.client.close();
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

// What a station asks of the server of its plant, over HTTP.
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import {
  artifactKinds,
  linkTarget,
  mostArtifactBytes,
  mostArtifactFiles,
  type PlantLinkSpec,
  plantPaths,
  type RolloutOrder,
  type RolloutOrders,
  type RolloutReport,
} from '../../contract/index.ts';
import { linkError } from '../connection-errors.ts';
import { HttpClient } from '../http-client.ts';

const timeoutSeconds = 15;
/** The server answers a question for orders after this time at the latest. */
const waitSeconds = 25;
const mostAnswerBytes = 4 << 20;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** A path within a folder: no segment begins with a dot. */
const path = z
  .string()
  .max(300)
  .regex(/^[^./\\\0][^/\\\0]*(\/[^./\\\0][^/\\\0]*)*$/);
const bytes = z.int().min(0).max(mostArtifactBytes);

const ordersSchema: z.ZodType<RolloutOrders> = z.object({
  tag: z.string().max(200),
  orders: z
    .array(
      z.object({
        rollout: z.string().min(1).max(100),
        action: z.enum(['apply', 'goBack']),
        artifact: z.object({
          kind: z.enum(artifactKinds),
          name: z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,63}$/u),
          version: z.int().min(1),
          sha256,
          bytes,
        }),
        files: z.array(z.object({ path, bytes, sha256 })).max(mostArtifactFiles),
        use: z.boolean(),
        recipe: z.string().max(64).nullable(),
        note: z.string().max(1000),
        by: z.string().max(200),
      }),
    )
    .max(100),
});

export class PlantApi {
  readonly target: string;
  private readonly spec: PlantLinkSpec;
  private readonly client: HttpClient;

  /** @throws StationError when the certificate cannot be read. */
  static async open(spec: PlantLinkSpec): Promise<PlantApi> {
    return new PlantApi(spec, await HttpClient.open({ ...spec, target: linkTarget(spec), timeoutSeconds }));
  }

  private constructor(spec: PlantLinkSpec, client: HttpClient) {
    this.spec = spec;
    this.client = client;
    this.target = linkTarget(spec);
  }

  /**
   * @param tag Of the orders that are known: the server waits until there are others; null: it answers at once.
   * @throws StationError when the server cannot be asked, or does not let this station in.
   */
  async orders(tag: string | null, signal: AbortSignal): Promise<RolloutOrders> {
    const query = new URLSearchParams({ station: this.spec.station, ...(tag !== null && { tag }) });
    const answer = await this.client.send(this.urlOf(`${plantPaths.orders}?${query}`), {
      method: 'GET',
      headers: this.headers,
      timeoutSeconds: timeoutSeconds + waitSeconds,
      signal,
    });
    const text = await this.client.text(answer, mostAnswerBytes);
    this.mustBe(200, answer);
    return this.understood(text);
  }

  /** @throws StationError when the server has not taken it. */
  async report(reports: readonly RolloutReport[]): Promise<void> {
    const body = JSON.stringify({ station: this.spec.station, reports });
    const answer = await this.client.send(this.urlOf(plantPaths.reports), {
      method: 'POST',
      headers: {
        ...this.headers,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      },
      body,
    });
    await this.client.drain(answer);
    this.mustBe(204, answer);
  }

  /**
   * @param from Bytes that are there already.
   * @returns The rest of the file, if the status is 200 (from its beginning) or 206.
   * @throws StationError when there is no answer, or this station is not let in.
   */
  async file(hash: string, from: number): Promise<IncomingMessage> {
    const answer = await this.client.send(this.urlOf(`${plantPaths.files}/${hash}`), {
      method: 'GET',
      headers: { ...this.headers, ...(from > 0 && { range: `bytes=${from}-` }) },
    });
    if (answer.statusCode !== 404 && answer.statusCode !== 206) {
      if (answer.statusCode !== 200) await this.client.drain(answer);
      this.mustBe(200, answer);
    }
    return answer;
  }

  close(): void {
    this.client.close();
  }

  private get headers(): Readonly<Record<string, string>> {
    return { authorization: `Bearer ${this.spec.token}`, 'user-agent': 'Stepwatch' };
  }

  private urlOf(path: string): URL {
    return new URL(`${this.spec.url.replace(/\/+$/, '')}${path}`);
  }

  private mustBe(status: number, { statusCode = 0 }: IncomingMessage): void {
    if (statusCode === status) return;
    const { target, spec } = this;
    if (statusCode === 401) {
      throw linkError(
        'link_unauthorized',
        target,
        'the plant does not know this token, or has taken it back',
      );
    }
    if (statusCode === 403) {
      throw linkError('link_unauthorized', target, `the token is not that of the station "${spec.station}"`);
    }
    if (statusCode === 404) throw linkError('link_rejected', target, 'no plant of Stepwatch answers there');
    if (statusCode >= 300 && statusCode < 400) {
      throw linkError('link_rejected', target, `the server sends requests elsewhere (${statusCode})`);
    }
    throw linkError('link_rejected', target, `the plant answers with status ${statusCode}`);
  }

  private understood(text: string): RolloutOrders {
    try {
      return ordersSchema.parse(JSON.parse(text));
    } catch (cause) {
      throw linkError('link_rejected', this.target, 'what answers there is not understood', cause);
    }
  }
}

export function bytesOf(order: RolloutOrder): number {
  return order.files.reduce((sum, file) => sum + file.bytes, 0);
}

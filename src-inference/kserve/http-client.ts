// KServe v2 over HTTP, with tensors in binary: JSON for names and shapes, then the bytes as they are.
import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { StationError } from '../contract/index.ts';
import type { Endpoint } from './endpoint.ts';
import {
  type InferRequest,
  type ModelMetadata,
  mostAnswerBytes,
  numbersOf,
  placeParameters,
  type TensorForm,
  type TensorOut,
} from './protocol.ts';
import { connectionError, firstLine, isMissingModel, serverError, timedOut } from './server-errors.ts';
import type { RegionClient } from './shared-memory-client.ts';
import type { SharedRegion } from './shared-region.ts';

const headerLength = 'inference-header-content-length';

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** An output is binary, or has its numbers in `data`. */
interface InferAnswer {
  readonly outputs: readonly (TensorForm & {
    readonly data?: readonly number[];
    readonly parameters?: { readonly binary_data_size?: number };
  })[];
}

export class HttpClient implements RegionClient {
  private readonly endpoint: Endpoint;
  private readonly agent: HttpAgent;
  /** Of the model on the server. */
  private readonly path: string;

  constructor(endpoint: Endpoint) {
    const { model, version } = endpoint.spec;
    const { certificates } = endpoint;
    this.endpoint = endpoint;
    this.path = `/v2/models/${encodeURIComponent(model)}${version === null ? '' : `/versions/${encodeURIComponent(version)}`}`;
    // A connection that stays open: a handshake for each window would cost more than its bytes.
    const options = { keepAlive: true, noDelay: true };
    this.agent =
      certificates === null
        ? new HttpAgent(options)
        : new HttpsAgent({
            ...options,
            ...(certificates.ca && { ca: certificates.ca }),
            ...(certificates.cert && { cert: certificates.cert }),
            ...(certificates.key && { key: certificates.key }),
          });
  }

  async ready(timeoutMilliseconds: number): Promise<ModelMetadata> {
    const { target } = this.endpoint;
    const metadata = await this.ask('GET', this.path, [], timeoutMilliseconds);
    this.mustLetIn(metadata);
    if (metadata.status !== 200) throw await this.missing(metadata, timeoutMilliseconds);
    const ready = await this.ask('GET', `${this.path}/ready`, [], timeoutMilliseconds);
    if (ready.status !== 200) {
      throw serverError('server_model_not_ready', target, 'the model is there, but not ready');
    }
    const read = this.parsed(metadata.body) as ModelMetadata;
    if (!Array.isArray(read?.inputs) || !Array.isArray(read.outputs)) {
      throw serverError('server_rejected', target, 'it does not say what the model takes');
    }
    return read;
  }

  async infer({ inputs, output }: InferRequest, timeoutMilliseconds: number): Promise<TensorOut> {
    const head = Buffer.from(
      JSON.stringify({
        inputs: inputs.map(({ name, datatype, shape, bytes, place }) => ({
          name,
          datatype,
          shape,
          parameters: place ? placeParameters(place) : { binary_data_size: bytes.byteLength },
        })),
        outputs: [{ name: output, parameters: { binary_data: true } }],
      }),
    );
    const body = [head, ...inputs.flatMap(({ bytes, place }) => (place ? [] : [bytes]))];
    const answer = await this.ask('POST', `${this.path}/infer`, body, timeoutMilliseconds);
    this.mustLetIn(answer);
    if (answer.status !== 200) throw this.refused(answer);
    return this.outputOf(answer, output);
  }

  async register({ name, key, byteSize }: SharedRegion, timeoutMilliseconds: number): Promise<void> {
    const region = Buffer.from(JSON.stringify({ key, offset: 0, byte_size: byteSize }));
    await this.tellOfRegion(`${name}/register`, [region], timeoutMilliseconds);
  }

  async unregister(name: string, timeoutMilliseconds: number): Promise<void> {
    await this.tellOfRegion(`${name}/unregister`, [Buffer.from('{}')], timeoutMilliseconds);
  }

  close(): void {
    this.agent.destroy();
  }

  private async tellOfRegion(
    action: string,
    body: readonly Buffer[],
    timeoutMilliseconds: number,
  ): Promise<void> {
    const path = `/v2/systemsharedmemory/region/${action}`;
    const answer = await this.ask('POST', path, body, timeoutMilliseconds);
    if (answer.status !== 200) {
      const said = saidIn(answer.body);
      throw serverError(
        'server_rejected',
        this.endpoint.target,
        `the server takes no shared memory (${answer.status}): ${said}`,
      );
    }
  }

  private outputOf({ headers, body }: Answer, name: string): TensorOut {
    const length = headers[headerLength] === undefined ? body.length : Number(headers[headerLength]);
    const { outputs } = this.parsed(body.subarray(0, length)) as InferAnswer;
    let at = length;
    for (const { data, parameters, ...form } of outputs ?? []) {
      const size = parameters?.binary_data_size ?? 0;
      if (form.name === name) {
        const numbers = data ?? numbersOf({ ...form, bytes: body.subarray(at, at + size) });
        if (numbers !== null) return { ...form, data: numbers };
        break;
      }
      at += size;
    }
    throw serverError(
      'server_answer_invalid',
      this.endpoint.target,
      `the answer has no numbers for the output "${name}"`,
    );
  }

  private parsed(body: Buffer): unknown {
    try {
      return JSON.parse(body.toString('utf8'));
    } catch (cause) {
      throw serverError(
        'server_rejected',
        this.endpoint.target,
        'it answers something else than JSON',
        cause,
      );
    }
  }

  private mustLetIn({ status }: Answer): void {
    if (status !== 401 && status !== 403) return;
    throw serverError(
      'server_unauthorized',
      this.endpoint.target,
      `the server does not let the station in (${status})`,
    );
  }

  private refused({ status, body }: Answer): StationError {
    const { target } = this.endpoint;
    const said = saidIn(body);
    if (status === 404 || isMissingModel(said)) {
      return serverError('server_model_missing', target, `the server does not have the model: ${said}`);
    }
    if (status === 503)
      return serverError('server_model_not_ready', target, `the server is not ready: ${said}`);
    return serverError('server_rejected', target, `the server refuses the window (${status}): ${said}`);
  }

  /** Why there is no metadata: no model of this name, or no server of this kind. */
  private async missing(answer: Answer, timeoutMilliseconds: number): Promise<StationError> {
    const server = await this.ask('GET', '/v2', [], timeoutMilliseconds);
    if (server.status === 200) return this.refused(answer);
    return serverError(
      'server_rejected',
      this.endpoint.target,
      'what answers there does not speak KServe v2',
    );
  }

  private async ask(
    method: 'GET' | 'POST',
    path: string,
    body: readonly Uint8Array[],
    timeoutMilliseconds: number,
  ): Promise<Answer> {
    const until = performance.now() + timeoutMilliseconds;
    try {
      return await this.askOnce(method, path, body, timeoutMilliseconds);
    } catch (thrown) {
      // The server may close a connection that was idle just when it is used again.
      if (!(thrown instanceof StaleConnection)) throw thrown;
      return await this.askOnce(method, path, body, Math.max(1, until - performance.now())).catch(
        (again: unknown) => {
          throw again instanceof StaleConnection ? again.error : again;
        },
      );
    }
  }

  private askOnce(
    method: 'GET' | 'POST',
    path: string,
    body: readonly Uint8Array[],
    timeoutMilliseconds: number,
  ): Promise<Answer> {
    const { spec, address, target, certificates } = this.endpoint;
    const { hostname, port } = new URL(`http://${address}`);
    const request = certificates === null ? httpRequest : httpsRequest;
    return new Promise((resolve, reject) => {
      const asked = request({
        agent: this.agent,
        host: hostname.replace(/^\[|\]$/g, ''),
        port: port || 80,
        path,
        method,
        headers: {
          ...(spec.token !== null && { authorization: `Bearer ${spec.token}` }),
          ...(body.length > 0 && {
            'content-type': 'application/octet-stream',
            'content-length': body.reduce((sum, { byteLength }) => sum + byteLength, 0),
            [headerLength]: body[0]!.byteLength,
          }),
        },
      });
      const fail = (error: Error): void => {
        clearTimeout(timer);
        reject(error);
        asked.destroy();
      };
      const timer = setTimeout(() => fail(timedOut(target, timeoutMilliseconds)), timeoutMilliseconds);
      asked.on('error', (error: NodeJS.ErrnoException) => {
        const isStale = asked.reusedSocket && /ECONNRESET|EPIPE/.test(error.code ?? '');
        const failed = connectionError(target, error);
        fail(isStale ? new StaleConnection(failed) : failed);
      });
      asked.on('response', (response) => {
        const chunks: Buffer[] = [];
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          size += chunk.length;
          if (size > mostAnswerBytes)
            fail(serverError('server_answer_invalid', target, 'the answer has no end'));
        });
        response.on('error', (error) => fail(connectionError(target, error)));
        response.on('end', () => {
          // Bytes that are still on their way must not be filled again.
          if (!asked.writableFinished && response.statusCode === 200) {
            return fail(
              serverError('server_answer_invalid', target, 'it answers before it has read the window'),
            );
          }
          clearTimeout(timer);
          if (!asked.writableFinished) asked.destroy();
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks),
          });
        });
      });
      for (const part of body.slice(0, -1)) asked.write(part);
      asked.end(body.at(-1));
    });
  }
}

/** A kept connection had ended, so that the request never reached the server. */
class StaleConnection extends Error {
  readonly error: StationError;

  constructor(error: StationError) {
    super(error.message);
    this.error = error;
  }
}

function saidIn(body: Buffer): string {
  const text = body.toString('utf8');
  try {
    return firstLine(String((JSON.parse(text) as { readonly error?: unknown }).error ?? text));
  } catch {
    return firstLine(text);
  }
}

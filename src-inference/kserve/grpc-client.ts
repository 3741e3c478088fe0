// KServe v2 over gRPC.
import { Client, credentials, Metadata, type ServiceError, status } from '@grpc/grpc-js';
import type { StationError } from '../contract/index.ts';
import type { Endpoint } from './endpoint.ts';
import {
  decodeInferResponse,
  decodeMetadata,
  decodeReady,
  encodeInferRequest,
  encodeMetadataRequest,
  encodeReadyRequest,
  encodeRegister,
  encodeUnregister,
  servicePath,
} from './grpc-messages.ts';
import {
  type InferRequest,
  type ModelMetadata,
  mostAnswerBytes,
  numbersOf,
  type TensorOut,
} from './protocol.ts';
import { connectionError, firstLine, isMissingModel, serverError, timedOut } from './server-errors.ts';
import type { RegionClient } from './shared-memory-client.ts';
import type { SharedRegion } from './shared-region.ts';

export class GrpcClient implements RegionClient {
  private readonly endpoint: Endpoint;
  private readonly client: Client;
  private readonly metadata = new Metadata();
  private readonly model: { readonly name: string; readonly version: string };

  constructor(endpoint: Endpoint) {
    const { spec, address, certificates } = endpoint;
    this.endpoint = endpoint;
    this.model = { name: spec.model, version: spec.version ?? '' };
    if (spec.token !== null) this.metadata.set('authorization', `Bearer ${spec.token}`);
    this.client = new Client(
      address,
      certificates === null
        ? credentials.createInsecure()
        : credentials.createSsl(certificates.ca, certificates.key, certificates.cert),
      {
        'grpc.max_send_message_length': -1,
        'grpc.max_receive_message_length': mostAnswerBytes,
        // A client of its own has connections of its own: what another one learnt of this address does not hold for it.
        'grpc.use_local_subchannel_pool': 1,
        // The server is on the line, not behind the proxy for the internet.
        'grpc.enable_http_proxy': 0,
        'grpc.enable_retries': 0,
      },
    );
  }

  async ready(timeoutMilliseconds: number): Promise<ModelMetadata> {
    const { target } = this.endpoint;
    const metadata = await this.call(
      'ModelMetadata',
      encodeMetadataRequest(this.model),
      decodeMetadata,
      timeoutMilliseconds,
    );
    const { ready } = await this.call(
      'ModelReady',
      encodeReadyRequest(this.model),
      decodeReady,
      timeoutMilliseconds,
    );
    if (!ready) throw serverError('server_model_not_ready', target, 'the model is there, but not ready');
    return metadata;
  }

  async infer(request: InferRequest, timeoutMilliseconds: number): Promise<TensorOut> {
    const { name, version } = this.model;
    const { outputs, raw_output_contents: raw } = await this.call(
      'ModelInfer',
      encodeInferRequest(request, name, version),
      decodeInferResponse,
      timeoutMilliseconds,
    );
    const at = outputs.findIndex((output) => output.name === request.output);
    const output = outputs[at];
    if (output !== undefined) {
      const { name, datatype, shape, contents } = output;
      const bytes = raw[at];
      const data =
        bytes === undefined
          ? (contents?.[datatype === 'FP64' ? 'fp64_contents' : 'fp32_contents'] ?? null)
          : numbersOf({ datatype, shape, bytes });
      if (data !== null && data.length > 0) return { name, datatype, shape, data };
    }
    throw serverError(
      'server_answer_invalid',
      this.endpoint.target,
      `the answer has no numbers for the output "${request.output}"`,
    );
  }

  async register({ name, key, byteSize }: SharedRegion, timeoutMilliseconds: number): Promise<void> {
    const request = encodeRegister({ name, key, offset: 0, byte_size: byteSize });
    await this.call('SystemSharedMemoryRegister', request, () => ({}), timeoutMilliseconds);
  }

  async unregister(name: string, timeoutMilliseconds: number): Promise<void> {
    await this.call(
      'SystemSharedMemoryUnregister',
      encodeUnregister({ name }),
      () => ({}),
      timeoutMilliseconds,
    );
  }

  close(): void {
    this.client.close();
  }

  private call<Answer>(
    method: string,
    request: Buffer,
    decode: (bytes: Buffer) => Answer,
    timeoutMilliseconds: number,
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.client.makeUnaryRequest(
        `${servicePath}${method}`,
        (bytes: Buffer) => bytes,
        decode,
        request,
        this.metadata,
        { deadline: Date.now() + timeoutMilliseconds },
        (error, answer) => {
          if (error) reject(this.meaning(error, timeoutMilliseconds));
          else resolve(answer!);
        },
      );
    });
  }

  private meaning(error: ServiceError, timeoutMilliseconds: number): StationError {
    const { target } = this.endpoint;
    const said = firstLine(error.details);
    switch (error.code) {
      case status.DEADLINE_EXCEEDED:
        return timedOut(target, timeoutMilliseconds);
      case status.UNAUTHENTICATED:
      case status.PERMISSION_DENIED:
        return serverError(
          'server_unauthorized',
          target,
          `the server does not let the station in: ${said}`,
          error,
        );
      case status.UNIMPLEMENTED:
        return serverError('server_rejected', target, 'what answers there does not speak KServe v2', error);
      case status.RESOURCE_EXHAUSTED:
        return serverError('server_rejected', target, `the server refuses the window: ${said}`, error);
      case status.NOT_FOUND:
        return this.missing(said, error);
      // Triton answers so for a model that it does not have, and the library when there is no connection.
      case status.UNAVAILABLE:
        return isMissingModel(said)
          ? this.missing(said, error)
          : connectionError(target, new Error(error.details));
      default:
        return isMissingModel(said)
          ? this.missing(said, error)
          : serverError('server_rejected', target, `the server refuses the window: ${said}`, error);
    }
  }

  private missing(said: string, error: ServiceError): StationError {
    return serverError(
      'server_model_missing',
      this.endpoint.target,
      `the server does not have the model: ${said}`,
      error,
    );
  }
}

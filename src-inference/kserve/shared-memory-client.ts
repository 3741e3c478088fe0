// Gives the pictures to a server on the same machine in shared memory (Triton's system shared memory extension): they are copied once, and
// not sent through a socket. A server that does not know it, does not allow it or cannot see the memory, as in a container of
// its own, gets bytes.
import { StationError } from '../contract/index.ts';
import type { InferRequest, KserveClient, ModelMetadata, TensorOut } from './protocol.ts';
import { orphanedRegions, removeRegion, SharedRegion } from './shared-region.ts';

/** A client that can name a region to its server. */
export interface RegionClient extends KserveClient {
  /** @throws StationError. */
  register(region: SharedRegion, timeoutMilliseconds: number): Promise<void>;
  /** @throws StationError. */
  unregister(name: string, timeoutMilliseconds: number): Promise<void>;
}

const goodbyeMilliseconds = 500;

/** @param address `HOST:PORT`. */
export function isThisMachine(address: string): boolean {
  const { hostname } = new URL(`http://${address}`);
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

export class SharedMemoryClient implements KserveClient {
  private readonly client: RegionClient;
  private region: SharedRegion | null = null;
  private isRefused = false;
  private isBusy = false;
  private isClosed = false;

  constructor(client: RegionClient) {
    this.client = client;
  }

  ready(timeoutMilliseconds: number): Promise<ModelMetadata> {
    return this.client.ready(timeoutMilliseconds);
  }

  async infer(request: InferRequest, timeoutMilliseconds: number): Promise<TensorOut> {
    // There is one region: a window that comes while another is named there is sent.
    if (this.isRefused || this.isBusy) return this.client.infer(request, timeoutMilliseconds);
    this.isBusy = true;
    const until = performance.now() + timeoutMilliseconds;
    try {
      const shared = await this.shared(request, timeoutMilliseconds);
      return await this.client.infer(shared, Math.max(1, until - performance.now()));
    } catch (thrown) {
      if (!isRefusal(thrown)) throw thrown;
      // Whatever it does not like, it may be the memory: bytes go everywhere.
      this.isRefused = true;
      this.leaveRegion();
      return await this.client.infer(request, Math.max(1, until - performance.now()));
    } finally {
      this.isBusy = false;
    }
  }

  close(): void {
    this.isClosed = true;
    void this.leaveRegion().then(() => this.client.close());
  }

  private async shared(request: InferRequest, timeoutMilliseconds: number): Promise<InferRequest> {
    const bytes = request.inputs.map((input) => input.bytes);
    this.region ??= await this.registered(bytes, timeoutMilliseconds);
    const places = this.region.write(bytes);
    return { ...request, inputs: request.inputs.map((input, i) => ({ ...input, place: places[i]! })) };
  }

  private async registered(bytes: readonly Uint8Array[], timeoutMilliseconds: number): Promise<SharedRegion> {
    for (const name of orphanedRegions()) {
      await this.client.unregister(name, timeoutMilliseconds).catch(() => undefined);
      removeRegion(name);
    }
    const region = new SharedRegion(bytes.map(({ byteLength }) => byteLength));
    try {
      await this.client.register(region, timeoutMilliseconds);
      if (this.isClosed) throw new Error('The client was closed.');
      return region;
    } catch (thrown) {
      region.close();
      throw thrown;
    }
  }

  /** Resolves when the server was told, or does not answer. */
  private async leaveRegion(): Promise<void> {
    const { region } = this;
    this.region = null;
    if (region === null) return;
    region.close();
    await this.client.unregister(region.name, goodbyeMilliseconds).catch(() => undefined);
  }
}

/** What is no fault of the way to the server, but of what was asked, or of the memory of this machine. */
function isRefusal(thrown: unknown): boolean {
  if (!(thrown instanceof StationError)) return true;
  return thrown.code === 'server_rejected' || thrown.code === 'server_model_missing';
}

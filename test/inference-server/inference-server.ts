// Starts the small inference server of the tests as a process of its own, so that it can be killed.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import {
  type InferenceServerSpec,
  type ServerProtocol,
  usualTimeoutSeconds,
} from '../../src-inference/contract/index.ts';

interface TensorForm {
  readonly name: string;
  readonly datatype: string;
  readonly shape: readonly number[];
}

interface ServerModel {
  readonly name: string;
  /** Null: it answers at once, without a network. */
  readonly file: string | null;
  /** Windows that go through the network together; the network must have a batch axis. */
  readonly maxBatch?: number;
  readonly inputs?: readonly TensorForm[];
  readonly output?: TensorForm;
}

interface ServerSetup {
  readonly models: readonly ServerModel[];
  readonly token?: string;
  /** Whether it has Triton's extension for shared memory; usually it has. */
  readonly sharesMemory?: boolean;
  /** Paths of PEM files. */
  readonly tls?: { readonly cert: string; readonly key: string };
  readonly grpcPort?: number;
  readonly httpPort?: number;
}

interface ServerCount {
  readonly windows: number;
  /** Tensors that were read from shared memory. */
  readonly sharedWindows: number;
  /** Names of the regions that are registered. */
  readonly regions: readonly string[];
  readonly largestBatch: number;
}

interface ServerChange {
  readonly fault?: 'nan' | 'shape' | 'name' | 'error' | null;
  readonly ready?: boolean;
  readonly pauseMilliseconds?: number;
  /** As a server that was started again behind a connection that stayed. */
  readonly forgetRegions?: boolean;
}

export class InferenceServer {
  readonly ports: Readonly<Record<ServerProtocol, number>>;
  private readonly child: ChildProcess;

  /** Resolves when it answers. */
  static async start(setup: ServerSetup): Promise<InferenceServer> {
    const child = fork(new URL('server-process.mjs', import.meta.url), [JSON.stringify(setup)]);
    const [ports] = (await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(([code]) => {
        throw new Error(`the inference server ended with exit code ${code}`);
      }),
    ])) as [InferenceServer['ports']];
    return new InferenceServer(child, ports);
  }

  private constructor(child: ChildProcess, ports: InferenceServer['ports']) {
    this.child = child;
    this.ports = ports;
  }

  address(protocol: ServerProtocol): string {
    return `127.0.0.1:${this.ports[protocol]}`;
  }

  async change(change: ServerChange): Promise<void> {
    this.child.send(change);
    await once(this.child, 'message');
  }

  async count(): Promise<ServerCount> {
    this.child.send('count');
    const [counts] = await once(this.child, 'message');
    return counts;
  }

  /** Stops it in the middle of what it does; it keeps its connections. */
  freeze(): void {
    this.child.kill('SIGSTOP');
  }

  thaw(): void {
    this.child.kill('SIGCONT');
  }

  /** SIGKILL: no connection is closed in an orderly way. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exited;
  }
}

/** Settings for these servers, without encryption and token. */
export function serverSpec(
  protocol: ServerProtocol,
  servers: readonly InferenceServer[],
  change: Partial<InferenceServerSpec> = {},
): InferenceServerSpec {
  return {
    protocol,
    tls: null,
    addresses: servers.map((server) => server.address(protocol)),
    model: 'colours',
    version: null,
    token: null,
    timeoutSeconds: usualTimeoutSeconds,
    ...change,
  };
}

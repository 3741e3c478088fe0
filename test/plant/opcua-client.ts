// A real OPC UA client in a process of its own (`opcua-client-process.mjs`), as a controller or a line's server is one.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

interface Told {
  readonly id?: number;
  readonly output?: unknown;
  readonly error?: string;
  readonly changed?: string;
  readonly event?: string;
  readonly value?: unknown;
  readonly status?: string;
  readonly fields?: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface CallResult {
  readonly status: string;
  readonly outputs: readonly unknown[];
}

export class OpcuaClient implements AsyncDisposable {
  /** Values and events that were subscribed to, in the order in which they came. */
  readonly told: Told[] = [];
  private readonly child: ChildProcess;
  private readonly pending = new Map<number, (told: Told) => void>();
  private readonly looking = new Set<() => void>();
  private nextId = 1;

  static async start(): Promise<OpcuaClient> {
    const child = fork(join(import.meta.dirname, 'opcua-client-process.mjs'), {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    await once(child, 'message');
    return new OpcuaClient(child);
  }

  private constructor(child: ChildProcess) {
    this.child = child;
    child.on('message', (heard: Omit<Told, 'at'>) => {
      const told = { ...heard, at: Date.now() };
      if (told.id !== undefined) {
        this.pending.get(told.id)?.(told);
        this.pending.delete(told.id);
        return;
      }
      this.told.push(told);
      for (const look of this.looking) look();
    });
  }

  connect(
    port: number,
    certificates: string,
    security: 'None' | 'Basic256Sha256' = 'None',
    user: { readonly userName: string; readonly password: string } | null = null,
  ): Promise<unknown> {
    return this.ask('connect', { url: `opc.tcp://127.0.0.1:${port}`, security, user, certificates });
  }

  /** @throws What the server or the client said. */
  async ask(name: string, input: unknown = {}): Promise<unknown> {
    const id = this.nextId++;
    const answer = await new Promise<Told>((resolve) => {
      this.pending.set(id, resolve);
      this.child.send({ id, name, input });
    });
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.output;
  }

  async read(path: string): Promise<unknown> {
    return ((await this.ask('read', { path })) as { readonly value: unknown }).value;
  }

  call(object: string, method: string, ...inputs: readonly unknown[]): Promise<CallResult> {
    return this.ask('call', { object, method, inputs }) as Promise<CallResult>;
  }

  /** Resolves with the first that fits. It may have come already. */
  until(fits: (told: Told) => boolean, since = 0): Promise<Told> {
    return new Promise((resolve) => {
      const look = (): void => {
        const found = this.told.slice(since).find(fits);
        if (!found) return;
        this.looking.delete(look);
        resolve(found);
      };
      this.looking.add(look);
      look();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const exited = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await exited;
  }
}

// A real Modbus server in a process of its own (`modbus-server-process.mjs`), as a controller or a remote I/O block is one.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { freePort } from './broker.ts';

export interface Written {
  readonly table: 'coil' | 'register';
  readonly address: number;
  readonly value: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export class TestModbusServer implements AsyncDisposable {
  readonly port: number;
  /** In the order in which they came. */
  readonly written: Written[] = [];
  private child: ChildProcess | null = null;
  private readonly looking = new Set<() => void>();

  /** Coils and registers 0 to 99 are there. */
  static async start(): Promise<TestModbusServer> {
    const server = new TestModbusServer(await freePort());
    await server.start();
    return server;
  }

  private constructor(port: number) {
    this.port = port;
  }

  async start(): Promise<void> {
    const child = fork(join(import.meta.dirname, 'modbus-server-process.mjs'), [String(this.port)]);
    this.child = child;
    await once(child, 'message');
    child.on('message', (written: Omit<Written, 'at'>) => {
      this.written.push({ ...written, at: Date.now() });
      for (const look of this.looking) look();
    });
  }

  async kill(): Promise<void> {
    const child = this.child;
    this.child = null;
    if (child === null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  /** What the address holds; undefined before anything was written. */
  now(table: Written['table'], address: number): number | undefined {
    return this.written.findLast((one) => one.table === table && one.address === address)?.value;
  }

  /** Resolves when the condition holds. */
  until(holds: () => boolean): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (!holds()) return;
        this.looking.delete(look);
        resolve();
      };
      this.looking.add(look);
      look();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }
}

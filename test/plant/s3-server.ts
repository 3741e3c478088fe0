// The S3 server of the tests (`s3-server-process.mjs`) in a process of its own.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { StoreTarget } from '../../src-inference/contract/index.ts';
import { freePort } from './broker.ts';
import { accessKeyId, secretAccessKey } from './s3-server-process.mjs';

export class TestS3 implements AsyncDisposable {
  readonly target: Extract<StoreTarget, { type: 's3' }>;
  /** Names of the objects that were put, in order. */
  readonly put: string[] = [];
  private readonly port: number;
  private readonly folder: string;
  private child: ChildProcess | null = null;
  private readonly looking = new Set<() => void>();

  /** @param folder Keeps the objects. */
  static async make(folder: string): Promise<TestS3> {
    return new TestS3(await freePort(), folder);
  }

  private constructor(port: number, folder: string) {
    this.port = port;
    this.folder = folder;
    mkdirSync(join(folder, 'evidence'), { recursive: true });
    this.target = {
      type: 's3',
      endpoint: `http://127.0.0.1:${port}`,
      region: 'eu-central-1',
      bucket: 'evidence',
      prefix: 'line 1',
      accessKeyId,
      secretAccessKey,
      caFile: null,
    };
  }

  /** @param delay Milliseconds before each PUT is answered. */
  async start(delay = 0): Promise<void> {
    const file = join(import.meta.dirname, 's3-server-process.mjs');
    const child = spawn(process.execPath, [file, String(this.port), this.folder, String(delay)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.child = child;
    const listening = once(child.stdout!, 'data');
    child.stdout!.on('data', (text: Buffer) => {
      for (const [, name] of String(text).matchAll(/^PUT (.*)$/gm)) this.put.push(name!);
      for (const look of this.looking) look();
    });
    await listening;
  }

  async kill(): Promise<void> {
    const child = this.child;
    this.child = null;
    if (child === null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  /** Whether a body is there that was not answered. */
  hasHalf(name: string): boolean {
    return existsSync(`${this.pathOf(name)}.part`);
  }

  pathOf(name: string): string {
    return join(this.folder, name);
  }

  /** Resolves when so many objects were put. */
  until(count: number): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        if (this.put.length < count) return;
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

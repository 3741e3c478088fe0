// The program `stepwatch plant` over a real database, started, killed and started again at the same port, and its commands.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { freePort } from './broker.ts';
import { databasePassword, databaseUser, type TestPostgres } from './postgres.ts';

const program = resolve(import.meta.dirname, '../../out/main/cli.js');

export class TestPlant implements AsyncDisposable {
  readonly url: string;
  readonly data: string;
  private readonly port: number;
  private readonly database: string;
  private child: ChildProcess | null = null;
  private token = '';

  /** The tables are made before. */
  static async start(database: TestPostgres): Promise<TestPlant> {
    const plant = new TestPlant(database, await freePort());
    await plant.command('migrate');
    await plant.start();
    return plant;
  }

  private constructor(database: TestPostgres, port: number) {
    this.database = `postgres://${databaseUser}@127.0.0.1:${database.port}/postgres`;
    this.data = join(database.folder, 'plant-data');
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
  }

  async start(): Promise<void> {
    const child = this.spawn(['--port', String(this.port), '--json']);
    this.child = child;
    const { url } = JSON.parse(await firstLine(child)) as { url: string };
    this.token = new URL(url).searchParams.get('token')!;
  }

  /** @returns What `stepwatch plant ... --json` prints. @throws Error with what it says when it fails. */
  async command<Output>(...words: readonly string[]): Promise<Output> {
    const child = this.spawn([...words, '--json']);
    const [out, err] = [collect(child.stdout!), collect(child.stderr!)];
    const [code] = await once(child, 'close');
    if (code !== 0) throw new Error(`${words.join(' ')}: ${out()}${err()}`);
    return JSON.parse(out()) as Output;
  }

  /** As a page does, with the rights of an operator. @throws Error with the code of the error. */
  async ask<Output>(path: string, body?: object | Buffer): Promise<Output> {
    const answer = await fetch(`${this.url}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${this.token}` },
      ...(body !== undefined && {
        body: Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body),
      }),
    });
    const output = (await answer.json()) as Output & { readonly error?: { readonly code: string } };
    if (output.error) throw Object.assign(new Error(JSON.stringify(output.error)), output.error);
    return output;
  }

  async kill(): Promise<void> {
    const { child } = this;
    this.child = null;
    if (child === null || child.exitCode !== null) return;
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }

  hang(): void {
    this.child!.kill('SIGSTOP');
  }

  goOn(): void {
    this.child!.kill('SIGCONT');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
  }

  private spawn(words: readonly string[]): ChildProcess {
    const all = [program, 'plant', '--database', this.database, '--data', this.data, ...words];
    return spawn(process.execPath, all, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, STEPWATCH_DATABASE_PASSWORD: databasePassword },
    });
  }
}

function collect(stream: NodeJS.ReadableStream): () => string {
  let text = '';
  stream.on('data', (chunk: Buffer) => {
    text += chunk;
  });
  return () => text;
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const out = collect(child.stdout!);
    const err = collect(child.stderr!);
    child.stdout!.on('data', () => {
      if (out().includes('\n')) resolve(out().split('\n', 1)[0]!);
    });
    child.once('exit', () => reject(new Error(`${out()}${err()}`)));
  });
}

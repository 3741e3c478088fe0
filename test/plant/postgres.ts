// A real PostgreSQL server with a cluster of its own, that a test starts, kills and starts again at the same port.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { PostgresLinkSpec } from '../../src-inference/contract/index.ts';
import { freePort } from './broker.ts';

export const databaseUser = 'plant';
export const databasePassword = 'a long secret';
const database = 'postgres';

/** The server refuses to run as root; nobody has a user of its own everywhere. */
const nobody = 65_534;
const asUser = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};

export interface PostgresOptions {
  /** Settings of the server. */
  readonly settings?: readonly string[];
  /** Makes what the settings name. */
  readonly prepare?: (folder: string) => void;
}

export class TestPostgres implements AsyncDisposable {
  readonly port: number;
  readonly folder: string;
  private readonly settings: readonly string[];
  private readonly clients: pg.Client[] = [];
  private child: ChildProcess | null = null;

  /** Nothing of it is synced: a process that is killed loses nothing by that. */
  static async start({ settings = ['fsync=off'], prepare }: PostgresOptions = {}): Promise<TestPostgres> {
    const server = new TestPostgres(await freePort(), settings);
    prepare?.(server.folder);
    const password = join(server.folder, 'password');
    writeFileSync(password, databasePassword);
    own(server.folder);
    const words = ['-D', server.data, '-U', databaseUser, '-A', 'scram-sha-256', `--pwfile=${password}`];
    const made = spawnSync(program('initdb'), [...words, '-E', 'UTF8', '--locale=C', '--no-sync'], {
      ...asUser,
      encoding: 'utf8',
    });
    if (made.status !== 0) throw new Error(`initdb: ${made.stderr}${made.error ?? ''}`);
    await server.start();
    return server;
  }

  private constructor(port: number, settings: readonly string[]) {
    this.port = port;
    this.settings = settings;
    this.folder = mkdtempSync(join(tmpdir(), 'stepwatch-postgres-'));
  }

  private get data(): string {
    return join(this.folder, 'data');
  }

  get pid(): number {
    return this.child!.pid!;
  }

  /** After a kill, its processes may still be going: the system must have taken their memory back first. */
  async start(): Promise<void> {
    for (;;) {
      try {
        return await this.startOnce();
      } catch (thrown) {
        if (!(thrown as Error).message.includes('is still in use')) throw thrown;
      }
    }
  }

  private async startOnce(): Promise<void> {
    const settings = [
      'listen_addresses=127.0.0.1',
      'unix_socket_directories=',
      ...this.settings.map((one) => one.replaceAll('FOLDER', this.folder)),
    ];
    const words = ['-D', this.data, '-p', String(this.port), ...settings.flatMap((one) => ['-c', one])];
    const child = spawn(program('postgres'), words, { ...asUser, stdio: ['ignore', 'ignore', 'pipe'] });
    this.child = child;
    await new Promise<void>((resolve, reject) => {
      let said = '';
      child.stderr.on('data', (text: Buffer) => {
        said = `${said}${text}`.slice(-10_000);
        if (said.includes('ready to accept connections')) resolve();
      });
      child.once('error', reject);
      child.once('exit', () => reject(new Error(said)));
    });
  }

  /** All its processes at once, as a loss of power would. */
  async kill(): Promise<void> {
    const { child } = this;
    this.child = null;
    this.forgetClients();
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    const all = [...childrenOf(child.pid!), child.pid!];
    // Stopped first, so that none sees the others go.
    for (const pid of all) signal(pid, 'SIGSTOP');
    for (const pid of all) signal(pid, 'SIGKILL');
    await exited;
  }

  /** The processes of connections, which answer no more. */
  hang(): void {
    for (const pid of [this.pid, ...childrenOf(this.pid)]) signal(pid, 'SIGSTOP');
  }

  goOn(): void {
    for (const pid of [this.pid, ...childrenOf(this.pid)]) signal(pid, 'SIGCONT');
  }

  /** Rows of a statement, or of the last of several. A server that is away is waited for. */
  async rows<Row = Record<string, unknown>>(
    sql: string,
    values: readonly unknown[] = [],
  ): Promise<readonly Row[]> {
    const client = await this.client();
    const answer = values.length === 0 ? await client.query(sql) : await client.query(sql, [...values]);
    return (Array.isArray(answer) ? answer.at(-1).rows : answer.rows) as readonly Row[];
  }

  /** Resolves when the statement has rows. */
  async until<Row = Record<string, unknown>>(sql: string): Promise<readonly Row[]> {
    for (;;) {
      const rows = await this.rows<Row>(sql).catch(() => []);
      if (rows.length > 0) return rows;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  link(more: Partial<PostgresLinkSpec> = {}): PostgresLinkSpec {
    return {
      kind: 'postgres',
      host: '127.0.0.1',
      port: this.port,
      database,
      user: databaseUser,
      password: databasePassword,
      tls: null,
      station: 'bench3',
      earlierDays: 0,
      ...more,
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true });
  }

  private async client(): Promise<pg.Client> {
    const [known] = this.clients;
    if (known) return known;
    const { host, port, user, password } = this.link();
    const client = new pg.Client({ host, port, user, password: password!, database });
    client.on('error', () => undefined);
    client.once('end', () => this.forgetClients());
    await client.connect();
    this.clients.push(client);
    return client;
  }

  private forgetClients(): void {
    for (const client of this.clients.splice(0)) void client.end().catch(() => undefined);
  }
}

/** Debian keeps the programs of each version in a folder of their own. */
function program(name: string): string {
  const root = '/usr/lib/postgresql';
  const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a));
  return join(root, versions[0]!, 'bin', name);
}

function own(folder: string): void {
  if (!('uid' in asUser)) return;
  for (const name of ['.', ...readdirSync(folder)]) chownSync(join(folder, name), nobody, nobody);
}

function childrenOf(pid: number): readonly number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return text.split(' ').filter(Boolean).map(Number);
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended meanwhile.
  }
}

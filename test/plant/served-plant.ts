// `stepwatch plant` as a process over a real database, and stations that a test makes up.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { migratePlant } from '../../src-inference/contract/index.ts';
import { databasePassword, databaseUser, TestPostgres } from './postgres.ts';
import { accessKeyId, secretAccessKey } from './s3-server-process.mjs';

export const plantPasswords = { operator: 'operators-word', viewer: 'viewers-word' };
export const metricsToken = 'a-token-of-many-characters';
const program = resolve(import.meta.dirname, '../../out/main/cli.js');

export class ServedPlant implements AsyncDisposable {
  readonly database: TestPostgres;
  readonly url: string;
  readonly origin: string;
  readonly port: number;
  /** Of the evidence. */
  readonly folder: string;
  private readonly child: ChildProcess;

  /**
   * @param prepare Changes the database before the server starts; left out: its tables are made.
   * @param more Options of the program.
   */
  static async start(prepare = makeTables, more: readonly string[] = []): Promise<ServedPlant> {
    const database = await TestPostgres.start();
    await prepare(database);
    const folder = mkdtempSync(join(tmpdir(), 'stepwatch-plant-'));
    mkdirSync(join(folder, 'evidence'));
    writeFileSync(join(folder, 'secret.mp4'), 'not to be seen');
    const words = ['--port', '0', '--evidence', join(folder, 'evidence'), '--json', ...more];
    const child = spawn(process.execPath, [program, 'plant', '--database', addressOf(database), ...words], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        STEPWATCH_DATABASE_PASSWORD: databasePassword,
        STEPWATCH_PASSWORD: plantPasswords.operator,
        STEPWATCH_VIEWER_PASSWORD: plantPasswords.viewer,
        STEPWATCH_METRICS_TOKEN: metricsToken,
        STEPWATCH_S3_ACCESS_KEY_ID: accessKeyId,
        STEPWATCH_S3_SECRET_ACCESS_KEY: secretAccessKey,
      },
    });
    const [line] = await once(createInterface({ input: child.stdout! }), 'line');
    return new ServedPlant(database, child, folder, JSON.parse(line));
  }

  private constructor(
    database: TestPostgres,
    child: ChildProcess,
    folder: string,
    { url, origin, port }: { readonly url: string; readonly origin: string; readonly port: number },
  ) {
    this.database = database;
    this.child = child;
    this.folder = folder;
    this.url = url;
    this.origin = origin;
    this.port = port;
  }

  async health(): Promise<{ readonly status: string; readonly error: string | null }> {
    const headers = { Authorization: `Bearer ${metricsToken}` };
    return (await fetch(`${this.origin}/health`, { headers })).json();
  }

  /** Resolves when the server says so of itself. @param error Left out: any; while it connects for the first time there is none. */
  async untilHealth(status: 'ok' | 'failing', error?: string): Promise<void> {
    for (;;) {
      const health = await this.health();
      if (health.status === status && (error === undefined || health.error === error)) return;
      await new Promise((go) => setTimeout(go, 100));
    }
  }

  /** A station that is working, or how `more` says. */
  async station(name: string, more: Readonly<Record<string, unknown>> = {}): Promise<number> {
    const row = { online: true, condition: 'working', ...more };
    const columns = Object.keys(row);
    const [made] = await this.database.rows<{ readonly station_id: number }>(
      `INSERT INTO stepwatch.station (name, ${columns.join(', ')})
       VALUES ($1, ${columns.map((_, index) => `$${index + 2}`).join(', ')}) RETURNING station_id`,
      [name, ...Object.values(row)],
    );
    return made!.station_id;
  }

  /** A failed part with a missed shaft, which ended just now. */
  async failedPart(station: number, clip: string | null = null): Promise<string> {
    const startedAt = new Date(Date.now() - 60_000).toISOString();
    const day = startedAt.slice(0, 10);
    await this.database.rows(
      `INSERT INTO stepwatch.part (station_id, started_at, ended_at, day, hour, number, verdict, seconds, recipe, model,
         source, serial, interrupted, mistakes)
       VALUES ($1, $2, now(), $3, 9, 1, 'fail', 60, 'coupling', 'line-3', 'camera:0', 'SN-1', false, 1)`,
      [station, startedAt, day],
    );
    await this.database.rows(
      `INSERT INTO stepwatch.step (station_id, started_at, position, step_index, label, status, severity, remark, nth)
       VALUES ($1, $2, 1, 1, 'base_plate', 'ok', 'pass', '', 1), ($1, $2, 2, 2, 'shaft', 'missed', 'fail', 'not done', 1)`,
      [station, startedAt],
    );
    if (clip !== null) {
      await this.database.rows(
        `INSERT INTO stepwatch.evidence (station_id, started_at, name, kind, url, bytes, at)
         VALUES ($1, $2, 'clip.mp4', 'clip', $3, 1000, now())`,
        [station, startedAt, clip],
      );
    }
    await this.database.rows(
      "UPDATE stepwatch.station SET condition = 'fail', changed_at = now(), last_seen = now() WHERE station_id = $1",
      [station],
    );
    return startedAt;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.child.exitCode === null) {
      const ended = once(this.child, 'exit');
      this.child.kill('SIGTERM');
      await ended;
    }
    await this.database[Symbol.asyncDispose]();
    rmSync(this.folder, { recursive: true });
  }
}

export function addressOf({ port }: Pick<TestPostgres, 'port'>): string {
  return `postgres://${databaseUser}@127.0.0.1:${port}/postgres`;
}

async function makeTables(database: TestPostgres): Promise<void> {
  await migratePlant(async (sql, values) => ({ rows: await database.rows(sql, values) }), 'test', '0.0.0');
}

// `stepwatch plant` as a real process over a real PostgreSQL server.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { PlantMessage } from '../../../src-inference/contract/index.ts';
import { databasePassword, TestPostgres } from '../../plant/postgres.ts';
import { addressOf, metricsToken, plantPasswords, ServedPlant } from '../../plant/served-plant.ts';
import { runProgram } from '../../run-program.ts';
import { ask, cookieOf } from '../../served-station.ts';

const program = resolve(import.meta.dirname, '../../../out/main/cli.js');
let plant: ServedPlant;
beforeAll(async () => {
  plant = await ServedPlant.start();
});
afterAll(() => plant[Symbol.asyncDispose]());

async function cookieFor(role: 'operator' | 'viewer'): Promise<string> {
  const answer = await ask(plant, '/login', {
    method: 'POST',
    headers: { Origin: plant.origin, 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ password: plantPasswords[role] }).toString(),
  });
  return cookieOf(answer);
}

async function read(path: string, cookie: string): Promise<{ status: number; body: never }> {
  const { status, body } = await ask(plant, path, { headers: { cookie } });
  return { status, body: JSON.parse(body.toString()) as never };
}

/** Hears the messages of the wall until one fits. */
async function hear(cookie: string, fits: (message: PlantMessage) => boolean): Promise<PlantMessage> {
  const socket = new WebSocket(`ws://127.0.0.1:${plant.port}/plant`, {
    headers: { cookie },
    origin: plant.origin,
  });
  try {
    return await new Promise((found, failed) => {
      socket.on('error', failed);
      socket.on('message', (data) => {
        const message = JSON.parse(String(data)) as PlantMessage;
        if (fits(message)) found(message);
      });
    });
  } finally {
    socket.close();
  }
}

describe('who may come in', () => {
  it.each([
    '/',
    '/plant/figures',
    '/plant/parts',
    '/evidence/clip.mp4',
    '/metrics',
    '/health',
  ])('nobody without a session gets %s', async (path) => {
    expect((await ask(plant, path)).status).toBe(401);
  });

  it('a page without a session gets no WebSocket', async () => {
    await expect(hear('', () => true)).rejects.toThrow('401');
  });

  it('a viewer sees the wall, and is told to be one', async () => {
    const welcome = await hear(await cookieFor('viewer'), () => true);
    expect(welcome).toMatchObject({ kind: 'welcome', role: 'viewer' });
  });

  it('nothing can be posted by a page elsewhere', async () => {
    const cookie = await cookieFor('operator');
    const headers = { cookie, Origin: 'http://evil.example' };
    expect((await ask(plant, '/logout', { method: 'POST', headers })).status).toBe(403);
  });
});

describe('what it knows', () => {
  it('a part that failed is on the wall, in the figures, in lists and by itself', async () => {
    const cookie = await cookieFor('viewer');
    const station = await plant.station('Bench 1');
    const startedAt = await plant.failedPart(station, 'bench-1/clip.mp4');
    const message = await hear(
      cookie,
      (one) =>
        one.kind === 'wall' && one.stations.some(({ id, faults }) => id === station && faults.length === 1),
    );
    expect(message).toMatchObject({
      stations: expect.arrayContaining([
        expect.objectContaining({
          name: 'Bench 1',
          presence: 'online',
          condition: 'fail',
          faults: [
            expect.objectContaining({
              serial: 'SN-1',
              verdict: 'fail',
              mistakes: [{ label: 'shaft', status: 'missed' }],
              clip: '/evidence/bench-1/clip.mp4',
            }),
          ],
        }),
      ]),
    });
    const { body: figures } = await read(`/plant/figures?station=${station}`, cookie);
    expect(figures).toMatchObject({
      parts: { pass: 0, fail: 1 },
      yield: { share: 0, of: 1 },
      pareto: {
        mistake: [{ step: 'shaft', status: 'missed', times: 1, parts: 1, of: 1, cumulative: 1 }],
        station: [{ station, times: 1 }],
        hour: [{ hour: 9, parts: 1 }],
      },
    });
    const list = `/plant/parts?step=shaft&status=missed&station=${station}`;
    expect(await read(list, cookie)).toMatchObject({ body: { parts: [{ startedAt }], more: false } });
    expect(await read(`/plant/parts?step=base_plate&station=${station}`, cookie)).toMatchObject({
      body: { parts: [] },
    });
    expect(await read(`/plant/part?station=${station}&startedAt=${startedAt}`, cookie)).toMatchObject({
      body: {
        summary: { serial: 'SN-1' },
        steps: [{ status: 'ok' }, { label: 'shaft', remark: 'not done' }],
      },
    });
  });

  it.each([
    ['/plant/figures?fromDay=yesterday', 400, 'request_invalid'],
    ['/plant/parts?limit=9999999', 400, 'request_invalid'],
    ['/plant/part?station=1', 400, 'request_invalid'],
    ['/plant/part?station=1&startedAt=2001-01-01T00:00:00.000Z', 404, 'part_not_found'],
  ])('%s is answered with one clear error', async (path, status, code) => {
    expect(await read(path, await cookieFor('viewer'))).toMatchObject({ status, body: { error: { code } } });
  });

  it('lists go page by page, also where parts began at the same time', async () => {
    const cookie = await cookieFor('viewer');
    const station = await plant.station('Bench pages');
    await plant.database.rows(`
      INSERT INTO stepwatch.part (station_id, started_at, ended_at, day, hour, number, verdict, seconds, model, source,
        interrupted, mistakes)
      SELECT ${station}, now() - k * interval '1 minute', now(), current_date, 9, k, 'pass', 60, 'm', 's', false, 0
      FROM generate_series(1, 7) AS k`);
    const numbers: number[] = [];
    let before = '';
    for (;;) {
      const { body } = await read(`/plant/parts?station=${station}&limit=3${before}`, cookie);
      const page = body as { parts: { number: number; station: number; startedAt: string }[]; more: boolean };
      numbers.push(...page.parts.map(({ number }) => number));
      const last = page.parts.at(-1)!;
      before = `&beforeStation=${last.station}&beforeStartedAt=${encodeURIComponent(last.startedAt)}`;
      if (!page.more) break;
    }
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('evidence is served from its folder, and nothing from outside of it', async () => {
    const cookie = await cookieFor('viewer');
    const evidence = join(plant.folder, 'evidence');
    mkdirSync(join(evidence, 'bench-1'), { recursive: true });
    writeFileSync(join(evidence, 'bench-1/clip.mp4'), 'video');
    writeFileSync(join(evidence, 'bench-1/notes.txt'), 'not evidence');
    symlinkSync(join(plant.folder, 'secret.mp4'), join(evidence, 'link.mp4'));
    const statusOf = async (path: string) => (await ask(plant, path, { headers: { cookie } })).status;
    expect(await statusOf('/evidence/bench-1/clip.mp4')).toBe(200);
    for (const path of ['bench-1/notes.txt', 'link.mp4', '..%2fsecret.mp4', '../secret.mp4', 'none.mp4'])
      expect(await statusOf(`/evidence/${path}`)).toBe(404);
  });

  it('metrics count the stations', async () => {
    await plant.station('Silent', { last_seen: new Date(Date.now() - 60_000) });
    await hear(
      await cookieFor('viewer'),
      (one) =>
        one.kind === 'wall' &&
        one.stations.some(({ name, presence }) => name === 'Silent' && presence === 'lost'),
    );
    const headers = { Authorization: `Bearer ${metricsToken}` };
    const { body } = await ask(plant, '/metrics', { headers });
    expect(body.toString()).toContain('stepwatch_plant_database_up 1');
    expect(body.toString()).toContain('stepwatch_plant_stations{presence="lost"} 1');
  });

  it('a page that has the wall gets what changed only', async () => {
    const messages: PlantMessage[] = [];
    const quiet = await plant.station('Quiet');
    await hear(await cookieFor('viewer'), (one) => {
      messages.push(one);
      return messages.filter(({ kind }) => kind === 'wall').length === 3;
    });
    const walls = messages.flatMap((one) => (one.kind === 'wall' ? [one] : []));
    const first = walls.findIndex(({ stations }) => stations.some(({ id }) => id === quiet));
    expect(walls.slice(first + 1).flatMap(({ stations }) => stations.map(({ id }) => id))).not.toContain(
      quiet,
    );
  });
});

it('a database that is killed is told of, and read again when it is back', async () => {
  await plant.untilHealth('ok');
  await plant.database.kill();
  await plant.untilHealth('failing');
  expect(await plant.health()).toMatchObject({ error: 'link_unreachable' });
  expect((await read('/plant/figures', await cookieFor('viewer'))).body).toMatchObject({
    error: { code: 'link_unreachable' },
  });
  const away = await hear(await cookieFor('viewer'), ({ kind }) => kind === 'wall');
  expect(away).toMatchObject({ database: { state: 'failed' }, stations: expect.any(Array) });
  expect(away.kind === 'wall' && away.stations.length).toBeGreaterThan(0);
  await plant.database.start();
  await plant.untilHealth('ok');
});

it('a database that hangs counts as away, until it goes on', async () => {
  await plant.untilHealth('ok');
  plant.database.hang();
  await plant.untilHealth('failing');
  plant.database.goOn();
  await plant.untilHealth('ok');
});

describe('stepwatch plant migrate', () => {
  let database: TestPostgres;
  beforeAll(async () => {
    database = await TestPostgres.start();
  });
  afterAll(() => database[Symbol.asyncDispose]());
  const run = (words: readonly string[], password: string | null = databasePassword) => {
    const env = { ...process.env, ...(password !== null && { STEPWATCH_DATABASE_PASSWORD: password }) };
    return runProgram(process.execPath, [program, 'plant', ...words, '--json'], { env });
  };

  it('makes the tables once', () => {
    const words = ['migrate', '--database', addressOf(database)];
    expect(JSON.parse(run(words).stdout)).toMatchObject({ from: 0 });
    const again = JSON.parse(run(words).stdout);
    expect(again.from).toBe(again.to);
  });

  it.each([
    ['a password in the address', (url: string) => url.replace('@', ':word@'), databasePassword, 'usage'],
    ['no address', () => 'database', databasePassword, 'usage'],
    ['no password', (url: string) => url, null, 'link_unauthorized'],
    ['a wrong password', (url: string) => url, 'guess', 'link_unauthorized'],
    ['a database that is not there', (url: string) => `${url}x`, databasePassword, 'plant_database_missing'],
  ])('says what is wrong with %s', (_, change, password, code) => {
    const end = run(['migrate', '--database', change(addressOf(database))], password);
    expect({ status: end.status, ...JSON.parse(end.stdout) }).toMatchObject({ status: 2, error: { code } });
    expect(end.stdout).not.toContain('word@');
  });

  it('a server over tables of a later program says so, and goes on trying', async () => {
    await using other = await ServedPlant.start(async (prepared) => {
      run(['migrate', '--database', addressOf(prepared)]);
      await prepared.rows("INSERT INTO stepwatch.migration VALUES (999, 'later', 999, now(), '9.0.0')");
    });
    await other.untilHealth('failing', 'plant_schema_new');
    await other.database.rows('DELETE FROM stepwatch.migration WHERE version = 999');
    await other.untilHealth('ok');
  });
});

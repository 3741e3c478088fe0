// What Prometheus reads of `stepwatch serve`, in a real process, with parts that pass and fail.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeColourModel } from '../../onnx-models.ts';
import { freePort } from '../../plant/broker.ts';
import { webhookLink } from '../../plant/link-settings.ts';
import { parseExposition } from '../../prometheus-text.ts';
import { ask, cookieOf, Screen } from '../../served-station.ts';
import { makeParts, rgb } from '../../workplace-folder.ts';

const program = resolve(import.meta.dirname, '../../../out/main/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'stepwatch-metrics-'));
// The engine gets at the folder of its station.
const given = join(folder, 'station/given');
const token = 'a-long-enough-token';
const sent = { Authorization: `Bearer ${token}` };
let child: ChildProcess;
let station: { readonly url: string; readonly origin: string; readonly port: number };

beforeAll(async () => {
  mkdirSync(given, { recursive: true });
  makeColourModel(join(given, 'model'));
  writeFileSync(join(folder, 'token'), `${token}\n`);
  makeParts(join(given, 'bad.mp4'), ['red', 'blue']);
  makeParts(join(given, 'good.mp4'), ['red', 'green', 'blue']);
  const words = ['serve', '--port', '0', '--json', '--directory', join(folder, 'station'), '--root', folder];
  child = spawn(process.execPath, [program, ...words, '--metrics-token-file', join(folder, 'token')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, STEPWATCH_PASSWORD: '' },
  });
  const [line] = await once(createInterface({ input: child.stdout! }), 'line');
  station = JSON.parse(line);
});

afterAll(async () => {
  const exited = once(child, 'exit');
  child.kill('SIGTERM');
  await exited;
  rmSync(folder, { recursive: true, maxRetries: 50 });
});

async function scrape(): Promise<ReturnType<typeof parseExposition>> {
  const { status, headers, body } = await ask(station, '/metrics', { headers: sent });
  expect(status).toBe(200);
  expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
  return parseExposition(body.toString());
}

describe('metrics and health', () => {
  it('need the token or a session', async () => {
    for (const path of ['/metrics', '/health']) {
      expect((await ask(station, path)).status).toBe(401);
      expect((await ask(station, path, { headers: { Authorization: 'Bearer another one' } })).status).toBe(
        401,
      );
      expect((await ask(station, path, { headers: { Authorization: `Basic ${token}` } })).status).toBe(401);
      expect([200, 503]).toContain((await ask(station, path, { headers: sent })).status);
    }
    const cookie = cookieOf(await ask(station, station.url.slice(station.origin.length)));
    expect((await ask(station, '/metrics', { headers: { cookie } })).status).toBe(200);
    // The token is for reading figures, and opens nothing else.
    expect((await ask(station, '/', { headers: sent })).status).not.toBe(200);
  });

  it('count parts and steps, and name model, recipe and connections', async () => {
    const cookie = cookieOf(await ask(station, station.url.slice(station.origin.length)));
    using screen = new Screen(station, cookie);
    await screen.untilEngine('running');
    // The engine runs before it has told the shell how the station is.
    await expect.poll(async () => (await scrape()).value('stepwatch_engine_up'), { timeout: 60_000 }).toBe(1);
    expect((await scrape()).value('stepwatch_parts_total', { verdict: 'pass' })).toBe(0);

    const link = webhookLink(await freePort());
    await screen.answer('changeSettings', { model: join(given, 'model'), links: [link] });
    await screen.answer('saveRecipe', { name: 'rgb', text: rgb, note: '', basedOn: null });
    await screen.answer('useRecipe', { name: 'rgb' });
    for (const video of ['good.mp4', 'bad.mp4']) {
      const since = screen.heard.length;
      await screen.answer('openSource', { source: join(given, video) });
      await screen.untilEvent('runEnded', since);
    }
    // Connections run in a thread of their own, which takes a moment to start.
    await expect
      .poll(async () => (await scrape()).labels('stepwatch_link_up'), { timeout: 60_000 })
      .toEqual([{ link: link.id, kind: 'webhook' }]);
    const after = await scrape();
    expect(after.value('stepwatch_parts_total', { verdict: 'pass' })).toBe(1);
    expect(after.value('stepwatch_parts_total', { verdict: 'fail' })).toBe(1);
    expect(after.value('stepwatch_parts_total', { verdict: 'warn' })).toBe(0);
    expect(after.value('stepwatch_steps_total', { status: 'missed' })).toBe(1);
    expect(after.value('stepwatch_steps_total', { status: 'ok' })).toBeGreaterThanOrEqual(5);
    expect(after.value('stepwatch_part_cycle_seconds_count')).toBe(2);
    expect(after.value('stepwatch_unacknowledged_parts')).toBe(1);
    expect(after.labels('stepwatch_info')).toMatchObject([{ recipe: 'rgb' }]);
    expect(after.labels('stepwatch_condition')).toHaveLength(1);
    expect(after.type('stepwatch_parts_total')).toBe('counter');
    expect(after.type('stepwatch_part_cycle_seconds')).toBe('histogram');
    expect(after.names.every((name) => name.startsWith('stepwatch_'))).toBe(true);
    const health = await ask(station, '/health', { headers: sent });
    // The video has ended: nothing is checked any more.
    expect([health.status, JSON.parse(health.body.toString())]).toEqual([
      503,
      { status: 'failing', engine: 'running', condition: 'notReady' },
    ]);
  });
});

// A station whose engine is told to leave its sandbox: it says so in one clear error, and goes on.

import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { EngineEvent, StationError } from '../../../src-inference/contract/index.ts';
import { type EngineProcess, startEngine } from '../../../src-main/supervisor/index.ts';
import { stationFolders } from '../../../src-main/supervisor/sandbox/named-folders.ts';
import { makeVideo } from '../../media-files.ts';
import { makeColourModel } from '../../onnx-models.ts';
import { type ServedStation, serveStation } from '../../served-station.ts';

const builtEngine = pathToFileURL(resolve(import.meta.dirname, '../../../out/main/engine.js'));
const patience = { timeout: 60_000, interval: 100 };
const outside = mkdtempSync(join(tmpdir(), 'stepwatch-outside-'));
const video = join(outside, 'video.mp4');
const model = join(outside, 'model');
const recipe = join(outside, 'recipe.yaml');
afterAll(() => rmSync(outside, { recursive: true, force: true }));

let station: ServedStation;
let events: EngineEvent[];

async function started(): Promise<ServedStation> {
  const served = await serveStation();
  events = [];
  served.supervisor.onEvent(({ event }) => void events.push(event));
  await running(served);
  return served;
}

async function running({ supervisor }: ServedStation): Promise<void> {
  await vi.waitFor(async () => {
    expect((await supervisor.request('snapshot', null)).model.state).toBe('ready');
  }, patience);
}

const errorOf = (answer: Promise<unknown>): Promise<StationError> =>
  answer.then(
    () => expect.fail('it should have been refused'),
    (thrown) => thrown,
  );

makeVideo(video);
makeColourModel(model);
writeFileSync(recipe, 'name: rgb\ntitle: Colours\nsteps: [red, green, blue]\n');
const probe = await started();
const { sandbox } = await probe.supervisor.request('doctor', null);
await probe.close();

describe.skipIf(sandbox.landlock === null)('an engine that its station would let at everything', () => {
  const home = mkdtempSync(join(tmpdir(), 'stepwatch-home-'));
  const own = join(home, 'model');
  let engine: EngineProcess;
  beforeAll(async () => {
    makeColourModel(own);
    const directory = join(home, 'station');
    const workplace = { directory, defaults: { model: own, recipes: [], folders: [home] }, source: null };
    engine = startEngine(builtEngine, stationFolders(workplace, []), () => undefined);
    await engine.request('openWorkplace', { ...workplace, roots: ['/'] });
  }, patience.timeout);
  afterAll(async () => {
    await engine.stop();
    rmSync(home, { recursive: true });
  });

  it.each([
    ['a video', () => engine.request('openSource', { source: video })],
    ['a model', () => engine.request('readModel', { directory: model })],
    ['a recipe', () => engine.request('readRecipe', { path: recipe, model: own })],
    [
      'a folder for recordings',
      () => engine.request('changeSettings', { recordings: join(outside, 'recordings') }),
    ],
    [
      'a recording',
      () =>
        engine.request('attachOutput', {
          kind: 'recording',
          directory: join(outside, 'recordings'),
          ...({
            split: 'part',
            name: null,
            kilobitsPerSecond: 4000,
            keepFreeBytes: 0,
            annotation: 'none',
          } as const),
        }),
    ],
    [
      'shared memory',
      () =>
        engine.request('attachOutput', {
          kind: 'sharedMemory',
          path: '/var/stepwatch',
          annotation: 'none',
        }),
    ],
  ])('is told to use %s outside, and says that it is not permitted to', async (_, request) => {
    expect(await errorOf(request())).toMatchObject({
      code: 'not_permitted',
      where: expect.any(String),
      hint: expect.stringContaining('sandbox'),
    });
    expect(existsSync(join(outside, 'recordings'))).toBe(false);
    expect((await engine.request('snapshot', null)).settings.model).toBe(own);
  });

  it.skipIf(process.getuid?.() !== 0)('does not read /etc/shadow for the root user either', async () => {
    const requests = [
      () => engine.request('openSource', { source: '/etc/shadow' }),
      () => engine.request('readRecipe', { path: '/etc/shadow', model: own }),
    ];
    for (const request of requests) {
      expect(await errorOf(request())).toMatchObject({ code: 'not_permitted', where: '/etc/shadow' });
    }
  });
});

describe.skipIf(sandbox.landlock === null)('a station', () => {
  beforeAll(async () => {
    station = await started();
  }, patience.timeout);
  afterAll(() => station.close());

  it('tells how far it is closed in: in the check of the machine, and in its health', async () => {
    const report = (await station.supervisor.request('doctor', null)).sandbox;
    expect(report).toMatchObject({ isOff: false, landlock: expect.any(Number), systemCalls: true });
    await vi.waitFor(() => {
      const health = events.findLast((event) => event.type === 'health');
      expect(health?.health.sandbox).toBe(report.level);
    }, patience);
  });
});

describe.skipIf(sandbox.landlock === null)('a station opens', () => {
  beforeAll(async () => {
    station = await started();
  }, patience.timeout);
  afterEach(() => expect(station.supervisor.state.state).toBe('running'));
  afterAll(() => station.close());

  it(
    'a folder that a person chose later with another engine, and the old one ends in order',
    async () => {
      const pid = station.enginePid();
      await vi.waitFor(() => expect(events.some(({ type }) => type === 'health')).toBe(true), patience);
      await station.supervisor.allow(outside);
      expect(station.enginePid()).not.toBe(pid);
      await running(station);
      await station.supervisor.request('openSource', { source: video });
      await vi.waitFor(() => expect(events.some(({ type }) => type === 'runStarted')).toBe(true), patience);
    },
    3 * patience.timeout,
  );

  it('no other engine for a folder that it has already', async () => {
    const pid = station.enginePid();
    mkdirSync(join(outside, 'below'));
    await station.supervisor.allow(join(outside, 'below'));
    expect(station.enginePid()).toBe(pid);
  });

  it.skipIf((sandbox.landlock ?? 0) < 4)(
    'the port of a server that it is told to be',
    async () => {
      const pid = station.enginePid();
      const port = await freePort();
      const spec = {
        ...({ kind: 'opcua', port, station: 'bench', security: 'none', anonymous: true } as const),
        ...{ user: null, password: null },
      };
      await station.supervisor.request('changeSettings', { links: [{ id: '', enabled: true, spec }] });
      await vi.waitFor(() => expect(station.enginePid()).not.toBe(pid), patience);
      await vi.waitFor(async () => {
        const { links } = await station.supervisor.request('snapshot', null);
        expect(links).toMatchObject([{ kind: 'opcua', state: 'connected' }]);
      }, patience);
    },
    3 * patience.timeout,
  );
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

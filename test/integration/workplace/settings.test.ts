// Which settings a station keeps, which it refuses, and how it reports what it cannot use.
import { existsSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { recordingDefaults } from '../../../src-inference/contract/index.ts';
import { makeColourModel } from '../../onnx-models.ts';
import { makeParts, workplaceFolder } from '../../workplace-folder.ts';

const { at, open, folder } = workplaceFolder();

beforeAll(() => {
  makeParts(at('good.mp4'), ['red', 'green', 'blue']);
});

const secret = 'rtsp://ana:geheim%20wort@127.0.0.1:9/live?token=abc123';
const shown = 'rtsp://ana:***@127.0.0.1:9/live?token=***';

describe('the settings of a station', () => {
  it('keep a password on the disk only; a source can be chosen again by its text without the password', async () => {
    const engine = await open('secret');
    await engine.request('openSource', { source: secret });
    await engine.request('openSource', { source: 'test:ball#width=160&height=120' });
    const { settings } = await engine.request('snapshot', null);
    expect(settings.recentSources.map(({ address }) => address)).toEqual([
      'test:ball#width=160&height=120',
      shown,
    ]);
    await engine.request('openSource', { source: shown });
    expect((await engine.request('snapshot', null)).source).toMatchObject({ text: shown, live: true });
    const stored = JSON.parse(readFileSync(join(at('secret'), 'settings.json'), 'utf8'));
    expect(stored).toMatchObject({ source: secret, recentSources: [{ address: secret }, {}] });
    expect(JSON.stringify(engine.events)).not.toMatch(/geheim|abc123/);
    const record = readdirSync(join(at('secret'), 'record')).map((name) => join(at('secret/record'), name));
    for (const path of record) {
      expect(readFileSync(path, 'utf8')).not.toMatch(/geheim|abc123/);
      expect(statSync(path).mode & 0o007).toBe(0);
    }
    const other = engine.request('openSource', { source: 'rtsp://otto:***@127.0.0.1:9/live' });
    await expect(other).rejects.toMatchObject({ code: 'source_invalid' });
    await engine.request('closeSource', null);
    expect(await engine.request('snapshot', null)).toMatchObject({
      source: null,
      settings: { source: null },
    });
  });

  it('name a source, and a source that waits has one line of the log, however often it is tried', async () => {
    const engine = await open('named');
    await engine.request('openSource', { source: 'rtsp://127.0.0.1:9/live' });
    await engine.until('sourceState', ({ error }) => error?.code === 'source_refused');
    await engine.request('nameSource', { source: 'rtsp://127.0.0.1:9/live', title: 'Bench 3' });
    await engine.until('sourceRetried', ({ retry }) => retry.attempts >= 3);
    await expect
      .poll(
        () =>
          engine.request('retrySource', null).then(
            () => true,
            () => false,
          ),
        { timeout: 60_000 },
      )
      .toBe(true);
    const { source } = await engine.request('snapshot', null);
    expect(source).toMatchObject({
      state: 'waiting',
      error: { code: 'source_refused' },
      retry: { since: expect.any(String) },
    });
    const again = engine.events.length;
    await engine.request('openSource', { source: 'rtsp://127.0.0.1:9/live' });
    await engine.until('sourceState', ({ source: { title } }) => title === 'Bench 3', again);
    await engine.stop();
    const [log] = readdirSync(join(at('named'), 'record')).filter((name) => name.endsWith('.log'));
    const lines = readFileSync(join(at('named/record'), log!), 'utf8').split('\n');
    const told = lines.filter((line) => line.includes('refuses the connection'));
    expect(told.length).toBeLessThanOrEqual(2);
    expect(told[0]).toMatch(
      /source waiting: Camera at 127\.0\.0\.1:9\/live: 127\.0\.0\.1 refuses .* \(next attempt in 0\.\d s\)/,
    );
    expect(lines.some((line) => line.includes('run started: Bench 3,'))).toBe(true);
  });

  it('refuse an output to an address that no network can know', async () => {
    const engine = await open('outputs');
    const target = { host: 'not a host!', port: 5000, format: 'rtp-h264', kilobitsPerSecond: 4000 } as const;
    const spec = { kind: 'stream', target, annotation: 'none' } as const;
    const output = { id: '', name: 'Gate', enabled: true, spec };
    const change = engine.request('changeSettings', { outputs: [output] });
    await expect(change).rejects.toMatchObject({ code: 'settings_invalid', where: 'outputs' });
    const good = { ...output, spec: { ...spec, target: { ...target, host: '127.0.0.1' } } };
    await engine.request('changeSettings', { outputs: [good] });
    expect(await engine.until('outputState')).toMatchObject({ name: 'Gate', target: expect.any(String) });
  });

  it('are used again after a restart; a source that cannot be opened does not replace the current one', async () => {
    const engine = await open('again');
    await engine.request('openSource', { source: 'test:red#width=160&height=120' });
    const missing = engine.request('openSource', { source: at('nothing.mp4') });
    await expect(missing).rejects.toMatchObject({ code: 'source_not_found' });
    expect((await engine.request('snapshot', null)).source).toMatchObject({
      text: expect.stringContaining('test:red'),
    });
    await engine.stop();
    const again = await open('again');
    await again.until('sourceState', ({ state }) => state === 'playing');
    expect(await again.request('snapshot', null)).toMatchObject({
      source: { text: 'test:red#width=160&height=120', state: 'playing' },
    });
    expect(again.heartbeats).toBeGreaterThanOrEqual(0);
    const { health } = await again.until('health', (event) => event.health.inferenceMilliseconds !== null);
    expect(health).toMatchObject({ droppedWindows: 0, delaySeconds: expect.any(Number) });
    expect(health.framesPerSecond).toBeGreaterThan(0);
    expect(health.memoryMegabytes).toBeGreaterThan(20);
    expect(health.freeDiskBytes).toBeGreaterThan(0);
    await expect.poll(() => again.heartbeats, { timeout: 60_000 }).toBeGreaterThan(0);
  });

  it.each([
    ['no JSON', '{'],
    ['a value that is none', JSON.stringify({ model: 7 })],
  ])('that are broken (%s) are kept aside and told, and the station begins with the usual ones', async (what, text) => {
    const name = `broken ${what}`;
    const before = await open(name);
    await before.stop();
    writeFileSync(join(at(name), 'settings.json'), text);
    const engine = await open(name);
    const snapshot = await engine.request('snapshot', null);
    expect(snapshot).toMatchObject({
      settingsError: { code: 'settings_invalid' },
      // It is no new station: screens go on and say what has happened.
      settings: { policy: 'alignment', setUp: true },
    });
    expect(readFileSync(snapshot.settingsError!.where!, 'utf8')).toBe(text);
    await engine.request('changeSettings', { kiosk: true });
    expect(await engine.request('snapshot', null)).toMatchObject({
      settingsError: null,
      settings: { kiosk: true },
    });
  });

  it('of an older version get the usual threshold, and are of a station that was set up', async () => {
    const before = await open('older');
    await before.request('changeSettings', { kiosk: true, failAbove: 0.9 });
    await before.stop();
    const path = join(at('older'), 'settings.json');
    const { failAbove, setUp, name, ...older } = JSON.parse(readFileSync(path, 'utf8'));
    expect({ failAbove, setUp, name }).toEqual({ failAbove: 0.9, setUp: false, name: null });
    writeFileSync(path, JSON.stringify(older));
    const engine = await open('older');
    expect(await engine.request('snapshot', null)).toMatchObject({
      settingsError: null,
      settings: { kiosk: true, failAbove: 0.97, setUp: true, name: null },
    });
  });

  it('say that a station which is started with a source was set up', async () => {
    const engine = await open('sourced', { source: 'test:ball' });
    await engine.until('sourceState');
    expect(await engine.request('snapshot', null)).toMatchObject({ settings: { setUp: true } });
  });

  it('report what is wrong with model and recipe, and take effect once it is repaired', async () => {
    const engine = await open('mended', {
      defaults: { model: at('later'), recipes: [at('rgb.yaml')], folders: [folder] },
    });
    await engine.until('modelState', ({ model }) => model.state === 'failed');
    await engine.until('recipeState');
    expect(await engine.request('snapshot', null)).toMatchObject({
      model: { state: 'failed', directory: at('later'), error: { code: 'model_not_found' } },
      recipe: { state: 'ready', name: 'rgb' },
    });
    const early = engine.request('openSource', { source: at('good.mp4') });
    await expect(early).rejects.toMatchObject({ code: 'model_not_found' });
    makeColourModel(at('later'));
    await engine.request('changeSettings', { model: at('later') });
    await engine.request('openSource', { source: at('good.mp4') });
    expect(await engine.until('partEnded')).toMatchObject({ verdict: 'pass' });
    await engine.stop();

    const recipe = join(at('mended'), 'recipes/rgb.yaml');
    writeFileSync(recipe, 'name: rgb\ntitle: Colours\nsteps: [red, purple]\n');
    const again = await open('mended');
    await again.until('recipeState');
    expect((await again.request('snapshot', null)).recipe).toMatchObject({
      state: 'failed',
      name: 'rgb',
      error: { code: 'recipe_mismatch', line: 3 },
    });
    const { versions } = await again.request('readStoredRecipe', { name: 'rgb', savedAt: null });
    await again.request('saveRecipe', {
      name: 'rgb',
      text: 'name: rgb\ntitle: Colours\nsteps: [red, blue]\n',
      note: '',
      basedOn: versions[0]!.savedAt,
    });
    expect((await again.request('snapshot', null)).recipe).toMatchObject({
      state: 'ready',
      info: { steps: { length: 2 } },
    });
  });

  it('attach and detach outputs; an output that cannot be attached is reported as failed until it is switched off', async () => {
    const engine = await open('outputs');
    await engine.request('openSource', { source: 'test:ball#width=160&height=120' });
    const spec = { ...recordingDefaults, kind: 'recording', directory: at('recordings') } as const;
    const shm = { kind: 'sharedMemory', path: at('rgb.yaml'), annotation: 'none' } as const;
    await engine.request('changeSettings', {
      outputs: [
        { id: '', enabled: true, spec },
        { id: 'shm', enabled: true, spec: shm },
      ],
    });
    await engine.until('outputState', ({ kind, state }) => kind === 'recording' && state === 'running');
    const { outputs, settings } = await engine.request('snapshot', null);
    // The one whose state changed last stands last, and either may be that one.
    const byKind = [...outputs].sort((a, b) => a.kind.localeCompare(b.kind));
    expect(byKind).toMatchObject([
      { kind: 'recording', state: 'running', setting: settings.outputs[0]!.id },
      { kind: 'sharedMemory', state: 'failed', setting: 'shm', error: { code: 'output_invalid' } },
    ]);
    await engine.request('changeSettings', {
      outputs: settings.outputs.map((output) => ({ ...output, enabled: false })),
    });
    expect((await engine.request('snapshot', null)).outputs).toEqual([]);
    renameSync(at('rgb.yaml'), at('moved.yaml'));
    await engine.request('changeSettings', { outputs: [{ id: 'shm', enabled: true, spec: shm }] });
    expect((await engine.request('snapshot', null)).outputs).toMatchObject([
      { setting: 'shm', state: 'running' },
    ]);
    await engine.stop();
    const again = await open('outputs');
    await again.until('outputState', ({ setting, state }) => setting === 'shm' && state === 'running');
    renameSync(at('moved.yaml'), at('rgb.yaml'));
  });

  it('are refused with the place of what is wrong, and so is other input', async () => {
    const refusals = [
      ['changeSettings', { recordings: 'relative' }, 'outside_roots', 'relative'],
      ['changeSettings', { recordings: at('rg.yaml/below') }, 'settings_invalid', 'recordings'],
      ['changeSettings', { hopSeconds: 2 }, 'settings_invalid', 'hopSeconds'],
      ['changeSettings', { source: 'x' }, 'request_invalid', 'changeSettings'],
      ['changeSettings', { minProbability: 2 }, 'request_invalid', 'changeSettings.minProbability'],
      ['changeSettings', { failAbove: 1 }, 'request_invalid', 'changeSettings.failAbove'],
      ['startPart', { code: ' ' }, 'request_invalid', 'startPart.code'],
      ['openSource', { source: 7 }, 'request_invalid', 'openSource.source'],
      ['listParts', null, 'request_invalid', 'listParts'],
      [
        'saveRecipe',
        { name: '../x', text: 'name: x\ntitle: X\nsteps: [red]\n', note: '', basedOn: null },
        'request_invalid',
        undefined,
      ],
    ] as const;
    const engine = await open('refused');
    await engine.until('modelState', ({ model }) => model.state === 'ready');
    for (const [command, input, code, where] of refusals) {
      const refusal = await engine.send(command, input).catch((error: unknown) => error);
      expect([command, input, refusal]).toMatchObject([
        command,
        input,
        { code, ...(where !== undefined && { where }) },
      ]);
    }
    expect(existsSync(join(at('refused'), 'x.yaml'))).toBe(false);
  });
});

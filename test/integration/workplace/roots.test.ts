// What a screen may name: files and folders that the administrator allows, and no others, whichever command names them.
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type LinkSetting,
  recordingDefaults,
  type StationSettings,
} from '../../../src-inference/contract/index.ts';
import { makeColours } from '../../media-files.ts';
import { makeColourModel } from '../../onnx-models.ts';
import { rgb, workplaceFolder } from '../../workplace-folder.ts';

const { at, open } = workplaceFolder();
/** Nobody allows it. */
const foreign = realpathSync(mkdtempSync(join(tmpdir(), 'stepwatch-foreign-')));
const video = join(foreign, 'film.mp4');

beforeAll(() => {
  makeColours(video, [['red', 30]]);
  makeColourModel(join(foreign, 'model'));
  mkdirSync(at('links'));
  symlinkSync(foreign, at('links/folder'));
  symlinkSync(video, at('links/film.mp4'));
  symlinkSync(join(foreign, 'not there'), at('links/dangling'));
});

afterAll(() => rmSync(foreign, { recursive: true }));

const outside = { code: 'outside_roots', hint: expect.stringContaining('--root') };

const store = (path: string): LinkSetting => ({
  id: '',
  enabled: true,
  spec: { kind: 'store', target: { type: 'folder', path }, station: 'bench' },
});
const mqtt = (caFile: string): LinkSetting => ({
  id: '',
  enabled: true,
  spec: {
    kind: 'mqtt',
    host: '127.0.0.1',
    port: 1,
    tls: { caFile, certificateFile: null, keyFile: null },
    user: null,
    password: null,
    format: 'json',
    group: 'line',
    station: 'bench',
    steps: false,
    identity: false,
  },
});
const recording = (directory: string) => ({
  id: 'film',
  enabled: true,
  spec: { kind: 'recording', directory, ...recordingDefaults } as const,
});

describe('a path outside of the folders of the administrator', () => {
  it('is not listed, not recorded into, not written to and no project', async () => {
    const engine = await open('folders');
    const paths = [
      '/',
      foreign,
      at('links/folder'),
      // The folder above the target of the link, for the system.
      `${at('links/folder')}/..`,
      `${at('links/folder')}/../new`,
      at('links/dangling'),
      '..',
    ];
    for (const path of paths) {
      const wishes = [
        () => engine.request('listFolder', { path, kind: 'any' }),
        () => engine.request('changeSettings', { folders: [path] }),
        () => engine.request('changeSettings', { recordings: path }),
        () => engine.request('changeSettings', { outputs: [recording(path)] }),
        () => engine.request('teachOpen', { directory: path }),
        () => engine.request('teachNewProject', { directory: `${path}/line`, name: 'Line', labels: [] }),
      ];
      for (const wish of wishes) await expect(wish(), path).rejects.toMatchObject(outside);
    }
    const wish = engine.request('changeSettings', { links: [store(foreign)] });
    await expect(wish).rejects.toMatchObject(outside);
    expect((await engine.request('snapshot', null)).settings).toMatchObject({ outputs: [], links: [] });
  });

  it('is not played, looked at, tried or taught by', async () => {
    const engine = await open('files');
    await engine.until('recipeState');
    for (const path of [video, at('links/film.mp4')]) {
      const source = `file:${encodeURI(path)}#loop=true`;
      const wishes = [
        () => engine.request('openSource', { source }),
        () => engine.request('openSource', { source: path }),
        () => engine.request('probeSource', { source, width: 80 }),
        () => engine.request('dryRun', { text: rgb, on: { kind: 'video', path } }),
        () => engine.request('teachAddVideo', { path, operator: 'Ana' }),
      ];
      for (const wish of wishes) await expect(wish(), path).rejects.toMatchObject(outside);
    }
  });

  it('holds no model, no certificate and no socket', async () => {
    const engine = await open('model');
    const model = join(foreign, 'model');
    const socket = {
      id: '',
      enabled: true,
      spec: { kind: 'sharedMemory', path: '/run/stepwatch', annotation: 'live' },
    } as const;
    const wishes = [
      () => engine.request('readModel', { directory: model }),
      () => engine.request('changeSettings', { model }),
      () => engine.request('changeSettings', { links: [mqtt('/etc/shadow')] }),
      () => engine.request('changeSettings', { outputs: [socket] }),
      () => engine.request('testLink', mqtt('/etc/shadow')),
    ];
    for (const wish of wishes) await expect(wish()).rejects.toMatchObject(outside);
  });

  it('is allowed where a person at the desktop chose it, and nothing beside it', async () => {
    const engine = await open('chosen');
    await engine.request('allowPath', { path: video });
    await engine.request('openSource', { source: video });
    await engine.until('runEnded');
    const beside = engine.request('listFolder', { path: foreign, kind: 'any' });
    await expect(beside).rejects.toMatchObject(outside);
  });
});

describe('settings of before that name places outside', () => {
  const settingsOf = (name: string): StationSettings =>
    JSON.parse(readFileSync(join(at(name), 'settings.json'), 'utf8'));

  it('are kept, told, and not in force; where the administrator allows the place they are again', async () => {
    await (await open('before')).stop();
    const before = settingsOf('before');
    const stored = {
      ...before,
      source: video,
      recordings: foreign,
      folders: ['/', ...before.folders],
      outputs: [recording(foreign)],
      links: [{ ...store(foreign), id: 'store' }],
    };
    writeFileSync(join(at('before'), 'settings.json'), JSON.stringify(stored));

    const engine = await open('before');
    const { error } = await engine.until('settingsRefused');
    expect(error).toMatchObject({ code: 'outside_roots', message: expect.stringContaining(foreign) });
    const { source } = await engine.until('sourceState', (event) => event.state === 'ended');
    expect(source.name).toBe(video);
    const snapshot = await engine.request('snapshot', null);
    expect(snapshot.source).toMatchObject({ error: { code: 'outside_roots' } });
    expect(snapshot.settings).toMatchObject({
      recordings: join(at('before'), 'recordings'),
      folders: before.folders,
      outputs: [{ enabled: false }],
      links: [{ enabled: false }],
    });
    await engine.request('changeSettings', { kiosk: true });
    expect(settingsOf('before')).toMatchObject({ ...stored, kiosk: true });
    const again = engine.request('changeSettings', { outputs: [recording(foreign)] });
    await expect(again).rejects.toMatchObject(outside);
    await engine.stop();

    const allowed = await open('before', { roots: [foreign, '/'] });
    await allowed.until('sourceState', (event) => event.state === 'playing');
    expect((await allowed.request('snapshot', null)).settings).toMatchObject({
      recordings: foreign,
      folders: stored.folders,
    });
  });

  it('judge by no model from there, and say so', async () => {
    const engine = await open('foreign model', {
      defaults: { model: at('model'), recipes: [], folders: [] },
    });
    await engine.stop();
    const path = join(at('foreign model'), 'settings.json');
    writeFileSync(path, JSON.stringify({ ...settingsOf('foreign model'), model: join(foreign, 'model') }));
    const again = await open('foreign model');
    await again.until('modelState', ({ model }) => model.state === 'failed');
    expect((await again.request('snapshot', null)).model).toMatchObject({ error: { code: 'outside_roots' } });
  });
});

// What screens ask for beside the running station: sources, folders, drafts of recipes, and the support bundle.
import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../gst-peer.ts';
import { makeParts, rgb, workplaceFolder } from '../../workplace-folder.ts';

const { at, folder, open } = workplaceFolder();

beforeAll(() => {
  makeParts(at('bad.mp4'), ['red', 'blue']);
  mkdirSync(at('videos/older'), { recursive: true });
  writeFileSync(at('videos/part 10.mp4'), 'x');
  writeFileSync(at('videos/part 9.mp4'), 'x');
  writeFileSync(at('videos/notes.txt'), 'x');
  symlinkSync('/etc', at('videos/outside'));
});

const isJpeg = (base64: string): boolean => Buffer.from(base64, 'base64').readUInt16BE(0) === 0xffd8;

describe('a screen', () => {
  it('can probe a source before it is watched, and the one that is watched', async () => {
    const engine = await open('probe');
    const file = await engine.request('probeSource', { source: at('bad.mp4'), width: 80 });
    expect(file).toMatchObject({ format: null, width: 160, height: 120, framesPerSecond: 30 });
    expect(isJpeg(file.thumbnail)).toBe(true);
    const pattern = await engine.request('probeSource', { source: 'test:ball', width: 320 });
    expect(pattern).toMatchObject({ width: 1280, height: 720 });
    const missing = engine.request('probeSource', { source: at('nothing.mp4'), width: 80 });
    await expect(missing).rejects.toMatchObject({ code: 'source_not_found' });

    const port = await freePort();
    const source = `udp://127.0.0.1:${port}`;
    const sender = await open('sender');
    const sending = sender.request('send', {
      video: at('bad.mp4'),
      target: { host: '127.0.0.1', port, format: 'mpegts', kilobitsPerSecond: 1000 },
      loop: true,
    });
    sending.catch(() => undefined);
    const before = await engine.request('probeSource', { source, width: 80 });
    expect(before).toMatchObject({ format: 'mpegts', width: 160, height: 120 });
    await engine.request('openSource', { source });
    await engine.until(
      'sourceState',
      ({ state, source: { name } }) => state === 'playing' && name === source,
    );
    const watched = await engine.request('probeSource', { source, width: 80 });
    expect(watched).toMatchObject({ format: 'mpegts', width: 160, height: 120 });
    expect(isJpeg(watched.thumbnail)).toBe(true);
    await sender.stop();
  });

  it('is told when nothing comes in time', async () => {
    const engine = await open('silent');
    const silent = engine.request('probeSource', {
      source: `udp://127.0.0.1:${await freePort()}`,
      width: 80,
    });
    await expect(silent).rejects.toMatchObject({ code: 'source_unreadable' });
  });

  it('lists the folders of the settings, and no others', async () => {
    const engine = await open('folders');
    const top = await engine.request('listFolder', { path: null, kind: 'any' });
    // After it there may be disks that are plugged in.
    expect(top).toMatchObject({ path: null, parent: null });
    expect(top.folders[0]).toMatchObject({ path: folder });
    const videos = await engine.request('listFolder', { path: at('videos'), kind: 'video' });
    expect(videos).toMatchObject({ parent: folder, folders: [{ name: 'older' }] });
    expect(videos.files.map(({ name }) => name)).toEqual(['part 9.mp4', 'part 10.mp4']);
    for (const path of ['/etc', at('videos/outside'), `${folder}/..`, '/']) {
      const outside = engine.request('listFolder', { path, kind: 'any' });
      await expect(outside).rejects.toMatchObject({ code: 'outside_roots' });
    }
    expect(await engine.request('listCameras', null)).toEqual(expect.any(Array));
  });

  it('tries a draft on a part and on a video, and the network runs once for each video', async () => {
    const engine = await open('draft');
    await engine.request('openSource', { source: at('bad.mp4') });
    await engine.until('runEnded');
    const { lastPart } = await engine.request('snapshot', null);
    expect(lastPart).toMatchObject({ verdict: 'fail' });
    const draft = 'name: draft\ntitle: Draft\nsteps: [red, blue]\n';
    const part = { kind: 'part', id: lastPart!.id } as const;
    const video = { kind: 'video', path: at('bad.mp4') } as const;
    expect(await engine.request('dryRun', { text: draft, on: part })).toMatchObject({
      parts: [{ verdict: 'pass' }],
    });
    expect(await engine.request('dryRun', { text: rgb, on: part })).toMatchObject({
      parts: [{ verdict: 'fail' }],
    });
    expect(await engine.request('dryRun', { text: draft, on: video })).toMatchObject({
      parts: [{ verdict: 'pass' }],
    });
    expect(await engine.request('dryRun', { text: rgb, on: video })).toMatchObject({
      parts: [{ verdict: 'fail' }],
    });
    expect(readdirSync(join(at('draft'), 'dry-runs'))).toHaveLength(1);
    const mismatch = engine.request('dryRun', { text: draft.replace('blue', 'purple'), on: part });
    await expect(mismatch).rejects.toMatchObject({ code: 'recipe_mismatch', line: 3 });
  });

  it('saves recipes: errors name the line, every version is kept, also after deleting', async () => {
    const engine = await open('recipes');
    await engine.until('recipeState');
    const check = await engine.request('checkRecipe', {
      text: 'name: x\ntitle: X\nsteps:\n  - red\n  - purple\n  - nothing\n',
    });
    expect(check).toMatchObject({
      info: null,
      issues: [
        { code: 'recipe_mismatch', line: 5 },
        { code: 'recipe_mismatch', line: 6 },
      ],
    });
    expect((await engine.request('checkRecipe', { text: 'name: x\n' })).issues).toMatchObject([
      { code: 'recipe_invalid' },
    ]);
    expect((await engine.request('checkRecipe', { text: rgb })).info).toMatchObject({ name: 'rgb' });

    const text = 'name: rg\ntitle: Two colours\nsteps: [green, red]\n';
    const taken = engine.request('saveRecipe', { name: 'rg', text, note: '', basedOn: null });
    await expect(taken).rejects.toMatchObject({ code: 'recipe_exists' });
    const stored = await engine.request('readStoredRecipe', { name: 'rg', savedAt: null });
    const saved = await engine.request('saveRecipe', {
      name: 'rg',
      text,
      note: 'the other way round',
      basedOn: stored.versions[0]!.savedAt,
    });
    expect(saved).toMatchObject({ text, versions: [{ note: 'the other way round' }, { note: '' }] });
    const old = await engine.request('readStoredRecipe', { name: 'rg', savedAt: saved.versions[1]!.savedAt });
    expect(old.text).toContain('[red, green]');
    const inUse = engine.request('deleteRecipe', { name: 'rgb' });
    await expect(inUse).rejects.toMatchObject({ code: 'not_possible' });
    await engine.request('deleteRecipe', { name: 'rg' });
    expect((await engine.request('listRecipes', null)).map(({ name }) => name)).toEqual(['rgb']);
    const again = await engine.request('saveRecipe', { name: 'rg', text: rgb, note: '', basedOn: null });
    expect(again.versions).toHaveLength(3);
  });

  it('refuses one of two saves at the same time with recipe_changed, and damages no file', async () => {
    const engine = await open('editors');
    await engine.until('recipeState');
    const { versions } = await engine.request('readStoredRecipe', { name: 'rg', savedAt: null });
    const basedOn = versions[0]!.savedAt;
    const textOf = (editor: number): string =>
      `name: rg\ntitle: Editor ${editor}\nsteps: [red, green]\n# ${'x'.repeat(120_000)}\n`;
    const editors = Array.from({ length: 8 }, (_, index) => index);
    const outcomes = await Promise.allSettled(
      editors.map((editor) =>
        engine.request('saveRecipe', { name: 'rg', text: textOf(editor), note: `${editor}`, basedOn }),
      ),
    );
    const winner = outcomes.findIndex(({ status }) => status === 'fulfilled');
    const losers = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(losers.map(({ reason }) => reason.code)).toEqual(Array(7).fill('recipe_changed'));
    expect(losers[0]!.reason).toMatchObject({ where: 'rg', hint: expect.any(String) });
    const stored = await engine.request('readStoredRecipe', { name: 'rg', savedAt: null });
    expect(stored.text).toBe(textOf(winner));
    expect(stored.versions.map(({ note }) => note)).toEqual([`${winner}`, '']);

    const next = { name: 'rg', text: textOf(9), note: '9', basedOn: stored.versions[0]!.savedAt };
    expect((await engine.request('saveRecipe', next)).versions).toHaveLength(3);
    await engine.request('deleteRecipe', { name: 'rg' });
    await expect(engine.request('saveRecipe', next)).rejects.toMatchObject({ code: 'recipe_changed' });
  });

  it('gets a support bundle without secrets', async () => {
    const engine = await open('bundle');
    await engine.request('openSource', { source: 'rtsp://ana:geheim%20wort@127.0.0.1:9/live?token=abc123' });
    const { name, data } = await engine.request('supportBundle', null);
    expect(name).toMatch(/^stepwatch-support-.*\.zip$/);
    const files = Object.entries(unzipSync(Buffer.from(data, 'base64'))).map(
      ([file, bytes]) => [file, Buffer.from(bytes).toString('utf8')] as const,
    );
    expect(files.map(([file]) => file)).toEqual(
      expect.arrayContaining([
        'settings.json',
        'snapshot.json',
        'doctor.json',
        expect.stringMatching(/\.log$/),
      ]),
    );
    for (const [file, content] of files)
      expect([file, content]).not.toEqual([file, expect.stringMatching(/geheim|abc123/)]);
    expect(files.find(([file]) => file === 'settings.json')![1]).toContain('rtsp://ana:***@');
  });
});

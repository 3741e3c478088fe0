// Logins of cameras, kept apart from their addresses.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { formatSource, parseSource, writeSource } from '../../../src-inference/contract/index.ts';
import { describeRtsp } from '../../../src-inference/media/live-pipeline.ts';
import { initialSettings } from '../../../src-inference/workplace/initial-state.ts';
import { SourceLogins, withLogin } from '../../../src-inference/workplace/source-logins.ts';
import { rememberSource } from '../../../src-inference/workplace/source-memory.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-logins-'));
afterAll(() => rmSync(folder, { recursive: true }));

const login = { user: 'ana', password: 'geheim wort' };
const camera = parseSource('rtsp://10.0.0.2/live');
const settings = initialSettings(
  { directory: folder, defaults: { model: '/m', recipes: [], folders: [] }, source: null },
  new Date(),
);

describe('the login of a camera', () => {
  it('is found by host and port after a restart, for the owner of the station alone', async () => {
    const { logins } = await SourceLogins.open(folder);
    await logins.keep(camera, login);
    expect(statSync(join(folder, 'logins.json')).mode & 0o777).toBe(0o600);
    const { logins: again } = await SourceLogins.open(folder);
    expect(again.of(parseSource('rtsp://10.0.0.2/other?channel=2#transport=udp'))).toEqual(login);
    expect(again.of(parseSource('rtsp://10.0.0.2:8554/live'))).toBeNull();
    expect(again.of(parseSource('rtsp://10.0.0.3/live'))).toBeNull();
    // An address that brings its own login keeps it.
    expect(again.of(parseSource('rtsp://otto:x@10.0.0.2/live'))).toBeNull();
    expect(again.secrets).toEqual([login.password]);
    await again.keep(camera, null);
    expect(readFileSync(join(folder, 'logins.json'), 'utf8')).not.toMatch(/geheim/);
  });

  it('reaches the camera, and no text of the source', () => {
    const spec = withLogin(camera, login);
    if (spec.kind !== 'rtsp') throw new Error('It is a camera.');
    expect([formatSource(spec), writeSource(spec)]).toEqual(['rtsp://10.0.0.2/live', 'rtsp://10.0.0.2/live']);
    const { description, properties } = describeRtsp(spec, {
      size: { width: 32, height: 32 },
      software: false,
    });
    expect(description).not.toMatch(/geheim|ana/);
    expect(properties).toEqual([
      ['rtsp', 'location', 'rtsp://10.0.0.2:554/live'],
      ['rtsp', 'user-id', 'ana'],
      ['rtsp', 'user-pw', 'geheim wort'],
    ]);
  });

  it('is forgotten with the last source of its camera that anybody can choose', async () => {
    const { logins } = await SourceLogins.open(folder);
    await logins.keep(camera, login);
    await logins.keepOnly(rememberSource(settings, 'rtsp://10.0.0.2/live'));
    expect(logins.of(camera)).toEqual(login);
    await logins.keepOnly(rememberSource(settings, 'udp://:5000'));
    expect(logins.of(camera)).toBeNull();
  });

  it('is refused for what has none, and beside a login in the address', async () => {
    const { logins } = await SourceLogins.open(folder);
    for (const source of ['udp://:5000', 'test:ball', '/v/good.mp4', 'rtsp://otto@10.0.0.2/live']) {
      await expect(logins.keep(parseSource(source), login)).rejects.toMatchObject({ code: 'source_invalid' });
    }
  });

  it('does not stop the station when its file is damaged: it is set aside, and not quoted', async () => {
    writeFileSync(join(folder, 'logins.json'), '{"logins":{"cam:554":{"user":"ana","password":"geheim"');
    const { logins, refused } = await SourceLogins.open(folder);
    expect(logins.secrets).toEqual([]);
    expect(refused?.code).toBe('settings_invalid');
    expect(JSON.stringify([refused, String(refused?.cause)])).not.toMatch(/geheim/);
    expect(readdirSync(folder)).toContain('logins.json.broken');
  });
});

// User and password of a camera, kept apart from its address: on the disk for the station's own user only, in no text.
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { unzipSync } from 'fflate';
import { afterEach, describe, expect, it } from 'vitest';
import { freePort, killPeers, startProcess } from '../../gst-peer.ts';
import { workplaceFolder } from '../../workplace-folder.ts';

const { at, open } = workplaceFolder();
const login = { user: 'ana', password: 'geheim wort' };

afterEach(killPeers);

async function serveCamera(): Promise<{ readonly port: number }> {
  const port = await freePort();
  const script = resolve(import.meta.dirname, '../../rtsp-server.py');
  const server = startProcess('/usr/bin/python3', [script, String(port), 'h264', login.user, login.password]);
  await once(server.process.stdout!, 'data');
  return { port };
}

describe('the login of a camera', () => {
  it('opens it, stays out of its address and of every text, and is found again after a restart', async () => {
    const { port } = await serveCamera();
    const source = `rtsp://127.0.0.1:${port}/live`;
    const engine = await open('login');
    expect(await engine.request('readLogin', { source })).toBeNull();
    await expect(engine.request('probeSource', { source, width: 80, login })).resolves.toMatchObject({
      width: 320,
    });
    expect(await engine.request('readLogin', { source })).toBeNull();
    await engine.request('openSource', { source, login });
    await engine.until('sourceState', ({ state }) => state === 'playing');
    expect(await engine.request('readLogin', { source })).toEqual({ user: 'ana' });
    const { settings, source: watched } = await engine.request('snapshot', null);
    expect([settings.source, settings.recentSources[0]?.address, watched?.text]).toEqual([
      source,
      source,
      source,
    ]);
    const file = join(at('login'), 'logins.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const bundle = unzipSync(Buffer.from((await engine.request('supportBundle', null)).data, 'base64'));
    const texts = [
      JSON.stringify(engine.events),
      ...Object.values(bundle).map((bytes) => Buffer.from(bytes).toString()),
      ...readdirSync(join(at('login'), 'record')).map((name) =>
        readFileSync(join(at('login'), 'record', name), 'utf8'),
      ),
      readFileSync(join(at('login'), 'settings.json'), 'utf8'),
    ];
    expect(texts.join('\n')).not.toMatch(/geheim/);
    await engine.request('openSource', { source: 'test:ball#width=160&height=120' });
    await engine.stop();

    const again = await open('login');
    await again.request('openSource', { source });
    await again.until('sourceState', (event) => event.state === 'playing' && event.source.name === source);
    await again.request('openSource', { source, login: null });
    await again.until('sourceState', ({ error }) => error?.code === 'source_unauthorized');
    expect(await again.request('readLogin', { source })).toBeNull();
    expect(readFileSync(file, 'utf8')).not.toMatch(/geheim/);
  });

  it('belongs to a camera of the network, and stands in one place', async () => {
    const engine = await open('places');
    await engine.until('recipeState');
    const refused = ['udp://:5000', 'rtsp://otto:x@127.0.0.1:9/live', 'test:ball'];
    for (const source of refused) {
      const wish = engine.request('openSource', { source, login });
      await expect(wish).rejects.toMatchObject({ code: 'source_invalid' });
    }
  });

  it('is told and set aside when its file is damaged: the station starts', async () => {
    await (await open('damaged')).stop();
    writeFileSync(
      join(at('damaged'), 'logins.json'),
      '{"logins":{"cam:554":{"user":"ana","password":"geheim"',
    );
    const engine = await open('damaged');
    const { error } = await engine.until('settingsRefused');
    expect(error).toMatchObject({ code: 'settings_invalid', where: expect.stringMatching(/\.broken$/) });
    expect(JSON.stringify(engine.events)).not.toMatch(/geheim/);
  });
});

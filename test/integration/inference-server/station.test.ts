// A station whose windows an inference server names: the servers are killed while a part is made, and the verdict still comes.
import { afterEach, describe, expect, it } from 'vitest';
import type { InferenceServerSetting } from '../../../src-inference/contract/index.ts';
import type { EngineOnWire } from '../../engine-on-wire.ts';
import { InferenceServer, serverSpec } from '../../inference-server/inference-server.ts';
import { makeParts, workplaceFolder } from '../../workplace-folder.ts';

describe('a station with inference servers', () => {
  const { at, open, video } = folderWithVideo();
  const servers: InferenceServer[] = [];
  afterEach(() => Promise.all(servers.splice(0).map((server) => server.kill())));

  const start = async (more: Partial<Parameters<typeof InferenceServer.start>[0]> = {}) => {
    const models = [{ name: 'colours', file: at('model/network.onnx') }];
    const server = await InferenceServer.start({ models, ...more });
    servers.push(server);
    return server;
  };

  it('gives the same windows and the same verdict when both servers are killed, and says who names them', async () => {
    const alone = await open('alone');
    await alone.request('openSource', { source: video });
    await alone.until('partEnded');
    await alone.until('runEnded');

    const [first, second] = [await start(), await start()];
    // So that windows are under way when a server is killed.
    for (const server of [first, second]) await server.change({ pauseMilliseconds: 60 });
    const served = await open('served');
    const spec = serverSpec('grpc', [first, second], { token: 'secret-token', timeoutSeconds: 30 });
    await change(served, { enabled: true, spec });
    expect((await served.request('snapshot', null)).serving).toMatchObject({ place: 'server', error: null });
    await served.request('openSource', { source: video });
    await served.until('partStarted');
    await first.kill();
    await served.until('servingState', ({ serving }) => serving.server !== null && serving.error !== null);
    await second.kill();
    const { verdict } = await served.until('partEnded');
    await served.until('runEnded');
    expect(verdict).toBe('pass');
    expect(windowsOf(served)).toEqual(windowsOf(alone));
    const snapshot = await served.request('snapshot', null);
    expect(snapshot.serving).toMatchObject({
      place: 'here',
      server: null,
      error: { code: 'server_unreachable' },
    });
    expect(snapshot.settings.inferenceServer?.spec.token).toBe('***');
    expect(served.fold(snapshot).serving).toEqual(snapshot.serving);

    const { grpc, http } = second.ports;
    const before = served.events.length;
    await start({ grpcPort: grpc, httpPort: http });
    await served.until('servingState', ({ serving }) => serving.place === 'server', before);

    // The token stays while the rest of the form changes, but goes to no other address.
    await change(served, { enabled: false, spec: { ...spec, token: '***', timeoutSeconds: 1 } });
    expect((await served.request('snapshot', null)).serving).toBeNull();
    const elsewhere = { ...spec, token: '***', addresses: ['127.0.0.1:1'] };
    await expect(change(served, { enabled: true, spec: elsewhere })).rejects.toMatchObject({
      code: 'settings_invalid',
    });
    await expect(served.request('testInferenceServer', elsewhere)).rejects.toMatchObject({
      code: 'settings_invalid',
    });
  });

  it('begins on this machine when no server is there, and says why', async () => {
    const engine = await open('without');
    const spec = serverSpec('http', [], { addresses: ['127.0.0.1:1', '127.0.0.1:2'] });
    await change(engine, { enabled: true, spec });
    expect((await engine.request('snapshot', null)).serving).toMatchObject({
      place: 'here',
      error: { code: 'server_unreachable', where: 'http://127.0.0.1:1/colours' },
    });
    expect(await engine.request('testInferenceServer', spec)).toMatchObject([
      { server: 'http://127.0.0.1:1/colours', error: { code: 'server_unreachable' } },
      { server: 'http://127.0.0.1:2/colours', error: { code: 'server_unreachable' } },
    ]);
    await engine.request('openSource', { source: video });
    expect((await engine.until('partEnded')).verdict).toBe('pass');
  });
});

function folderWithVideo() {
  const folder = workplaceFolder();
  return { ...folder, video: makeParts(folder.at('good.mp4'), ['red', 'green', 'blue']) };
}

async function change(engine: EngineOnWire, inferenceServer: InferenceServerSetting): Promise<void> {
  await engine.request('changeSettings', { inferenceServer });
}

function windowsOf(engine: EngineOnWire) {
  return engine.of('windowClassified').map(({ startSeconds, endSeconds, label, probabilities }) => ({
    startSeconds,
    endSeconds,
    label,
    probabilities,
  }));
}

// Windows that an inference server names: a real one, in a process of its own, that is killed, frozen, and spoiled.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type InferenceServerSpec,
  type ServingState,
  serverProtocols,
} from '../../../src-inference/contract/index.ts';
import {
  type Classifier,
  openClassifier,
  openServedClassifier,
  readModelCard,
  testServers,
} from '../../../src-inference/model/index.ts';
import type { Clip } from '../../../src-inference/windows/index.ts';
import { InferenceServer, serverSpec } from '../../inference-server/inference-server.ts';
import { colourCard, makeClipModel, makeColourModel, makePathwayModel } from '../../onnx-models.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-servers-'));
const at = (name: string): string => join(folder, name);
const servers: InferenceServer[] = [];
const classifiers: Classifier[] = [];
const colours = { name: 'colours', file: at('colours/network.onnx') };

beforeAll(() => {
  makeColourModel(at('colours'));
  makePathwayModel(at('pathways'));
  makeClipModel(at('clip'));
});
afterEach(async () => {
  await Promise.all(classifiers.splice(0).map((classifier) => classifier.close()));
  await Promise.all(servers.splice(0).map((server) => server.kill()));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function start(
  setup: Partial<Parameters<typeof InferenceServer.start>[0]> = {},
): Promise<InferenceServer> {
  const server = await InferenceServer.start({ models: [colours], ...setup });
  servers.push(server);
  return server;
}

async function open(directory: string, spec: InferenceServerSpec | null) {
  const card = await readModelCard(at(directory));
  const classifier = spec === null ? await openClassifier(card) : await openServedClassifier(card, spec);
  classifiers.push(classifier);
  const states: ServingState[] = [];
  const waiting = new Set<() => void>();
  classifier.serving?.onChange((state) => {
    states.push(state);
    for (const look of waiting) look();
  });
  const until = (fits: (state: ServingState) => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (states.some(fits)) resolve();
      };
      waiting.add(look);
      look();
    });
  return { card, classifier, states, until };
}

/** A window of noise that is the same every time. */
function clip(number: number, frames: number, pixels: number): Clip {
  let state = number + 1;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  };
  return {
    startSeconds: number,
    endSeconds: number + 1,
    frames: Array.from({ length: frames }, () => Uint8Array.from({ length: pixels * 3 }, random)),
  };
}

const colourClip = (number: number): Clip => clip(number, 4, 256);

async function expectLike(local: Classifier, served: Classifier, clips: readonly Clip[]): Promise<void> {
  const [here, there] = await Promise.all(
    [local, served].map((one) => Promise.all(clips.map((window) => one.classify(window)))),
  );
  here!.forEach((scores, i) => {
    expect(there![i]).toMatchObject({ startSeconds: scores.startSeconds, endSeconds: scores.endSeconds });
    scores.probabilities.forEach((probability, label) => {
      expect(Math.abs(there![i]!.probabilities[label]! - probability)).toBeLessThan(1e-6);
    });
  });
}

describe.each(serverProtocols)('over %s', (protocol) => {
  it('a server answers as this machine does, for bytes, one float input and two', async () => {
    const server = await start({
      models: [
        colours,
        { name: 'clip', file: at('clip/network.onnx') },
        { name: 'pathways', file: at('pathways/network.onnx') },
      ],
    });
    for (const [model, frames, pixels] of [
      ['colours', 4, 256],
      ['clip', 4, 16],
      ['pathways', 32, 16],
    ] as const) {
      const local = await open(model, null);
      const served = await open(model, serverSpec(protocol, [server], { model }));
      expect(served.classifier.choice).toMatchObject({ precision: 'fp32', backend: 'server' });
      expect(served.classifier.serving!.state).toEqual({
        place: 'server',
        server: `${protocol}://${server.address(protocol)}/${model}`,
        error: null,
      });
      await expectLike(
        local.classifier,
        served.classifier,
        [0, 1, 2, 3].map((i) => clip(i, frames, pixels)),
      );
    }
    expect((await server.count()).windows).toBe(3 * (2 + 4));
  });

  it('a server on this machine reads the bytes from shared memory, and nothing of it is left behind', async () => {
    const server = await start();
    const orphan = `stepwatch-${spawnSync('true').pid}-0123456789ab`;
    writeFileSync(join('/dev/shm', orphan), '');
    const local = await open('colours', null);
    const served = await open('colours', serverSpec(protocol, [server]));
    for (const number of [0, 1, 2]) {
      await expectLike(local.classifier, served.classifier, [colourClip(number)]);
    }
    const { sharedWindows, regions } = await server.count();
    expect(sharedWindows).toBe(2 + 3);
    expect(regions).toHaveLength(1);
    await served.classifier.close();
    expect((await server.count()).regions).toEqual([]);
    const left = readdirSync('/dev/shm');
    expect([...regions, orphan].filter((name) => left.includes(name))).toEqual([]);
  });

  it('a server that takes no shared memory, or forgot it, gets bytes', async () => {
    const server = await start({ sharesMemory: false });
    const local = await open('colours', null);
    const served = await open('colours', serverSpec(protocol, [server]));
    await expectLike(local.classifier, served.classifier, [colourClip(0)]);
    const forgetful = await start();
    const forgotten = await open('colours', serverSpec(protocol, [forgetful]));
    await forgetful.change({ forgetRegions: true });
    await expectLike(local.classifier, forgotten.classifier, [colourClip(1)]);
    for (const one of [served, forgotten]) {
      expect(one.classifier.serving!.state).toMatchObject({ place: 'server', error: null });
    }
    expect((await server.count()).sharedWindows).toBe(0);
  });

  it('the second server goes on when the first is killed, then this machine, then the first again', async () => {
    const [first, second] = [await start(), await start()];
    // So slow that windows are under way when it is killed.
    await first.change({ pauseMilliseconds: 100 });
    const local = await open('colours', null);
    const { classifier, states, until } = await open('colours', serverSpec(protocol, [first, second]));
    const named = expectLike(local.classifier, classifier, [0, 1, 2].map(colourClip));
    await first.kill();
    await named;
    expect(states).toEqual([
      {
        place: 'server',
        server: expect.stringContaining(second.address(protocol)),
        // On a busy machine the time is up before the lost connection is seen.
        error: expect.objectContaining({ code: expect.stringMatching(/^server_(unreachable|timeout)$/) }),
      },
    ]);
    await second.kill();
    await expectLike(local.classifier, classifier, [3, 4].map(colourClip));
    await until(({ place }) => place === 'here');
    expect(classifier.choice.backend).toBe('cpu');
    const { grpc, http } = first.ports;
    await start({ grpcPort: grpc, httpPort: http });
    await until(({ place, error }) => place === 'server' && error === null);
    await expectLike(local.classifier, classifier, [5, 6].map(colourClip));
    expect(states.at(-1)).toMatchObject({ place: 'server', error: null });
  });

  it('a server that hangs is waited for as long as the settings say, and used again when it goes on', async () => {
    const server = await start();
    const local = await open('colours', null);
    const { classifier, until } = await open('colours', serverSpec(protocol, [server]));
    server.freeze();
    await expectLike(local.classifier, classifier, [0, 1, 2].map(colourClip));
    expect(classifier.serving!.state).toMatchObject({
      place: 'here',
      server: null,
      error: { code: 'server_timeout' },
    });
    server.thaw();
    await until(({ place }) => place === 'server');
    await expectLike(local.classifier, classifier, [3].map(colourClip));
  });

  it('an answer that cannot be one is not taken', async () => {
    const server = await start();
    const local = await open('colours', null);
    for (const [fault, code] of [
      ['nan', 'server_answer_invalid'],
      ['shape', 'server_answer_invalid'],
      ['name', 'server_answer_invalid'],
      ['error', 'server_rejected'],
    ] as const) {
      await server.change({ fault: null });
      const { classifier } = await open('colours', serverSpec(protocol, [server]));
      expect(classifier.serving!.state.place).toBe('server');
      await server.change({ fault });
      await expectLike(local.classifier, classifier, [colourClip(0)]);
      expect(classifier.serving!.state).toMatchObject({ place: 'here', error: { code } });
    }
  });
});

describe.each(serverProtocols)('what is wrong over %s', (protocol) => {
  const tried = async (change: Partial<InferenceServerSpec>, list: readonly InferenceServer[] = []) => {
    const card = await readModelCard(at('colours'));
    const [test] = await testServers(card, serverSpec(protocol, list, change));
    return test!;
  };

  it('nothing is: it says how long a window took, and which network it is', async () => {
    const test = await tried({}, [await start()]);
    expect(test).toMatchObject({ error: null, network: { precision: 'fp32', target: null } });
    expect(test.milliseconds).toBeGreaterThan(0);
    expect(await tried({ version: '1' }, servers)).toMatchObject({ error: null });
  });

  it('the name, the address, the model, its version, its state', async () => {
    const server = await start();
    const code = async (change: Partial<InferenceServerSpec>): Promise<string | undefined> =>
      (await tried(change, [server])).error?.code;
    expect(await code({ addresses: ['no-such-host.invalid:8001'] })).toBe('server_host_unknown');
    expect(await code({ addresses: ['127.0.0.1:1'] })).toBe('server_unreachable');
    expect(await code({ model: 'other' })).toBe('server_model_missing');
    expect(await code({ version: '7' })).toBe('server_model_missing');
    await server.change({ ready: false });
    expect(await code({})).toBe('server_model_not_ready');
  });

  it('the token', async () => {
    const server = await start({ token: 'right' });
    expect((await tried({}, [server])).error?.code).toBe('server_unauthorized');
    expect((await tried({ token: 'wrong' }, [server])).error?.code).toBe('server_unauthorized');
    expect((await tried({ token: 'right' }, [server])).error).toBeNull();
  });

  it('the certificate', async () => {
    const openssl = (...words: readonly string[]): unknown =>
      execFileSync('openssl', words, { cwd: folder, stdio: 'ignore' });
    openssl(
      ...['req', '-x509', '-days', '2', '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'],
      ...['-newkey', 'rsa:2048', '-nodes', '-keyout', 'server.key', '-out', 'server.pem'],
    );
    const tls = { caFile: null, certificateFile: null, keyFile: null };
    const server = await start({ tls: { cert: at('server.pem'), key: at('server.key') } });
    expect((await tried({ tls }, [server])).error?.code).toBe('server_tls');
    expect((await tried({ tls: { ...tls, caFile: at('none.pem') } }, [server])).error?.code).toBe(
      'settings_invalid',
    );
    expect((await tried({ tls: { ...tls, caFile: at('server.pem') } }, [server])).error).toBeNull();
    const plain = await start();
    expect((await tried({ tls }, [plain])).error?.code).toBe('server_tls');
    expect((await tried({}, [server])).error?.code).toMatch(/server_(unreachable|rejected)/);
  });

  it('another kind of server', async () => {
    const other = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.end('HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n');
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    try {
      const { error } = await tried({ addresses: [`127.0.0.1:${port}`] });
      expect(error?.code).toBe(protocol === 'http' ? 'server_rejected' : 'server_unreachable');
    } finally {
      other.close();
    }
  });

  it('a model that does not fit the card: its inputs, its labels', async () => {
    const server = await start({ models: [{ name: 'colours', file: at('clip/network.onnx') }] });
    expect((await tried({}, [server])).error).toMatchObject({
      code: 'server_mismatch',
      message: expect.stringContaining('takes clip: 1 x 3 x 4 x 4 x 4 FP32'),
    });
    makeColourModel(
      at('three'),
      colourCard.replace('nothing, red', 'red').replace('background: nothing', 'background: red'),
    );
    const fitting = await start();
    const [test] = await testServers(await readModelCard(at('three')), serverSpec(protocol, [fitting]));
    expect(test!.error).toMatchObject({
      code: 'server_mismatch',
      message: expect.stringContaining('the card has 3 labels'),
    });
  });
});

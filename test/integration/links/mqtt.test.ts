// Results over MQTT: a real engine and a real broker, both of which are killed in the middle.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { Broker } from '../../../src-inference/links/mqtt/broker.ts';
import type { EngineOnWire } from '../../engine-on-wire.ts';
import { type Heard, PlantListener, TestBroker } from '../../plant/broker.ts';
import { makeCertificates } from '../../plant/certificates.ts';
import { mqttLink } from '../../plant/link-settings.ts';
import { makeParts, workplaceFolder } from '../../workplace-folder.ts';

const { at, open } = workplaceFolder();
const topic = (what: string): string => `plant/line1/bench3/${what}`;

beforeAll(() => {
  makeParts(at('bad.mp4'), ['red', 'blue']);
  makeParts(at('good.mp4'), ['red', 'green', 'blue']);
});

async function makePart(engine: EngineOnWire, video: string): Promise<string> {
  const since = engine.events.length;
  await engine.request('openSource', { source: at(video) });
  await engine.until('runEnded', () => true, since);
  return (await engine.request('snapshot', null)).lastPart!.id;
}

const isPart =
  (id: string) =>
  (heard: Heard): boolean =>
    heard.topic === topic('part') && heard.payload.includes(`"part":"${id}"`);
const says =
  (what: string, text: string) =>
  (heard: Heard): boolean =>
    heard.topic === topic(what) && heard.payload.includes(text);
const connected = (engine: EngineOnWire, since = 0) =>
  engine.until('linkState', ({ state }) => state === 'connected', since);

describe('results over MQTT', () => {
  it('reach the broker once each, though broker and engine were killed meanwhile', async () => {
    await using broker = await TestBroker.start();
    await using plant = await PlantListener.connect(broker);
    const engine = await open('killed');
    await engine.request('changeSettings', { links: [mqttLink(broker.port)] });
    await connected(engine);
    await plant.until(says('online', '"online":true'));

    const first = await makePart(engine, 'bad.mp4');
    await plant.until(isPart(first));
    expect(plant.on(topic('part'))).toMatchObject([
      {
        station: 'bench3',
        kind: 'part',
        part: first,
        number: 1,
        verdict: 'fail',
        recipe: 'rgb',
        recipeTitle: 'Colours',
        steps: [{ label: 'red', status: 'ok' }, { expected: 'green', status: 'missed' }, { label: 'blue' }],
      },
    ]);
    expect(plant.on(topic('step')).length).toBeGreaterThanOrEqual(3);
    const { lastPart } = await engine.request('snapshot', null);
    await engine.request('acknowledgePart', { id: lastPart!.id, by: 'Ana', reason: 'reworked' });
    await plant.until(says('acknowledgement', 'reworked'));

    await broker.kill();
    await engine.until('linkState', ({ state }) => state === 'failed');
    const second = await makePart(engine, 'good.mp4');
    await engine.until('linkBacklog', ({ waiting }) => waiting > 0);
    await engine.kill();
    const again = await open('killed');
    const since = plant.heard.length;
    await broker.start();
    await plant.until(isPart(second), since);
    await connected(again);
    // The broker had forgotten what was retained.
    await plant.until(says('state', '"station":"bench3"'), since);
    await plant.until(says('online', '"online":true'), since);

    const parts = plant.on(topic('part')).map(({ part, verdict }) => ({ part, verdict }));
    // The engine that follows opens the source of the killed one again: that part is not of interest.
    expect(parts.slice(0, 2)).toEqual([
      { part: first, verdict: 'fail' },
      { part: second, verdict: 'pass' },
    ]);
    const keys = plant.heard.flatMap(({ payload }) => /"key":"([^"]+)"/.exec(payload.toString())?.[1] ?? []);
    expect(new Set(keys).size).toBe(keys.length);

    const before = plant.heard.length;
    await again.kill();
    await plant.until(says('online', '"online":false'), before);
  });

  it('wait while the broker hangs, and come when it goes on', async () => {
    await using broker = await TestBroker.start();
    const engine = await open('hangs');
    await engine.request('changeSettings', { links: [mqttLink(broker.port)] });
    await connected(engine);
    broker.hang();
    const part = await makePart(engine, 'bad.mp4');
    const { error } = await engine.until('linkState', ({ state }) => state === 'failed');
    expect(error).toMatchObject({ code: 'link_unreachable' });
    broker.goOn();
    await using plant = await PlantListener.connect(broker);
    await plant.until(isPart(part));
    await engine.request('changeSettings', { links: [] });
    expect((await engine.request('snapshot', null)).links).toEqual([]);
    await plant.until(says('online', '"online":false'));
  });

  it('carry the serial number that the plant gave before the part began', async () => {
    await using broker = await TestBroker.start();
    await using plant = await PlantListener.connect(broker);
    const engine = await open('identified');
    await engine.request('changeSettings', { links: [mqttLink(broker.port, { identity: true })] });
    await connected(engine);
    plant.client.publish(topic('identity/set'), '{"serial":"SN-7","order":4711}', { qos: 1 });
    await plant.until(says('state', '"nextPart":{"serial":"SN-7","order":"4711","variant":null}'));
    const part = await makePart(engine, 'bad.mp4');
    await plant.until(isPart(part));
    expect(plant.on(topic('part'))).toMatchObject([{ part, serial: 'SN-7', order: '4711', verdict: 'fail' }]);
  });

  it('need the right password, which no screen sees', async () => {
    await using broker = await TestBroker.start(
      ['allow_anonymous false', 'password_file FOLDER/passwords'],
      (folder) =>
        execFileSync('mosquitto_passwd', ['-b', '-c', join(folder, 'passwords'), 'bench', 'a long secret']),
    );
    const engine = await open('password');
    const right = mqttLink(broker.port, { user: 'bench', password: 'a long secret' });
    const wrong = mqttLink(broker.port, { user: 'bench', password: 'another' });
    await expect(engine.request('testLink', wrong)).rejects.toMatchObject({ code: 'link_unauthorized' });
    expect(await engine.request('testLink', right)).toBeNull();
    await engine.request('changeSettings', { links: [right] });
    await connected(engine);
    const { links } = (await engine.request('snapshot', null)).settings;
    expect(links).toMatchObject([{ spec: { user: 'bench', password: '***' } }]);
    expect(await engine.request('testLink', links[0]!)).toBeNull();
    const elsewhere = { ...links[0]!, spec: { ...links[0]!.spec, host: 'localhost' } as typeof right.spec };
    await expect(engine.request('testLink', elsewhere)).rejects.toMatchObject({ code: 'settings_invalid' });
    expect(JSON.stringify(engine.events)).not.toContain('a long secret');
  });

  it('are encrypted for those whose authority is known', async () => {
    await using broker = await TestBroker.start(
      ['allow_anonymous true', 'certfile FOLDER/server.pem', 'keyfile FOLDER/server.key'],
      makeCertificates,
    );
    const authority = join(broker.folder, 'ca.pem');
    const engine = await open('encrypted', { roots: [broker.folder] });
    const tls = { caFile: null, certificateFile: null, keyFile: null };
    const test = (more: Parameters<typeof mqttLink>[1]) =>
      engine.request('testLink', mqttLink(broker.port, more));
    expect(await test({ tls: { ...tls, caFile: authority } })).toBeNull();
    await expect(test({ tls })).rejects.toMatchObject({ code: 'link_tls' });
    await expect(test({ tls: { ...tls, caFile: `${authority}.none` } })).rejects.toMatchObject({
      code: 'settings_invalid',
    });
    await expect(test({})).rejects.toMatchObject({ code: 'link_unreachable' });
    await expect(test({ host: 'no-such-host.invalid' })).rejects.toMatchObject({ code: 'link_host_unknown' });
    await broker.kill();
    await expect(test({})).rejects.toMatchObject({ code: 'link_unreachable' });
  });
});

it('an answer that breaks off in the middle ends the attempt, and nothing later', async () => {
  const accepted = Buffer.from('20030000009004000290040001', 'hex');
  const damaged = Buffer.from('0000e0000005010000ec0000050103020007', 'hex');
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => socket.write(Buffer.concat([accepted, damaged])));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const { spec } = mqttLink(port);
  if (spec.kind !== 'mqtt') throw new Error('not a broker');
  await expect(Broker.connect(spec, { protocolVersion: 5, will: null })).rejects.toMatchObject({
    code: 'link_unreachable',
  });
  server.close();
  // The client misses the broker after one and a half keep-alives; an error that nobody hears would end the process.
  await sleep(16_000);
});

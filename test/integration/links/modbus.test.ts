// Signals to the line: a real engine and a real Modbus server in a process of its own.
import { beforeAll, describe, expect, it } from 'vitest';
import { makeColours } from '../../media-files.ts';
import { modbusLink } from '../../plant/link-settings.ts';
import { TestModbusServer } from '../../plant/modbus-server.ts';
import { workplaceFolder } from '../../workplace-folder.ts';

const { at, open } = workplaceFolder();
const [ready, green, , red, horn, clamp] = [0, 1, 2, 3, 4, 5] as const;
const heartbeat = 9;

beforeAll(() => {
  // Nothing happens at the end for so long that the verdict comes while the source still plays.
  const pause = ['black', 20] as const;
  makeColours(at('bad.mp4'), [pause, ['red', 40], ['black', 450]]);
  makeColours(at('good.mp4'), [
    pause,
    ['red', 40],
    pause,
    ['green', 40],
    pause,
    ['blue', 40],
    ['black', 450],
  ]);
});

describe('signals over Modbus', () => {
  it('show the verdict, come back with the server, and are off when nothing is checked', async () => {
    await using server = await TestModbusServer.start();
    const coil = (address: number) => server.now('coil', address);
    const engine = await open('signals');
    await engine.request('changeSettings', { links: [modbusLink(server.port)] });
    await server.until(() => server.now('register', heartbeat)! > 1);
    expect([ready, green, red, horn, clamp].map(coil)).toEqual([0, 0, 0, 0, 0]);

    await engine.request('openSource', { source: `file:${at('bad.mp4')}#pace=realTime` });
    await engine.until('actionStarted');
    await engine.request('startPart', null);
    await server.until(() => coil(red) === 1 && coil(horn) === 1);
    expect([ready, green, clamp].map(coil)).toEqual([1, 0, 0]);
    const { id } = (await engine.request('snapshot', null)).lastPart!;
    await engine.request('acknowledgePart', { id, by: 'Ana', reason: 'reworked' });
    await server.until(() => coil(horn) === 0);

    await server.kill();
    await engine.until('linkState', ({ state }) => state === 'failed');
    const since = engine.events.length;
    await server.start();
    await engine.until('linkState', ({ state }) => state === 'connected', since);

    await engine.request('openSource', { source: `file:${at('good.mp4')}#pace=realTime` });
    await server.until(() => coil(green) === 1 && coil(clamp) === 1);
    expect(coil(red)).toBe(0);
    // The verdict goes with the source: nobody knows what lies on the bench then.
    await engine.request('closeSource', null);
    await server.until(() => coil(ready) === 0 && coil(green) === 0 && coil(clamp) === 0);

    await engine.request('openSource', { source: `file:${at('good.mp4')}#pace=realTime` });
    await server.until(() => coil(ready) === 1);
    await engine.stop();
    expect([ready, green, red, horn, clamp].map(coil)).toEqual([0, 0, 0, 0, 0]);
  });

  it('are tested address by address, without writing', async () => {
    await using server = await TestModbusServer.start();
    const engine = await open('tested');
    expect(await engine.request('testLink', modbusLink(server.port))).toBeNull();
    const { spec } = modbusLink(server.port);
    if (spec.kind !== 'modbus') throw new Error('not a signal');
    const wrong = modbusLink(server.port, {
      addresses: { ...spec.addresses, horn: { table: 'register', address: 300 } },
    });
    await expect(engine.request('testLink', wrong)).rejects.toMatchObject({
      code: 'link_rejected',
      message: expect.stringContaining('register 300: the server has no such address'),
    });
    expect(server.written).toEqual([]);
    await server.kill();
    await expect(engine.request('testLink', wrong)).rejects.toMatchObject({ code: 'link_unreachable' });
  });
});

import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createConnection, createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { closeRelays, startRelay } from '../impaired-relay/impaired-relay.ts';
import { burstsOf, createImpairment, type Impairment } from '../impaired-relay/impairment.ts';

afterEach(closeRelays);

function fatesOf(impairment: Impairment, packets: number) {
  const next = createImpairment(impairment);
  return Array.from({ length: packets }, next);
}

describe('what a bad network does to packets', () => {
  it('is nothing, when nothing is asked for', () => {
    expect(fatesOf({}, 1000).every(({ copies, behindPackets }) => copies === 1 && behindPackets === 0)).toBe(
      true,
    );
  });

  it('loses about the share that was asked for, and the same packets each time', () => {
    const lost = (seed: number) =>
      fatesOf({ seed, lossShare: 0.05 }, 20_000).flatMap(({ cause }, at) => (cause === 'lost' ? [at] : []));
    expect(lost(1).length / 20_000).toBeCloseTo(0.05, 2);
    expect(lost(1)).toEqual(lost(1));
    expect(lost(1)).not.toEqual(lost(2));
  });

  it('loses the same share in bursts of the length that was asked for', () => {
    const fates = fatesOf({ burst: burstsOf(0.05, 8) }, 50_000);
    const lost = fates.filter(({ cause }) => cause === 'lost').length;
    const bursts = fates.filter(
      ({ cause }, at) => cause === 'lost' && fates[at - 1]?.cause !== 'lost',
    ).length;
    expect(lost / 50_000).toBeCloseTo(0.05, 2);
    expect(lost / bursts).toBeGreaterThan(6);
    expect(lost / bursts).toBeLessThan(10);
  });

  it('doubles, reorders, delays and cuts', () => {
    const fates = fatesOf(
      {
        duplicateShare: 0.1,
        reorder: { share: 0.1, byPackets: 3 },
        delayMilliseconds: 20,
        jitterMilliseconds: 10,
        cuts: [{ fromPacket: 100, packets: 50 }],
      },
      1000,
    );
    expect(fates.slice(100, 150).every(({ cause, copies }) => cause === 'cut' && copies === 0)).toBe(true);
    expect(fates.filter(({ cause }) => cause === 'cut')).toHaveLength(50);
    expect(fates.some(({ copies }) => copies === 2)).toBe(true);
    expect(fates.some(({ behindPackets }) => behindPackets === 3)).toBe(true);
    const delays = fates.filter(({ copies }) => copies > 0).map((one) => one.delayMilliseconds);
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(20);
    expect(Math.max(...delays)).toBeLessThanOrEqual(30);
  });
});

describe('a relay', () => {
  it('passes packets of UDP on, and counts what it did to them', async () => {
    const target = createSocket('udp4').bind(0, '127.0.0.1');
    await once(target, 'listening');
    const got: number[] = [];
    target.on('message', (packet) => got.push(packet[0]!));
    const relay = await startRelay({
      toPort: target.address().port,
      impairment: { cuts: [{ fromPacket: 2, packets: 3 }] },
    });
    const sender = createSocket('udp4');
    for (let packet = 0; packet < 10; packet++) {
      await new Promise((resolve) => sender.send(new Uint8Array([packet]), relay.port, '127.0.0.1', resolve));
    }
    await expect.poll(() => got, { timeout: 60_000 }).toHaveLength(7);
    expect(got).toEqual([0, 1, 5, 6, 7, 8, 9]);
    expect(await relay.counters()).toMatchObject({ received: 10, passed: 7, cut: 3, lost: 0 });
    await relay.impair({ lossShare: 1 });
    await new Promise((resolve) => sender.send(new Uint8Array([99]), relay.port, '127.0.0.1', resolve));
    await expect.poll(async () => (await relay.counters()).lost, { timeout: 60_000 }).toBe(1);
    sender.close();
    target.close();
  });

  it('breaks a TCP connection off', async () => {
    const server = createServer((socket) => socket.pipe(socket)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port: toPort } = server.address() as { port: number };
    const relay = await startRelay({ protocol: 'tcp', toPort });
    const client = createConnection(relay.port, '127.0.0.1');
    client.write('hello');
    const [echo] = (await once(client, 'data')) as [Buffer];
    expect(echo.toString()).toBe('hello');
    await relay.impair({ cuts: [{ fromPacket: 0, packets: 1 }] });
    const closed = once(client, 'close');
    client.write('again');
    await closed;
    server.close();
  });
});

// Streams over a network that loses packets: what is counted, what is told, and what is not judged.
import { afterEach, describe, expect, it } from 'vitest';
import { freePort, killPeers, sendTo } from '../../gst-peer.ts';
import { closeRelays, type ImpairedRelay, startRelay } from '../../impaired-relay/impaired-relay.ts';
import { type Watched, watch } from '../../watched-source.ts';

let watched: Watched | undefined;

afterEach(async () => {
  await Promise.all([watched?.source.close(), killPeers(), closeRelays()]);
});

/** A camera behind a relay, with a long jitter buffer: a busy machine must not make packets late. */
async function openThroughRelay(options = ''): Promise<ImpairedRelay> {
  const port = await freePort();
  const relay = await startRelay({ toPort: port });
  watched = await watch(`udp://127.0.0.1:${port}#format=rtp-h264&latency=1000${options}`);
  sendTo(relay.port, 'rtp-h264');
  await hasFrames(30);
  return relay;
}

async function hasFrames(count: number): Promise<void> {
  const { frames, until } = watched!;
  const shown = frames.length;
  await until('frames', () => frames.length >= shown + count);
}

describe('a stream over a network that loses packets', () => {
  it('counts the packets that the network has lost, doubled and reordered', async () => {
    const relay = await openThroughRelay();
    expect(watched!.source.stream).toMatchObject({
      packets: { lost: 0 },
      pictures: { missing: 0, damaged: 0 },
    });
    await relay.impair({
      lossShare: 0.05,
      duplicateShare: 0.05,
      reorder: { share: 0.05, byPackets: 2 },
    });
    await hasFrames(150);
    await relay.impair({});
    await expect
      .poll(() => watched!.source.stream?.packets?.lost, { timeout: 60_000 })
      .toBe((await relay.counters()).lost);
    const { lost, duplicated } = await relay.counters();
    expect(lost).toBeGreaterThan(3);
    const { packets } = watched!.source.stream!;
    // The second one of two that comes after its turn is late.
    expect(packets).toMatchObject({ lost, duplicated: duplicated - packets!.late });
    expect(watched!.source.stream?.pictures?.damaged).toBeGreaterThan(0);
  });

  it('counts packets that come too late, and nothing that is only reordered', async () => {
    const port = await freePort();
    const relay = await startRelay({ toPort: port });
    watched = await watch(`udp://127.0.0.1:${port}#format=rtp-h264&latency=20`);
    sendTo(relay.port, 'rtp-h264');
    await hasFrames(30);
    await relay.impair({ reorder: { share: 0.02, byPackets: 30 } });
    await expect
      .poll(() => watched!.source.stream?.packets?.late ?? 0, { timeout: 60_000 })
      .toBeGreaterThan(0);
    const { packets } = watched.source.stream!;
    expect(packets!.lost).toBeGreaterThanOrEqual(packets!.late);
  });

  it('shows no damaged picture when it is to wait for the next key frame, and tells which are missing', async () => {
    const relay = await openThroughRelay('&loss=wait');
    await relay.impair({ lossShare: 0.03 });
    await hasFrames(60);
    const { pictures } = watched!.source.stream!;
    expect(pictures!.damaged).toBe(0);
    expect(pictures!.missing).toBeGreaterThan(0);
    expect(watched!.frames.some(({ damage = 0 }) => damage > 0)).toBe(false);
    expect(watched!.frames.some(({ missingBefore = 0 }) => missingBefore > 0)).toBe(true);
  });

  it('shows the pictures that the decoder mends, and says which they are, until the next key frame', async () => {
    const relay = await openThroughRelay('&loss=conceal');
    const { received } = await relay.counters();
    // One loss alone.
    await relay.impair({ cuts: [{ fromPacket: 20, packets: 1 }] });
    await expect.poll(() => watched!.source.stream?.packets?.lost, { timeout: 60_000 }).toBe(1);
    await hasFrames(40);
    const { pictures } = watched!.source.stream!;
    // A key frame comes every ten pictures.
    expect(pictures!.damaged + pictures!.missing).toBeGreaterThan(0);
    expect(pictures!.damaged + pictures!.missing).toBeLessThanOrEqual(11);
    expect(watched!.frames.at(-1)?.damage).toBe(0);
    expect(received).toBeGreaterThan(0);
  });

  it('tells the size when an encoder begins anew with another one', async () => {
    const port = await freePort();
    watched = await watch(`udp://127.0.0.1:${port}#format=rtp-h264&stall=30`);
    const camera = sendTo(port, 'rtp-h264');
    await hasFrames(10);
    expect(watched.sizes).toEqual([]);
    await camera.kill();
    sendTo(port, 'rtp-h264', { width: 640, height: 360 });
    await watched.until('another size', () => watched!.sizes.length > 0);
    expect(watched.sizes).toEqual([{ width: 640, height: 360 }]);
    expect(watched.source.info).toMatchObject({ width: 640, height: 360 });
    // The pictures of another sender lack nothing.
    expect(watched.source.stream?.pictures).toMatchObject({ damaged: 0 });
  });
});

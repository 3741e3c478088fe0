// A station whose camera is behind a bad network: it says so, does not judge what it cannot see, and says when it is over.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type EngineEvent, parseSource } from '../../../src-inference/contract/index.ts';
import { freePort, killPeers, sendTo } from '../../gst-peer.ts';
import { closeRelays, startRelay } from '../../impaired-relay/impaired-relay.ts';
import { makeColourModel } from '../../onnx-models.ts';
import { openStation, type WatchedStation } from '../../watched-station.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-disturbed-'));
let opened: WatchedStation | undefined;

afterEach(async () => {
  await opened?.station.close();
  await Promise.all([killPeers(), closeRelays()]);
});
afterAll(() => rmSync(folder, { recursive: true }));

const isA = (type: EngineEvent['type']) => (event: EngineEvent) => event.type === type;

async function watchThroughRelay(options: string) {
  const model = makeColourModel(join(folder, 'model'));
  opened = await openStation({ model, recipe: null, policy: null, recordDirectory: null });
  const port = await freePort();
  const relay = await startRelay({ toPort: port });
  await opened.station.openSource(
    parseSource(`udp://127.0.0.1:${port}#format=rtp-h264&latency=1000${options}`),
  );
  sendTo(relay.port, 'rtp-h264');
  await opened.until(isA('windowClassified'));
  return { ...opened, relay };
}

/** Start times of the windows, in the order in which they were told. */
function startsOf(events: readonly EngineEvent[], type: 'windowClassified' | 'windowSkipped'): number[] {
  return events.flatMap((event) => (event.type === type ? [event.startSeconds] : []));
}

function isAmong(least: number, most: number): (count: number) => boolean {
  return (count) => count >= least && count <= most;
}

describe('a station behind a network that loses packets', () => {
  it('tells of the disturbance, does not judge damaged windows, and tells what it cost when it is over', async () => {
    const { events, until, station, relay } = await watchThroughRelay('');
    // A busy machine itself leaves out pictures.
    const before = startsOf(events, 'windowSkipped').length;
    await relay.impair({ lossShare: 0.3 });
    const disturbed = await until(isA('streamDisturbed'));
    expect(disturbed).toMatchObject({ lostShare: expect.closeTo(0.15, 0) });
    await until((event) => event.type === 'windowSkipped' && event.total >= 4);
    expect(station.runState?.stream).toMatchObject({ disturbed: true });
    await relay.impair({});
    const { lost } = await relay.counters();
    const seen = events.length;
    await until(isA('windowClassified'), seen);
    const recovered = await until(isA('streamRecovered'));
    const skipped = startsOf(events, 'windowSkipped');
    expect(recovered).toMatchObject({
      counts: {
        packets: { lost },
        skippedWindows: expect.toSatisfy(isAmong(skipped.length - before, skipped.length)),
      },
    });
    const judged = startsOf(events, 'windowClassified');
    expect(judged.filter((start) => skipped.includes(start))).toEqual([]);
    const told = events.flatMap((event) =>
      event.type === 'windowClassified' || event.type === 'windowSkipped' ? [event.startSeconds] : [],
    );
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(events.filter(isA('streamDisturbed'))).toHaveLength(1);
    expect(station.runState?.stream).toMatchObject({ disturbed: false, packets: { lost } });
  });

  it('judges damaged windows where somebody wants it, and ends the disturbance with the source', async () => {
    const { events, until, station, relay } = await watchThroughRelay('&loss=conceal');
    await relay.impair({ lossShare: 0.3 });
    await until(isA('streamDisturbed'));
    const seen = events.length;
    await until(isA('windowClassified'), seen);
    await station.closeSource();
    expect(startsOf(events, 'windowSkipped')).toEqual([]);
    expect(events.filter(isA('streamRecovered'))).toHaveLength(1);
  });
});

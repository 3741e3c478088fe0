// A camera falls silent in the middle of a part, and work goes on meanwhile: what nobody saw is nobody's mistake.
import { writeFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { freePort, killPeers, startPeer } from '../../gst-peer.ts';
import { makeColours } from '../../media-files.ts';
import { workplaceFolder } from '../../workplace-folder.ts';

const { at, folder, open } = workplaceFolder();
const second = 30;

afterAll(killPeers);

/** Sends a recording once, at its pace. */
function send(path: string, port: number): Promise<number | null> {
  const packets = 'h264parse config-interval=-1 ! rtph264pay config-interval=-1';
  return startPeer(`filesrc location=${path} ! qtdemux ! ${packets} ! udpsink host=127.0.0.1 port=${port}`)
    .ended;
}

it('a step that was done while the camera was silent is not seen, and the part is not failed for it', async () => {
  const before = makeColours(at('before.mp4'), [
    ['black', 6 * second],
    ['red', 1.5 * second],
    ['black', second],
  ]);
  const meanwhile = makeColours(at('meanwhile.mp4'), [
    ['green', 2 * second],
    ['black', 4 * second],
  ]);
  const pause = ['black', second] as const;
  const after = makeColours(at('after.mp4'), [
    ...(['blue', 'red', 'green'] as const).flatMap((colour) => [pause, [colour, 1.5 * second] as const]),
    ['black', 6 * second],
  ]);
  writeFileSync(at('long.yaml'), 'name: long\ntitle: Long\nsteps: [red, green, blue, red, green]\n');
  const engine = await open('silent', {
    defaults: { model: at('model'), recipes: [at('long.yaml')], folders: [folder] },
  });
  const port = await freePort();
  await engine.request('openSource', { source: `udp://127.0.0.1:${port}#format=rtp-h264` });
  await send(before, port);
  // The station does not get it.
  await send(meanwhile, await freePort());
  await engine.until('sourceState', ({ state }) => state === 'stalled');
  await send(after, port);
  const ended = await engine.until('partEnded');
  expect(ended.verdict).toBe('warn');
  expect(ended.steps).toMatchObject([
    { index: 1, status: 'ok' },
    { index: 2, status: 'uncertain', reason: { kind: 'notSeen' } },
    { index: 3, status: 'ok' },
    { index: 4, status: 'ok' },
    { index: 5, status: 'ok' },
  ]);
});

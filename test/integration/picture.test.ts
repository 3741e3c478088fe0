// A camera in front of which things happen, through the real engine: pictures over RTP, events, the part in progress, the file of
// the usual picture. And the demo line, decoded as the network sees it.
import { resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { usualPictureSettings } from '../../src-inference/contract/index.ts';
import { PictureGuard } from '../../src-inference/picture/index.ts';
import type { EngineOnWire } from '../engine-on-wire.ts';
import { freePort, killPeers, type Peer, packers, startPeer } from '../gst-peer.ts';
import { networkFrame, readWideVideo, type VariantName, variants } from '../picture-variants.ts';
import { workplaceFolder } from '../workplace-folder.ts';

const seconds = 1000;

/** A camera with noise before a picture full of detail. @param change Elements that change the picture. */
function camera(port: number, change: string): Peer {
  return startPeer(
    'videotestsrc is-live=true pattern=smpte ! video/x-raw,format=I420,width=320,height=240,framerate=10/1',
    `! ${change} !`,
    `${packers['rtp-h264']} ! udpsink host=127.0.0.1 port=${port} sync=false`,
  );
}

const asUsual = 'identity';
const dark = 'videobalance brightness=-0.45 contrast=0.1';

describe('a camera that shows something else', () => {
  const { open } = workplaceFolder();
  afterEach(() => killPeers());

  async function watching(engine: EngineOnWire, port: number): Promise<void> {
    await engine.request('openSource', { source: `udp://127.0.0.1:${port}#format=rtp-h264` });
    await engine.until('windowClassified');
  }

  async function take(engine: EngineOnWire): Promise<void> {
    await expect
      .poll(
        () =>
          engine.request('takeUsualPicture', null).then(
            () => 'taken',
            () => 'not yet',
          ),
        {
          timeout: 60 * seconds,
          interval: 500,
        },
      )
      .toBe('taken');
  }

  it(
    'ends the part in progress, judges nothing meanwhile, goes on by itself, and remembers the usual picture',
    async () => {
      const port = await freePort();
      const engine = await open('dark');
      const first = camera(port, asUsual);
      await watching(engine, port);
      await take(engine);
      expect(await engine.until('pictureTaken')).toMatchObject({ by: 'person' });
      expect(engine.of('audited').at(-1)).toMatchObject({ what: 'picture', before: null });
      await engine.request('startPart', { code: 'A-1' });
      await engine.until('partStarted', ({ code }) => code === 'A-1');
      await first.kill();

      const second = camera(port, dark);
      const changed = await engine.until('pictureChanged');
      expect(changed).toMatchObject({ state: 'dark', judged: false, shift: null });
      expect(await engine.until('partAborted')).toMatchObject({ reason: 'pictureUnusual' });
      const snapshot = await engine.request('snapshot', null);
      expect(snapshot.picture).toMatchObject({ state: 'dark', judged: false });
      expect(snapshot.part).toBeNull();
      const judged = engine.of('windowClassified').length;
      await engine.until('health', () => true, engine.events.length);
      await engine.until('health', () => true, engine.events.length);
      expect(engine.of('windowClassified')).toHaveLength(judged);
      await second.kill();

      camera(port, asUsual);
      await engine.until('pictureChanged', ({ state }) => state === 'usual');
      await engine.until('windowClassified', () => true, engine.events.length);
      const before = await engine.request('readUsualPicture', null);
      expect(before.reference).toMatchObject({ by: 'person', picture: { width: 16, height: 16 } });
      await engine.stop();

      const again = await open('dark');
      await again.until('windowClassified');
      expect((await again.request('readUsualPicture', null)).reference).toMatchObject({
        takenAt: before.reference!.takenAt,
      });
    },
    240 * seconds,
  );

  it(
    'is only told where the rule says so',
    async () => {
      const port = await freePort();
      const engine = await open('warned');
      const { rules } = usualPictureSettings;
      await engine.request('changeSettings', {
        picture: { ...usualPictureSettings, rules: { ...rules, dark: 'warn' } },
      });
      const first = camera(port, asUsual);
      await watching(engine, port);
      await take(engine);
      await first.kill();
      camera(port, dark);
      expect(await engine.until('pictureChanged')).toMatchObject({ state: 'dark', judged: true });
      await engine.until('windowClassified', () => true, engine.events.length);
    },
    180 * seconds,
  );

  it('cannot be asked while a file is watched, or nothing', async () => {
    const engine = await open('nothing');
    await expect(engine.request('takeUsualPicture', null)).rejects.toMatchObject({ code: 'not_possible' });
  });
});

describe('the demo line', () => {
  const video = readWideVideo(resolve(import.meta.dirname, '../../resources/demo/good.mp4'));

  it.each<{ name: VariantName; state: string | null }>([
    { name: 'asItIs', state: null },
    { name: 'lamp80', state: null },
    { name: 'lamp120', state: null },
    { name: 'flicker', state: null },
    { name: 'dark', state: 'dark' },
    { name: 'covered70', state: 'covered' },
    { name: 'blurred', state: 'blurred' },
    { name: 'shifted5', state: 'moved' },
    { name: 'turned3', state: 'moved' },
    { name: 'frozen', state: 'frozen' },
  ])(
    'is told $state when $name',
    async ({ name, state }) => {
      const { frames, framesPerSecond } = await video;
      const guard = new PictureGuard(null, () => usualPictureSettings);
      const told: string[] = [];
      const show = (of: VariantName, from: number, to: number): void => {
        for (let at = from * framesPerSecond; at < to * framesPerSecond; at++) {
          const index = (of === 'frozen' ? from * framesPerSecond : at) % frames.length;
          const data = networkFrame(frames[index]!, of === 'frozen' ? variants.asItIs : variants[of], at);
          const change = guard.accept({ width: 64, height: 64, data }, at / framesPerSecond);
          if (change !== null) told.push(change.state);
        }
      };
      show('asItIs', 0, 32);
      guard.take({ takenAt: '2026-11-30T08:00:00.000Z', by: 'person' });
      show(name, 32, name === 'asItIs' ? 110 : 48);
      expect([...new Set(told)]).toEqual(state === null ? [] : [state]);
    },
    180 * seconds,
  );
});

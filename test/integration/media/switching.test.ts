// Changing the source while a station runs with outputs attached.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type EngineEvent, parseSource, recordingDefaults } from '../../../src-inference/contract/index.ts';
import { freePort, killPeers, sendTo, startPeer } from '../../gst-peer.ts';
import { makeColours, makeVideo } from '../../media-files.ts';
import { makeColourModel } from '../../onnx-models.ts';
import { watch } from '../../watched-source.ts';
import { openStation, type WatchedStation } from '../../watched-station.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-switching-'));
const at = (name: string): string => join(folder, name);
const open: WatchedStation[] = [];

beforeAll(() => {
  makeColourModel(at('model'));
  makeColours(at('red.mp4'), [
    ['black', 30],
    ['red', 300],
  ]);
  makeVideo(at('ball.mp4'), { width: 640, height: 360, frames: 300 });
  writeFileSync(at('rgb.yaml'), 'name: rgb\ntitle: Colours\nsteps: [red, green, blue]\n');
});
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ station }) => station.close()));
  await killPeers();
});
afterAll(() => rmSync(folder, { recursive: true }));

async function start(record: string | null = null): Promise<WatchedStation> {
  const watched = await openStation({
    model: at('model'),
    recipe: at('rgb.yaml'),
    policy: null,
    recordDirectory: record,
  });
  open.push(watched);
  return watched;
}

const file = (name: string) => parseSource(`file:${at(name)}#pace=realTime&loop=true`);
const isPlaying = (name: string) => (event: EngineEvent) =>
  event.type === 'sourceState' && event.state === 'playing' && event.source.name.includes(name);

describe('another source', () => {
  it('aborts the part in progress, in the log too, and is then watched', async () => {
    const { station, events, until } = await start(at('log'));
    await station.openSource(file('red.mp4'));
    await until((event) => event.type === 'partStarted');
    await station.openSource(file('ball.mp4'));
    await until(isPlaying('ball.mp4'));
    const aborted = events.findIndex(({ type }) => type === 'partAborted');
    expect(events[aborted]).toMatchObject({ part: 1, reason: 'sourceChanged' });
    const next = events.findIndex((event, i) => event.type === 'runStarted' && i > 0);
    expect(aborted).toBeLessThan(next);
    await until(({ type }) => type === 'windowClassified', next);
    const log = readFileSync(
      join(at('log'), readdirSync(at('log')).find((name) => name.endsWith('.log'))!),
      'utf8',
    );
    expect(log).toMatch(/part 1 aborted: the source was changed[\s\S]*run started: .*ball\.mp4/);
  });

  it('that cannot be opened does not disturb the current source', async () => {
    const { station, events, until } = await start();
    await station.openSource(file('red.mp4'));
    await until(isPlaying('red.mp4'));
    await expect(station.openSource(parseSource(at('nothing.mp4')))).rejects.toMatchObject({
      code: 'source_not_found',
    });
    const since = events.length;
    await until(({ type }) => type === 'progress', since);
    expect(events.some(({ type }) => type === 'runAborted')).toBe(false);
  });

  it('keeps the outputs: readers, one recording of both sources, and the preview', async () => {
    const port = await freePort();
    const { station, until, events } = await start();
    await station.attachOutput({ kind: 'sharedMemory', path: at('shm'), annotation: 'live' });
    const preview = await station.attachOutput({
      kind: 'preview',
      width: 160,
      quality: 70,
      annotation: 'none',
    });
    const recording = await station.attachOutput({
      ...recordingDefaults,
      kind: 'recording',
      directory: at('recordings'),
      split: 'never',
      keepFreeBytes: 0,
      annotation: 'none',
    });
    await station.openSource(file('red.mp4'));
    await expect.poll(() => existsSync(at('shm'))).toBe(true);
    const reader = startPeer(
      `shmsrc socket-path=${at('shm')} is-live=true num-buffers=120 !`,
      'video/x-raw,format=I420,width=160,height=120,framerate=30/1 ! fakesink',
    );
    expect(await station.nextPreview(preview)).toMatchObject({ width: 160, height: 120 });
    sendTo(port, 'rtp-h264', { width: 320, height: 180 });
    for (const source of [
      file('ball.mp4'),
      parseSource(`udp://127.0.0.1:${port}`),
      parseSource('test:smpte'),
      file('red.mp4'),
    ]) {
      const since = events.length;
      await station.openSource(source);
      await until((event) => event.type === 'sourceState' && event.state === 'playing', since);
      await until((event) => event.type === 'windowClassified', since);
      expect(await station.nextPreview(preview)).toMatchObject({ width: 160 });
    }
    expect(await reader.ended).toBe(0);
    await station.detachOutput(recording);
    const recorded = await watch(join(at('recordings'), readdirSync(at('recordings'))[0]!));
    await recorded.ended;
    expect(recorded.source.info).toMatchObject({ width: 160, height: 120 });
    expect(recorded.frames.length).toBeGreaterThan(100);
    await recorded.source.close();
  });

  it('a seek aborts the part in progress, and the numbers of parts go on', async () => {
    const { station, events, until } = await start();
    await station.openSource(file('red.mp4'));
    await until((event) => event.type === 'partStarted' && event.part === 1);
    station.pauseSource();
    await until((event) => event.type === 'sourceState' && event.state === 'paused');
    station.seekSource(0);
    station.resumeSource();
    await until((event) => event.type === 'partStarted' && event.part === 2);
    expect(events).toContainEqual(expect.objectContaining({ type: 'partAborted', part: 1, reason: 'seek' }));
  });

  it('without a source there is nothing to pause', async () => {
    const { station } = await start();
    expect(() => station.pauseSource()).toThrowError(expect.objectContaining({ code: 'not_possible' }));
    await station.closeSource();
  });
});

// Outputs with real readers in separate processes: players, and readers that hang or die. Recordings: recordings.test.ts.
import { once } from 'node:events';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import type { OutputSpec } from '../../../src-inference/contract/index.ts';
import { freePort, startPeer } from '../../gst-peer.ts';
import { makeVideo } from '../../media-files.ts';
import { liveSource, recordingOf, setUpOutputs } from '../../opened-outputs.ts';
import { processUsage } from '../../process-usage.ts';
import { watch as watchSource } from '../../watched-source.ts';

const { at, closeLater, openOutputs, play } = setUpOutputs();

const memory = (path: string): OutputSpec => ({ kind: 'sharedMemory', path, annotation: 'live' });

/** The pipeline of docs/media.md, ended after some frames. */
function readMemory(path: string, frames: number) {
  return startPeer(
    `shmsrc socket-path=${path} is-live=true num-buffers=${frames} !`,
    'video/x-raw,format=I420,width=320,height=240,framerate=30/1 ! videoconvert ! fakesink',
  );
}

/** Writes what it reads to a file, until it is killed. */
function copyMemory(path: string, file: string) {
  return startPeer(`shmsrc socket-path=${path} is-live=true ! filesink location=${file}`);
}

describe('shared memory', () => {
  it('is read by the pipeline of the docs: by two readers at once, and by one that comes later', async () => {
    const { outputs, changes } = openOutputs();
    await outputs.attach(memory(at('shm')));
    expect(changes.at(-1)).toMatchObject({ state: 'waiting', target: at('shm') });
    await play(liveSource, outputs);
    await expect.poll(() => existsSync(at('shm'))).toBe(true);
    const copies = [at('one.raw'), at('two.raw')];
    const readers = copies.map((file) => copyMemory(at('shm'), file));
    const twentyFrames = 20 * 320 * 240 * 1.5;
    const hasRead = (file: string) => existsSync(file) && statSync(file).size >= twentyFrames;
    await expect.poll(() => copies.every(hasRead), { timeout: 60_000 }).toBe(true);
    // Both readers are still connected. When one leaves, the shmsink of GStreamer 1.22 sometimes disconnects another.
    expect(readers.map(({ process }) => process.exitCode)).toEqual([null, null]);
    for (const reader of readers) await reader.kill();
    expect(await readMemory(at('shm'), 5).ended).toBe(0);
  });

  it('a reader that hangs or is killed does not slow the station', async () => {
    const { outputs, changes } = openOutputs();
    await outputs.attach(memory(at('hung')));
    const watched = await play(liveSource, outputs);
    await expect.poll(() => existsSync(at('hung'))).toBe(true);
    const reader = readMemory(at('hung'), 10_000);
    await watched.until('the reader is there', () => watched.frames.length >= 20);
    reader.process.kill('SIGSTOP');
    const before = watched.frames.length;
    // A station that waited for it would show no more than the buffers hold: 8 frames.
    await watched.until('three seconds more', () => watched.frames.length >= before + 90);
    await reader.kill();
    expect(await readMemory(at('hung'), 10).ended).toBe(0);
    expect(changes.some(({ state }) => state === 'failed')).toBe(false);
  });

  it('a reader that hangs for a while goes on reading, also when frames were scaled meanwhile', async () => {
    const { outputs } = openOutputs();
    await outputs.attach(memory(at('slow')));
    const first = await play(liveSource, outputs);
    await expect.poll(() => existsSync(at('slow')), { timeout: 60_000 }).toBe(true);
    const reader = copyMemory(at('slow'), at('slow.raw'));
    const read = () => (existsSync(at('slow.raw')) ? statSync(at('slow.raw')).size / (320 * 240 * 1.5) : 0);
    const hasRead = (frames: number) => expect.poll(read, { timeout: 60_000 }).toBeGreaterThan(frames);
    await hasRead(0);
    await first.source.close();
    // Frames of another size go through other buffers.
    const watched = await play('test:ball#width=640&height=480&fps=30', outputs);
    await watched.until('frames', () => watched.frames.length > 0);
    outputs.annotate('text', 0);
    reader.process.kill('SIGSTOP');
    const dropped = outputs.router.statistics(1).dropped;
    await watched.until('the memory is full', () => outputs.router.statistics(1).dropped > dropped + 5);
    const before = read();
    reader.process.kill('SIGCONT');
    await hasRead(before + 60);
  });

  it('replaces a dead socket, and refuses a path that is no socket or that another program serves', async () => {
    const { outputs } = openOutputs();
    const server = createServer().listen(at('served'));
    await once(server, 'listening');
    closeLater(async () => void server.close());
    writeFileSync(at('file'), '');
    for (const name of ['served', 'file']) {
      await expect(outputs.attach(memory(at(name)))).rejects.toMatchObject({ code: 'output_invalid' });
    }
  });

  it('ends when it is detached, while the source goes on', async () => {
    const { outputs, changes } = openOutputs();
    const watched = await play(liveSource, outputs);
    await watched.until('frames', () => watched.frames.length > 0);
    const id = await outputs.attach(memory(at('brief')));
    await expect.poll(() => existsSync(at('brief'))).toBe(true);
    await outputs.detach(id);
    expect(existsSync(at('brief'))).toBe(false);
    expect(changes.map(({ state }) => state)).toEqual(['running', 'ended']);
    const before = watched.frames.length;
    await watched.until('more frames', () => watched.frames.length >= before + 10);
    await expect(outputs.detach(id)).rejects.toMatchObject({ code: 'not_possible' });
  });
});

describe('a stream', () => {
  it.each([
    'rtp-h264',
    'mpegts',
  ] as const)('of %s is recognised and played by another station', async (format) => {
    const port = await freePort();
    const receiver = await watchSource(`udp://127.0.0.1:${port}`);
    closeLater(() => receiver.source.close());
    const { outputs } = openOutputs();
    await outputs.attach({
      kind: 'stream',
      target: { host: '127.0.0.1', port, format, kilobitsPerSecond: 2000 },
      annotation: 'live',
    });
    await play(liveSource, outputs);
    await receiver.until('frames', () => receiver.frames.length >= 20);
    expect(receiver.said.at(-1)).toMatchObject({ state: 'playing', width: 320, height: 240 });
  });

  it('to a host that does not exist gives one clear error', async () => {
    const { outputs } = openOutputs();
    const target = {
      host: 'nothing.invalid',
      port: 5000,
      format: 'rtp-h264',
      kilobitsPerSecond: 2000,
    } as const;
    const attached = outputs.attach({ kind: 'stream', target, annotation: 'none' });
    await expect(attached).rejects.toMatchObject({ code: 'output_invalid', where: 'nothing.invalid' });
  });

  it('is played by a player, and goes on when the player is killed', async () => {
    const port = await freePort();
    const { outputs, changes } = openOutputs();
    await outputs.attach({
      kind: 'stream',
      target: { host: '127.0.0.1', port, format: 'rtp-h264', kilobitsPerSecond: 2000 },
      annotation: 'none',
    });
    const watched = await play(liveSource, outputs);
    const player = (frames: number) =>
      startPeer(
        `udpsrc port=${port} num-buffers=${frames} caps=application/x-rtp,media=video,encoding-name=H264 !`,
        'rtph264depay ! h264parse ! avdec_h264 ! fakesink',
      );
    const killed = player(100_000);
    await watched.until('frames', () => watched.frames.length >= 30);
    await killed.kill();
    expect(await player(50).ended).toBe(0);
    expect(changes.at(-1)).toMatchObject({ state: 'running', error: null });
  });
});

describe('a preview', () => {
  it('gives the newest frame as JPEG for each request', async () => {
    const { outputs } = openOutputs();
    const id = await outputs.attach({ kind: 'preview', width: 160, quality: 80, annotation: 'live' });
    await expect(outputs.nextPreview(id)).rejects.toMatchObject({ code: 'not_possible' });
    const watched = await play(liveSource, outputs);
    await watched.until('frames', () => watched.frames.length > 3);
    const first = await outputs.nextPreview(id);
    expect(first).toMatchObject({ width: 160, height: 120, sequence: 1 });
    expect([...first!.data.subarray(0, 2)]).toEqual([0xff, 0xd8]);
    const seen = watched.frames.length;
    await watched.until('half a second', () => watched.frames.length >= seen + 15);
    const newest = watched.frames.at(-1)!.captureSeconds;
    const second = await outputs.nextPreview(id);
    expect(second!.sequence).toBe(2);
    expect(second!.captureSeconds).toBeGreaterThan(newest - 0.1);
  });

  it('that is attached while the source is paused gets its picture at once', async () => {
    const { outputs } = openOutputs();
    const watched = await play(`file:${makeVideo(at('still.mp4'), { frames: 30 })}#pace=realTime`, outputs);
    await watched.until('frames', () => watched.frames.length > 5);
    watched.source.pause();
    const id = await outputs.attach({ kind: 'preview', width: 160, quality: 80, annotation: 'none' });
    expect(await outputs.nextPreview(id)).toMatchObject({ width: 160, sequence: 1 });
  });

  it('has one credit, and gives no picture after it is detached', async () => {
    const { outputs } = openOutputs();
    const id = await outputs.attach({ kind: 'preview', width: 160, quality: 80, annotation: 'none' });
    await play(`file:${makeVideo(at('one.mp4'), { frames: 1 })}`, outputs);
    expect(await outputs.nextPreview(id)).toMatchObject({ sequence: 1 });
    const never = outputs.nextPreview(id);
    await expect(outputs.nextPreview(id)).rejects.toMatchObject({ code: 'not_possible' });
    await outputs.detach(id);
    expect(await never).toBeNull();
  });
});

describe('many outputs, one after another', () => {
  it('leak no descriptor, no thread and no memory', async () => {
    const { outputs } = openOutputs();
    const watched = await play(liveSource, outputs);
    await watched.until('frames', () => watched.frames.length > 0);
    const attachAndDetach = async (times: number): Promise<void> => {
      for (let i = 0; i < times; i++) {
        const ids = [
          await outputs.attach(memory(at('again'))),
          await outputs.attach(recordingOf(at('again-and-again'))),
          await outputs.attach({ kind: 'preview', width: 160, quality: 80, annotation: 'aligned' }),
        ];
        const seen = watched.frames.length;
        await watched.until('a frame', () => watched.frames.length > seen);
        outputs.annotate('text', 1);
        outputs.partClosed(i);
        await Promise.all(ids.map((id) => outputs.detach(id)));
      }
    };
    await attachAndDetach(10);
    const before = processUsage();
    await attachAndDetach(30);
    const after = processUsage();
    expect(after.descriptors).toBeLessThanOrEqual(before.descriptors + 2);
    expect(after.threads).toBeLessThanOrEqual(before.threads + 4);
    expect(after.megabytes).toBeLessThan(before.megabytes + 60);
  });
});

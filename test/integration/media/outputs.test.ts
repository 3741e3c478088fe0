// Outputs with real readers in separate processes: players, recorders, and readers that hang or die.
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import {
  type OutputSpec,
  type OutputState,
  type PlainStationError,
  type RecordingSpec,
  recordingDefaults,
} from '../../../src-inference/contract/index.ts';
import { OutputSet, openSource } from '../../../src-inference/media/index.ts';
import { freePort, killPeers, startPeer } from '../../gst-peer.ts';
import { makeVideo } from '../../media-files.ts';
import { processUsage } from '../../process-usage.ts';
import { type Watched, watch as watchSource } from '../../watched-source.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-outputs-'));
const at = (name: string): string => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true }));

interface Change {
  readonly output: number;
  readonly state: OutputState;
  readonly target: string;
  readonly error: PlainStationError | null;
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  await killPeers();
});

function openOutputs() {
  const changes: Change[] = [];
  const outputs = new OutputSet({
    context: () => ({ alignedDelaySeconds: 1, recipe: 'rgb' }),
    sourceSeconds: () => 0,
    onState: (change) => changes.push(change),
  });
  closing.push(() => outputs.close());
  return { outputs, changes };
}

async function play(text: string, outputs: OutputSet): Promise<Watched> {
  const watched = await watchSource(text, outputs);
  closing.push(() => watched.source.close());
  return watched;
}

const live = 'test:ball#width=320&height=240&fps=30';
const memory = (path: string): OutputSpec => ({ kind: 'sharedMemory', path, annotation: 'live' });
const recording = (directory: string, more: Partial<RecordingSpec> = {}): RecordingSpec => ({
  ...recordingDefaults,
  kind: 'recording',
  directory,
  annotation: 'none',
  keepFreeBytes: 0,
  ...more,
});

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

async function framesIn(path: string, size = { width: 32, height: 24 }) {
  const source = await openSource(
    { kind: 'file', path, pace: 'asFastAsPossible', loop: false },
    { size, router: null, onState: () => undefined },
  );
  const frames: { readonly seconds: number; readonly data: Uint8Array }[] = [];
  for await (const { presentationSeconds, data } of source.frames())
    frames.push({ seconds: presentationSeconds, data });
  await source.close();
  return { info: source.info, frames };
}

describe('shared memory', () => {
  it('is read by the pipeline of the docs: by two readers at once, and by one that comes later', async () => {
    const { outputs, changes } = openOutputs();
    await outputs.attach(memory(at('shm')));
    expect(changes.at(-1)).toMatchObject({ state: 'waiting', target: at('shm') });
    await play(live, outputs);
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
    const watched = await play(live, outputs);
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
    const first = await play(live, outputs);
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
    closing.push(async () => void server.close());
    writeFileSync(at('file'), '');
    for (const name of ['served', 'file']) {
      await expect(outputs.attach(memory(at(name)))).rejects.toMatchObject({ code: 'output_invalid' });
    }
  });

  it('ends when it is detached, while the source goes on', async () => {
    const { outputs, changes } = openOutputs();
    const watched = await play(live, outputs);
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
    closing.push(() => receiver.source.close());
    const { outputs } = openOutputs();
    await outputs.attach({
      kind: 'stream',
      target: { host: '127.0.0.1', port, format, kilobitsPerSecond: 2000 },
      annotation: 'live',
    });
    await play(live, outputs);
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
    const watched = await play(live, outputs);
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
    const watched = await play(live, outputs);
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

describe('a recording', () => {
  it('has every frame of a file that is played as fast as possible', async () => {
    const { outputs } = openOutputs();
    const id = await outputs.attach(recording(at('whole'), { name: '{source}-{recipe}-{part}' }));
    const watched = await play(`file:${makeVideo(at('sixty.mp4'), { frames: 60 })}`, outputs);
    await watched.ended;
    await outputs.detach(id);
    expect(readdirSync(at('whole'))).toEqual(['sixty-rgb-1.mp4']);
    const { info, frames } = await framesIn(at('whole/sixty-rgb-1.mp4'));
    expect(frames).toHaveLength(60);
    expect(info).toMatchObject({ width: 320, height: 240, framesPerSecond: 30 });
  });

  it('is split by part: no frame is lost or doubled, and no file is overwritten', async () => {
    const { outputs } = openOutputs();
    const id = await outputs.attach(recording(at('parts'), { name: 'part-{part}' }));
    const watched = await play(`file:${makeVideo(at('ninety.mp4'), { frames: 90 })}#pace=realTime`, outputs);
    await watched.until('the first part', () => watched.frames.length >= 30);
    outputs.partClosed(2);
    await watched.until('the second part', () => watched.frames.length >= 60);
    outputs.partClosed(1);
    await watched.ended;
    // No frame follows, so no empty file may remain.
    outputs.partClosed(3);
    await outputs.detach(id);
    expect(readdirSync(at('parts')).sort()).toEqual(['part-1-2.mp4', 'part-1.mp4', 'part-2.mp4']);
    const counts = await Promise.all(
      readdirSync(at('parts')).map(async (name) => (await framesIn(join(at('parts'), name))).frames.length),
    );
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(90);
  });

  it('is split by duration', async () => {
    const { outputs, changes } = openOutputs();
    await outputs.attach(recording(at('long'), { split: { seconds: 1 } }));
    const watched = await play(live, outputs);
    await watched.until(
      'the second file',
      () => changes.filter(({ state }) => state === 'running').length >= 2,
    );
    expect(readdirSync(at('long')).length).toBeGreaterThanOrEqual(2);
  });

  it('that fails reports it once and is detached, and the source goes on', async () => {
    const { outputs, changes } = openOutputs();
    const id = await outputs.attach(recording(at('gone')));
    rmSync(at('gone'), { recursive: true });
    const watched = await play(live, outputs);
    await watched.until('more frames', () => watched.frames.length >= 20);
    expect(changes.filter(({ state }) => state === 'failed')).toMatchObject([
      { error: { code: 'output_failed' } },
    ]);
    await expect(outputs.detach(id)).rejects.toMatchObject({ code: 'not_possible' });
  });

  it('does not begin on a full disk', async () => {
    const { outputs } = openOutputs();
    const full = outputs.attach(recording(at('full'), { keepFreeBytes: 1e18 }));
    await expect(full).rejects.toMatchObject({ code: 'disk_full', hint: expect.stringContaining('Delete') });
  });

  it.each<[string, Partial<RecordingSpec>, string]>([
    ['a field that does not exist', { name: '{operator}' }, 'output_invalid'],
    ['a name that is a path', { name: '../{part}' }, 'output_invalid'],
    ['a folder that is a file', { directory: join(import.meta.filename, 'x') }, 'output_failed'],
  ])('%s is one clear error', async (_, more, code) => {
    const { outputs } = openOutputs();
    await expect(outputs.attach(recording(at('x'), more))).rejects.toMatchObject({ code });
  });
});

describe('text', () => {
  const bright = '<span foreground="#ffffff" background="#ffffff">█████████</span>';
  /** Whether anything in the lower left of a black 32 x 24 picture is lit. */
  const isLit = (data: Uint8Array): boolean => {
    for (let y = 18; y < 24; y++) for (let x = 0; x < 12; x++) if (data[(y * 32 + x) * 3]! > 100) return true;
    return false;
  };

  it('that is aligned appears on exactly the frames that it describes', async () => {
    const { outputs } = openOutputs();
    const id = await outputs.attach(recording(at('aligned'), { annotation: 'aligned', name: 'a' }));
    const video = makeVideo(at('black.mp4'), { frames: 90, pattern: 'black' });
    const watched = await play(`file:${video}#pace=realTime`, outputs);
    await watched.until('the decision comes later', () => watched.frames.length >= 50);
    outputs.annotate(bright, 1);
    outputs.annotate('', 2);
    await watched.ended;
    await outputs.detach(id);
    const { frames } = await framesIn(at('aligned/a.mp4'));
    const lit = frames.filter(({ data }) => isLit(data)).map(({ seconds }) => seconds);
    expect(frames).toHaveLength(90);
    expect(lit[0]).toBeCloseTo(1, 1);
    expect(lit.at(-1)).toBeCloseTo(2 - 1 / 30, 1);
  });

  it('that is live appears at once', async () => {
    const { outputs } = openOutputs();
    const id = await outputs.attach(recording(at('live'), { annotation: 'live', name: 'a' }));
    const video = makeVideo(at('black2.mp4'), { frames: 60, pattern: 'black' });
    const watched = await play(`file:${video}#pace=realTime`, outputs);
    // By the time stamps of the output's frames: on a busy machine it is behind the frames for the network. At most six frames
    // wait before the text is drawn, so the first lit one is a fifth of a second before the newest one or later.
    const recorded = (): number => outputs.router.statistics(1).seconds;
    await watched.until('a second is recorded', () => recorded() >= 1);
    outputs.annotate(bright, 0);
    await watched.ended;
    await outputs.detach(id);
    const { frames } = await framesIn(at('live/a.mp4'));
    const lit = frames.filter(({ data }) => isLit(data)).map(({ seconds }) => seconds);
    expect(lit[0]).toBeGreaterThan(0.8);
    expect(lit.length).toBeGreaterThan(5);
  });
});

describe('many outputs, one after another', () => {
  it('leak no descriptor, no thread and no memory', async () => {
    const { outputs } = openOutputs();
    const watched = await play(live, outputs);
    await watched.until('frames', () => watched.frames.length > 0);
    const attachAndDetach = async (times: number): Promise<void> => {
      for (let i = 0; i < times; i++) {
        const ids = [
          await outputs.attach(memory(at('again'))),
          await outputs.attach(recording(at('again-and-again'))),
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

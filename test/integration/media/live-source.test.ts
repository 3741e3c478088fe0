// Live sources with real senders in separate processes.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { streamFormats } from '../../../src-inference/contract/index.ts';
import { openScriptedServer } from '../../fuzz/scripted-server.ts';
import { freePort, killPeers, sendTo, startProcess } from '../../gst-peer.ts';
import { type Watched, watch as watchSource } from '../../watched-source.ts';

const open: Watched[] = [];

async function watch(text: string): Promise<Watched> {
  const watched = await watchSource(text);
  open.push(watched);
  return watched;
}

afterEach(async () => {
  await Promise.all(open.splice(0).map(({ source }) => source.close()));
  await killPeers();
});

const isPlaying = (watched: Watched, width: number) => () =>
  watched.said.some((one) => one.state === 'playing' && one.width === width);
const isStalled = (watched: Watched) => () => watched.said.some(({ state }) => state === 'stalled');
const errorOf = ({ said }: Watched) => said.at(-1)?.error ?? null;
const hasFrames = (watched: Watched, count: number) => () => watched.frames.length >= count;

describe('a UDP source', () => {
  it.each(streamFormats)('recognises %s by listening', async (format) => {
    const port = await freePort();
    const watched = await watch(`udp://127.0.0.1:${port}`);
    await watched.until('nothing is there yet', () => watched.said.length > 0);
    expect(watched.said[0]).toMatchObject({ state: 'waiting', error: null });
    sendTo(port, format);
    await watched.until('frames', hasFrames(watched, 20));
    expect(watched.said.at(-1)).toMatchObject({ state: 'playing', width: 320, height: 240, error: null });
    const times = watched.frames.map((frame) => frame.presentationSeconds);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[0]).toBeLessThan(0.1);
  });

  it('plays the format that is given', async () => {
    const port = await freePort();
    const watched = await watch(`udp://127.0.0.1:${port}#format=rtp-h264&latency=50`);
    sendTo(port, 'rtp-h264');
    await watched.until('frames', hasFrames(watched, 10));
  });

  it('passes over packets that are empty', async () => {
    const port = await freePort();
    const watched = await watch(`udp://127.0.0.1:${port}#format=rtp-h264`);
    const relay = createSocket('udp4').bind(0, '127.0.0.1');
    await once(relay, 'listening');
    relay.on('message', (packet) => {
      relay.send(Buffer.alloc(0), port, '127.0.0.1');
      relay.send(packet, port, '127.0.0.1');
    });
    sendTo(relay.address().port, 'rtp-h264');
    await watched.until('frames', hasFrames(watched, 20));
    relay.close();
  });

  it('joins a multicast group on the given interface', async () => {
    const port = await freePort();
    const watched = await watch(`udp://239.255.42.42:${port}#interface=lo`);
    sendTo(port, 'rtp-h264', { host: '239.255.42.42' });
    await watched.until('frames', hasFrames(watched, 10));
  });

  it('goes on when 5 % of the packets are lost', async () => {
    const port = await freePort();
    const watched = await watch(`udp://127.0.0.1:${port}`);
    sendTo(port, 'rtp-h264', { through: 'netsim drop-probability=0.05', width: 640, height: 480 });
    await watched.until('frames', hasFrames(watched, 90));
    expect(isStalled(watched)()).toBe(false);
  });

  it('reports a stall when the sender is killed, and plays the next stream, also with another size or codec', async () => {
    const port = await freePort();
    const watched = await watch(`udp://127.0.0.1:${port}#stall=0.5`);
    const camera = sendTo(port, 'rtp-h264');
    await watched.until('playing', isPlaying(watched, 320));
    await camera.kill();
    await watched.until('stalled', isStalled(watched));
    expect(watched.said.at(-1)?.error?.code).toBe('source_silent');
    const before = watched.frames.length;
    sendTo(port, 'rtp-h265', { width: 640, height: 360 });
    await watched.until('playing again', isPlaying(watched, 640));
    await watched.until('frames', hasFrames(watched, before + 10));
    const [last, next] = watched.frames.slice(before - 1, before + 1);
    expect(next!.presentationSeconds).toBeGreaterThan(last!.presentationSeconds + 0.5);
  });

  it('goes on when the stream restarts with another size before the stall is detected', async () => {
    const port = await freePort();
    const watched = await watch(`udp://127.0.0.1:${port}#stall=30`);
    const camera = sendTo(port, 'rtp-h264');
    await watched.until('frames', hasFrames(watched, 10));
    await camera.kill();
    const before = watched.frames.length;
    sendTo(port, 'rtp-h264', { width: 640, height: 360 });
    await watched.until('frames', hasFrames(watched, before + 20));
    expect(isStalled(watched)()).toBe(false);
  });

  it('stays with the first of two senders, tells of the other, and goes to it when the first is gone', async () => {
    const port = await freePort();
    const watched = await watch(`udp://127.0.0.1:${port}#stall=30`);
    const camera = sendTo(port, 'rtp-h264');
    await watched.until('playing', isPlaying(watched, 320));
    sendTo(port, 'rtp-h264', { width: 640, height: 360 });
    await watched.until('told', () =>
      watched.said.some(({ error }) => error?.code === 'source_other_sender'),
    );
    expect(watched.said.at(-1)).toMatchObject({ state: 'playing' });
    await watched.until('more of the first', hasFrames(watched, watched.frames.length + 20));
    const shown = watched.frames.length;
    await camera.kill();
    await watched.until('frames of the second', hasFrames(watched, shown + 20));
    const times = watched.frames.map(({ presentationSeconds }) => presentationSeconds);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it('reports packets of an unknown format, and names the setting for the format', async () => {
    const port = await freePort();
    const watched = await watch(`udp://127.0.0.1:${port}`);
    const socket = createSocket('udp4');
    const noise = setInterval(() => socket.send('nothing that is known', port, '127.0.0.1'), 1);
    await watched.until('unrecognised', () =>
      watched.said.some(({ error }) => error?.code === 'source_unrecognised'),
    );
    clearInterval(noise);
    socket.close();
    expect(watched.said.at(-1)?.error?.hint).toContain('#format=rtp-h264');
  });

  it('ends when it is closed while no packet has arrived', async () => {
    const watched = await watch(`udp://127.0.0.1:${await freePort()}`);
    await watched.until('waiting', () => watched.said.length > 0);
    await watched.source.close();
    await watched.ended;
    expect(watched.said.map(({ state }) => state)).toEqual(['waiting', 'ended']);
  });

  it('gives one clear error for an address or an interface of another machine', async () => {
    const hint = expect.any(String);
    await expect(watch('udp://192.0.2.1:5000')).rejects.toMatchObject({ code: 'source_unreadable', hint });
    await expect(watch('udp://239.255.42.42:5000#interface=nothing0')).rejects.toMatchObject({
      code: 'source_unreadable',
      message: expect.stringContaining('nothing0'),
    });
  });

  it('cannot be paused or sought in', async () => {
    const { source } = await watch(`udp://127.0.0.1:${await freePort()}`);
    expect(() => source.pause()).toThrowError(expect.objectContaining({ code: 'not_possible' }));
    expect(() => source.seek(1)).toThrowError(expect.objectContaining({ code: 'not_possible' }));
  });
});

describe('an RTSP source', () => {
  const serve = async (...words: string[]) => {
    const server = startProcess('/usr/bin/python3', [
      resolve(import.meta.dirname, '../../rtsp-server.py'),
      ...words,
    ]);
    await once(server.process.stdout!, 'data');
    return server;
  };

  it.each([
    ['h264', 'tcp'],
    ['h265', 'udp'],
  ])('plays %s over %s', async (codec, transport) => {
    const port = await freePort();
    await serve(String(port), codec);
    const watched = await watch(`rtsp://127.0.0.1:${port}/live#transport=${transport}`);
    await watched.until('frames', hasFrames(watched, 10));
    expect(watched.said.at(-1)).toMatchObject({ state: 'playing', width: 320 });
  });

  it('logs in, and shows the password nowhere', async () => {
    const port = await freePort();
    await serve(String(port), 'h264', 'operator', 'hunter2');
    const right = await watch(`rtsp://operator:hunter2@127.0.0.1:${port}/live`);
    await right.until('frames', hasFrames(right, 5));
    const wrong = await watch(`rtsp://operator:hunter3@127.0.0.1:${port}/live?token=hunter4`);
    await wrong.until('refused', () => errorOf(wrong) !== null);
    expect(JSON.stringify([wrong.said, right.said, wrong.source.info, right.source.info])).not.toMatch(
      /hunter/,
    );
  });

  it('says that user or password are wrong, and tries again after a minute, or when a person wants it', async () => {
    const port = await freePort();
    await serve(String(port), 'h264', 'operator', 'hunter2');
    const watched = await watch(`rtsp://operator:hunter3@127.0.0.1:${port}/live`);
    await watched.until('refused', () => errorOf(watched) !== null);
    expect(errorOf(watched)?.code).toBe('source_unauthorized');
    const { retry } = watched.said.at(-1)!;
    expect(retry).toMatchObject({ attempts: 1 });
    expect(Date.parse(retry!.nextAt) - Date.parse(retry!.since)).toBeGreaterThanOrEqual(45_000);
    expect(watched.source.retry()).toBe(true);
    await watched.until('refused again', () => watched.retried.length > 0);
    expect(watched.retried[0]).toMatchObject({ attempts: 2, since: retry!.since });
    expect(watched.said.map(({ error }) => error?.code)).toEqual([undefined, 'source_unauthorized']);
  });

  it.each([
    ['a camera that refuses', 'rtsp://127.0.0.1:1/live', 'source_refused'],
    ['a name that nobody knows', 'rtsp://no-such-camera.invalid/live', 'source_host_unknown'],
  ])('names the reason of %s', async (_, address, code) => {
    const watched = await watch(address);
    await watched.until('an error', () => errorOf(watched) !== null);
    expect(errorOf(watched)?.code).toBe(code);
    expect(watched.said.at(-1)?.retry?.attempts).toBe(1);
  });

  // GStreamer 1.22 reads the parameters that are not there.
  it.each([
    'Digest',
    'Digest realm',
    'Digest stale',
  ])('a challenge that is only "%s" is refused', async (challenge) => {
    const camera = await openScriptedServer();
    camera.begin = () => (request) => {
      const number = /CSeq: *(\d+)/i.exec(request.toString())?.[1];
      return Buffer.from(
        `RTSP/1.0 401 Unauthorized\r\nCSeq: ${number}\r\nWWW-Authenticate: ${challenge}\r\n\r\n`,
      );
    };
    const watched = await watch(`rtsp://operator:hunter2@127.0.0.1:${camera.port}/live`);
    await watched.until('an error', () => errorOf(watched) !== null);
    expect(errorOf(watched)?.code).toBe('source_unauthorized');
    await watched.source.close();
    await camera.close();
  });

  it('says that a stream has only sound, and that a camera does not have a stream', async () => {
    const port = await freePort();
    await serve(String(port), 'sound');
    const sound = await watch(`rtsp://127.0.0.1:${port}/live`);
    await sound.until('an error', () => errorOf(sound) !== null);
    expect(errorOf(sound)?.code).toBe('source_not_video');
    const other = await watch(`rtsp://127.0.0.1:${port}/other`);
    await other.until('an error', () => errorOf(other) !== null);
    expect(errorOf(other)?.code).toBe('source_not_found');
  });

  it('waits for a camera that is not reachable yet, and plays again after the camera was off', async () => {
    const port = await freePort();
    const watched = await watch(`rtsp://127.0.0.1:${port}/live#stall=0.5`);
    await watched.until('an error', () => watched.said.some(({ error }) => error !== null));
    expect(watched.said.at(-1)).toMatchObject({ state: 'waiting' });
    const camera = await serve(String(port), 'h264');
    await watched.until('playing', isPlaying(watched, 320));
    expect(watched.said.at(-1)?.retry?.attempts).toBeGreaterThan(0);
    expect(watched.said.at(-1)?.retry?.attempts).toBeGreaterThan(0);
    await camera.kill();
    await watched.until('stalled', isStalled(watched));
    await serve(String(port), 'h264');
    const before = watched.frames.length;
    await watched.until('frames', hasFrames(watched, before + 5));
  });
});

describe('a camera and a test pattern', () => {
  it('a camera that is missing is waited for, and the error names it', async () => {
    const watched = await watch('camera:/dev/video99#width=640&height=480&fps=30');
    await watched.until('an error', () => watched.said.some(({ error }) => error !== null));
    expect(watched.said.at(-1)).toMatchObject({ state: 'waiting' });
    expect(errorOf(watched)).toMatchObject({
      code: 'source_not_found',
      message: 'There is no camera /dev/video99.',
    });
  });

  it('a test pattern plays at its rate, without any device', async () => {
    const watched = await watch('test:smpte#width=640&height=480&fps=25');
    await watched.until('frames', hasFrames(watched, 26));
    expect(watched.said.at(-1)).toMatchObject({ state: 'playing', width: 640, height: 480 });
    // A busy machine may drop frames. The times of the others still follow the rate.
    const steps = (watched.frames[25]!.captureSeconds - watched.frames[0]!.captureSeconds) * 25;
    expect(steps).toBeGreaterThan(24.9);
    expect(Math.abs(steps - Math.round(steps))).toBeLessThan(0.01);
  });
});

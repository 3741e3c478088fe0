// A file in real time: played, paused, sought in, and repeated.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parseSource } from '../../../src-inference/contract/index.ts';
import { OutputSet, openSource } from '../../../src-inference/media/index.ts';
import { makeVideo } from '../../media-files.ts';
import { type Watched, watch as watchSource } from '../../watched-source.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-pace-'));
const video = join(folder, 'two-seconds.mp4');
const open: Watched[] = [];

beforeAll(() => makeVideo(video, { frames: 60 }));
afterEach(() => Promise.all(open.splice(0).map(({ source }) => source.close())));
afterAll(() => rmSync(folder, { recursive: true }));

async function watch(options: string, place: Parameters<typeof watchSource>[2] = {}): Promise<Watched> {
  const watched = await watchSource(`file:${video}${options}`, null, place);
  open.push(watched);
  return watched;
}

const states = ({ said }: Watched): string[] => said.map(({ state }) => state);

describe('a recorded file', () => {
  it('plays in real time: its last frame does not come before it is due', async () => {
    const watched = await watch('#pace=realTime');
    await watched.ended;
    expect(watched.frames).toHaveLength(60);
    // The network gets frames shortly before they are due.
    const nowSeconds = Number(process.hrtime.bigint()) / 1e9;
    expect(nowSeconds).toBeGreaterThan(watched.frames[59]!.captureSeconds - 0.5);
    expect(states(watched)).toEqual(['playing', 'ended']);
  });

  it('can be paused and resumed', async () => {
    const watched = await watch('#pace=realTime');
    await watched.until('some frames', () => watched.frames.length >= 5);
    watched.source.pause();
    watched.source.pause();
    watched.source.resume();
    await watched.ended;
    expect(watched.frames).toHaveLength(60);
    expect(states(watched)).toEqual(['playing', 'paused', 'playing', 'ended']);
  });

  it('that is paused before its first frame is pulled waits, and plays when it is resumed', async () => {
    const said: string[] = [];
    const source = await openSource(parseSource(`file:${video}`), {
      size: { width: 32, height: 32 },
      router: null,
      onState: (state) => said.push(state),
    });
    source.pause();
    let frames = 0;
    const ended = (async () => {
      for await (const _ of source.frames()) frames += 1;
    })();
    expect(said).toEqual(['paused', 'paused']);
    source.resume();
    await ended;
    // A file that has ended cannot be paused.
    source.pause();
    source.resume();
    await source.close();
    expect(frames).toBe(60);
    expect(said).toEqual(['paused', 'paused', 'playing', 'ended']);
  });

  it('goes on after any pause, even when the consumer is slower than the file', async () => {
    for (let time = 0; time < 10; time++) {
      const outputs = new OutputSet({
        context: () => ({ alignedDelaySeconds: 1, recipe: null }),
        sourceSeconds: () => 0,
        film: null,
        onState: () => undefined,
      });
      const source = await openSource(parseSource(`file:${video}`), {
        size: { width: 32, height: 32 },
        router: outputs.router,
        onState: () => undefined,
      });
      let frames = 0;
      for await (const _ of source.frames()) {
        frames += 1;
        source.pause();
        source.resume();
      }
      await source.close();
      expect(frames).toBe(60);
    }
  });

  it('seeks to exactly the requested frame, and marks that frame as discontinuous', async () => {
    const watched = await watch('#pace=realTime');
    await watched.until('some frames', () => watched.frames.length >= 5);
    watched.source.seek(1.5);
    await watched.ended;
    const jump = watched.frames.findIndex(({ after }) => after === 'seek');
    expect(watched.frames[jump]!.presentationSeconds).toBeCloseTo(1.5, 2);
    expect(watched.frames.slice(jump)).toHaveLength(15);
  });

  it('gives at once what is said to have passed, and is so much ahead until it is sought in', async () => {
    const before = Number(process.hrtime.bigint()) / 1e9;
    const place = { fromSeconds: 0.5 };
    const ahead = await watch('#pace=realTime', { ...place, aheadSeconds: 1 });
    const plain = await watch('#pace=realTime', place);
    await ahead.until('a frame of the second that passed', () => ahead.frames.length >= 27);
    expect(plain.frames.length).toBeLessThan(27);
    await plain.until('its first frame', () => plain.frames.length > 0);
    expect(ahead.frames[0]!.captureSeconds).toBeLessThan(before);
    expect(plain.frames[0]!.captureSeconds).toBeGreaterThan(before);
    const sought = Number(process.hrtime.bigint()) / 1e9;
    ahead.source.seek(1);
    await ahead.ended;
    expect(ahead.frames.at(-1)!.captureSeconds).toBeGreaterThan(sought + 0.9);
  });

  it.each([-1, 2.5, 1e9])('refuses the position %d s', async (seconds) => {
    const { source } = await watch('');
    expect(() => source.seek(seconds)).toThrowError(expect.objectContaining({ code: 'not_possible' }));
  });

  it('stays in real time when it starts again', async () => {
    const watched = await watch('#pace=realTime&loop=true');
    await watched.until('the second round', () => watched.frames.length >= 100);
    const { captureSeconds } = watched.frames[99]!;
    expect(captureSeconds).toBeGreaterThan(watched.frames[59]!.captureSeconds + 39 / 30);
    // No frame comes before it is due, except the few that the network gets earlier.
    expect(Number(process.hrtime.bigint()) / 1e9).toBeGreaterThan(captureSeconds - 0.5);
  });

  it('starts again after its end, until it is closed', async () => {
    const watched = await watch('#loop=true');
    await watched.until('three rounds', () => watched.frames.length >= 130);
    await watched.source.close();
    await watched.ended;
    const rounds = watched.frames.flatMap(({ after }, i) => (after === 'loop' ? [i] : []));
    expect(rounds.slice(0, 2)).toEqual([60, 120]);
    expect(watched.frames[60]!.presentationSeconds).toBe(0);
  });
});

// Recordings and the text that is drawn into them, read back as any player would.
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RecordingSpec } from '../../../src-inference/contract/index.ts';
import { openSource } from '../../../src-inference/media/index.ts';
import { makeVideo } from '../../media-files.ts';
import { liveSource, recordingOf, setUpOutputs } from '../../opened-outputs.ts';

const { at, openOutputs, play } = setUpOutputs();

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

describe('a recording', () => {
  it('has every frame of a file that is played as fast as possible', async () => {
    const { outputs } = openOutputs();
    const id = await outputs.attach(recordingOf(at('whole'), { name: '{source}-{recipe}-{part}' }));
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
    const id = await outputs.attach(recordingOf(at('parts'), { name: 'part-{part}' }));
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
    await outputs.attach(recordingOf(at('long'), { split: { seconds: 1 } }));
    const watched = await play(liveSource, outputs);
    await watched.until(
      'the second file',
      () => changes.filter(({ state }) => state === 'running').length >= 2,
    );
    expect(readdirSync(at('long')).length).toBeGreaterThanOrEqual(2);
  });

  it('that fails reports it once and is detached, and the source goes on', async () => {
    const { outputs, changes } = openOutputs();
    const id = await outputs.attach(recordingOf(at('gone')));
    rmSync(at('gone'), { recursive: true });
    const watched = await play(liveSource, outputs);
    await watched.until('more frames', () => watched.frames.length >= 20);
    expect(changes.filter(({ state }) => state === 'failed')).toMatchObject([
      { error: { code: 'output_failed' } },
    ]);
    await expect(outputs.detach(id)).rejects.toMatchObject({ code: 'not_possible' });
  });

  it('does not begin on a full disk', async () => {
    const { outputs } = openOutputs();
    const full = outputs.attach(recordingOf(at('full'), { keepFreeBytes: 1e18 }));
    await expect(full).rejects.toMatchObject({ code: 'disk_full', hint: expect.stringContaining('Delete') });
  });

  it.each<[string, Partial<RecordingSpec>, string]>([
    ['a field that does not exist', { name: '{operator}' }, 'output_invalid'],
    ['a name that is a path', { name: '../{part}' }, 'output_invalid'],
    ['a folder that is a file', { directory: join(import.meta.filename, 'x') }, 'output_failed'],
  ])('%s is one clear error', async (_, more, code) => {
    const { outputs } = openOutputs();
    await expect(outputs.attach(recordingOf(at('x'), more))).rejects.toMatchObject({ code });
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
    const id = await outputs.attach(recordingOf(at('aligned'), { annotation: 'aligned', name: 'a' }));
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
    const id = await outputs.attach(recordingOf(at('live'), { annotation: 'live', name: 'a' }));
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

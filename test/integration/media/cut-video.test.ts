// A stretch of a video becomes a file of its own.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { cutVideo, openSource } from '../../../src-inference/media/index.ts';
import { makeColours } from '../../media-files.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-cut-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Red, green and blue of the middle of each frame, and its time. */
async function framesOf(path: string) {
  const source = await openSource(
    { kind: 'file', path, pace: 'asFastAsPossible', loop: false },
    { size: { width: 16, height: 16 }, router: null, onState: () => undefined },
  );
  const frames: { readonly seconds: number; readonly brightest: number }[] = [];
  for await (const { presentationSeconds: seconds, data } of source.frames()) {
    const colour = [...data.subarray(3 * 136, 3 * 136 + 3)];
    frames.push({ seconds, brightest: colour.indexOf(Math.max(...colour)) });
  }
  await source.close();
  return frames;
}

it('shows the frames from its begin to its end, from 0 s on', async () => {
  const video = makeColours(join(folder, 'whole.mp4'), [
    ['red', 60],
    ['green', 60],
    ['blue', 60],
  ]);
  const cut = await cutVideo({ video, fromSeconds: 1.5, toSeconds: 4.5, directory: folder, name: 'cut' });
  expect(cut.path).toBe(join(folder, 'cut.mp4'));
  expect(cut.fromSeconds).toBeCloseTo(1.5, 1);
  const frames = await framesOf(cut.path);
  expect(frames[0]!.seconds).toBeCloseTo(0, 1);
  // A few more may be on their way when the last one is seen.
  expect(frames.at(-1)!.seconds).toBeGreaterThan(4.45 - cut.fromSeconds);
  const at = (seconds: number): number | undefined =>
    frames.find((frame) => frame.seconds >= seconds)?.brightest;
  expect([at(0.25), at(1.5), at(2.75)]).toEqual([0, 1, 2]);
});

it('beyond the end of the video is refused', async () => {
  const video = makeColours(join(folder, 'short.mp4'), [['red', 30]]);
  const cut = cutVideo({ video, fromSeconds: 5, toSeconds: 6, directory: folder, name: 'nothing' });
  await expect(cut).rejects.toMatchObject({ code: 'not_possible' });
});

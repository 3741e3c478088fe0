// Clips out of the memory of a live source, out of the recording that runs, and out of files: read as a player would.
import { describe, expect, it } from 'vitest';
import type { EvidenceClip, SourceInfo } from '../../../src-inference/contract/index.ts';
import { filmOfFile, OutputSet, openSource, pictureOf } from '../../../src-inference/media/index.ts';
import { makeColours } from '../../media-files.ts';
import { recordingOf, setUpOutputs } from '../../opened-outputs.ts';
import { mustRun } from '../../run-program.ts';

const { at, closeLater, play } = setUpOutputs();
const size = { width: 8, height: 8 } as const;

async function read(path: string) {
  const source = await openSource(
    { kind: 'file', path, pace: 'asFastAsPossible', loop: false },
    { size, router: null, onState: () => undefined },
  );
  const frames: { readonly seconds: number; readonly green: boolean }[] = [];
  for await (const { presentationSeconds: seconds, data } of source.frames()) {
    frames.push({ seconds, green: data[109]! > 128 && data[108]! < 128 });
  }
  await source.close();
  return { info: source.info, frames };
}

async function clipOf(path: string, info: SourceInfo, name: string) {
  const clip = await filmOfFile({ path, info }).write({ fromSeconds: 1, toSeconds: 3.5 }, at(name));
  return { clip: clip!, ...(await read(at(name))) };
}

/** When green is first shown, in seconds of the source. */
function greenAt(
  { fromSeconds }: Pick<EvidenceClip, 'fromSeconds'>,
  frames: Awaited<ReturnType<typeof read>>['frames'],
): number {
  return frames.find(({ green }) => green)!.seconds + fromSeconds;
}

describe('a clip of a file', () => {
  it('is copied out of H.264, from a key frame on, and a picture shows what was at its time', async () => {
    const path = makeColours(at('h264.mp4'), [
      ['red', 60],
      ['green', 60],
      ['blue', 60],
    ]);
    const { clip, info, frames } = await clipOf(path, (await read(path)).info, 'copied.mp4');
    expect(info.codec).toContain('H.264');
    expect(clip.fromSeconds).toBeLessThanOrEqual(1);
    expect(clip.fromSeconds + clip.seconds).toBeCloseTo(3.5, 1);
    expect(greenAt(clip, frames)).toBeCloseTo(2, 1);
    const picture = await pictureOf(at('copied.mp4'), 3 - clip.fromSeconds);
    expect([...picture!.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
  });

  it('is encoded anew where browsers cannot play the file, or it has no key frame near', async () => {
    const colours = (pattern: string): string[] => [
      ...['videotestsrc', `pattern=${pattern}`, 'num-buffers=60', '!'],
      ...['video/x-raw,format=I420,width=160,height=120,framerate=30/1', '!', 'joined.'],
    ];
    const joined = ['concat', 'name=joined', '!', 'jpegenc', '!', 'avimux', '!', 'filesink'];
    const path = at('motion.avi');
    mustRun('gst-launch-1.0', ['-q', ...joined, `location=${path}`, ...colours('red'), ...colours('green')]);
    const { clip, info, frames } = await clipOf(path, (await read(path)).info, 'encoded.mp4');
    expect(info.codec).toContain('H.264');
    expect(clip.fromSeconds).toBeCloseTo(1, 1);
    expect(greenAt(clip, frames)).toBeCloseTo(2, 1);
  });
});

describe('a clip of a live source', () => {
  it.each([
    ['of an encoder of its own, no wider than 1280', false, 1280],
    ['of the encoder of the recording that runs', true, 1920],
  ])('is made out of memory: %s', async (_, isRecorded, width) => {
    let offset: number | null = null;
    const failures: unknown[] = [];
    const outputs = new OutputSet({
      context: () => ({ alignedDelaySeconds: 0, recipe: null }),
      sourceSeconds: () => 0,
      film: { captureOffsetSeconds: () => offset, onFailure: (error) => failures.push(error) },
      onState: () => undefined,
    });
    closeLater(() => outputs.close());
    if (isRecorded) await outputs.attach(recordingOf(at('recordings')));
    const watched = await play('test:ball#width=1920&height=1080&fps=10', outputs);
    await watched.until('the first frame', () => watched.frames.length > 0);
    const [first] = watched.frames;
    offset = first!.captureSeconds - first!.presentationSeconds;
    const film = outputs.film!.source();
    await watched.until('what is to be filmed', () => watched.frames.length > 45);
    await film.shown(4);
    const clip = await film.write({ fromSeconds: 3, toSeconds: 4 }, at(`live-${width}.mp4`));
    const { info, frames } = await read(at(`live-${width}.mp4`));
    expect(info.width).toBe(width);
    expect(clip!.fromSeconds).toBeLessThanOrEqual(3);
    expect(clip!.fromSeconds + clip!.seconds).toBeCloseTo(4, 0);
    expect(frames.length / 10).toBeCloseTo(clip!.seconds, 0);
    expect(failures).toEqual([]);
  });
});

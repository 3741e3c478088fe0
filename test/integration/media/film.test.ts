// Clips out of the memory of a live source, out of the recording that runs, and out of a file: decoded as a player would.
import { existsSync } from 'node:fs';
import { describe, it } from 'vitest';
import { filmOfFile, OutputSet, openSource, pictureOf } from '../../../src-inference/media/index.ts';
import { makeColours } from '../../media-files.ts';
import { recordingOf, setUpOutputs } from '../../opened-outputs.ts';

const { at, closeLater, play } = setUpOutputs();

function openFilming() {
  const failures: unknown[] = [];
  const outputs = new OutputSet({
    context: () => ({ alignedDelaySeconds: 0, recipe: null }),
    sourceSeconds: () => 0,
    film: { onFailure: (error) => failures.push(error) },
    onState: () => undefined,
  });
  closeLater(() => outputs.close());
  return { outputs, failures };
}

async function coloursIn(path: string) {
  const source = await openSource(
    { kind: 'file', path, pace: 'asFastAsPossible', loop: false },
    { size: { width: 8, height: 8 }, router: null, onState: () => undefined },
  );
  const frames: { seconds: number; rgb: number[] }[] = [];
  for await (const { presentationSeconds, data } of source.frames()) {
    frames.push({ seconds: presentationSeconds, rgb: [...data.subarray(96, 99)] });
  }
  await source.close();
  return { info: source.info, frames };
}

describe('film', () => {
  it('of a file', async () => {
    const path = makeColours(at('c.mp4'), [
      ['red', 60],
      ['green', 60],
      ['blue', 60],
    ]);
    const source = await openSource(
      { kind: 'file', path, pace: 'asFastAsPossible', loop: false },
      { size: { width: 8, height: 8 }, router: null, onState: () => undefined },
    );
    await source.close();
    console.log(source.info);
    console.time('cut');
    const clip = await filmOfFile({ path, info: source.info }).write(
      { fromSeconds: 1, toSeconds: 3.5 },
      at('clip.mp4'),
    );
    console.timeEnd('cut');
    const { frames, info } = await coloursIn(at('clip.mp4'));
    console.log(
      clip,
      info,
      frames.length,
      frames[0],
      frames.at(-1),
      frames.filter(({ rgb }) => rgb[1]! > 100).length,
    );
    console.time('pic');
    console.log((await pictureOf(at('clip.mp4'), 2.5 - clip!.fromSeconds))!.length);
    console.timeEnd('pic');
  });
  it.each([false, true])('of a live source, recording %s', async (recording) => {
    const { outputs, failures } = openFilming();
    if (recording) await outputs.attach(recordingOf(at('rec')));
    const watched = await play('test:ball#width=320&height=240&fps=30', outputs);
    await watched.until('frames', () => watched.frames.length >= 90);
    const f = outputs.film!.source(0);
    await f.shown(2.5);
    const clip = await f.write({ fromSeconds: 1.5, toSeconds: 2.5 }, at(`live${recording}.mp4`));
    console.log(clip, failures, existsSync(at(`live${recording}.mp4.part`)));
    const { frames, info } = await coloursIn(at(`live${recording}.mp4`));
    console.log(info, frames.length, frames[0]!.seconds, frames.at(-1)!.seconds);
  });
});

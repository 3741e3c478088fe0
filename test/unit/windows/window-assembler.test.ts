import { describe, expect, it } from 'vitest';
import { WindowAssembler } from '../../../src-inference/windows/index.ts';

/** Frames whose one byte is their number. */
function frames(rate: number, count: number, from = 0) {
  return Array.from({ length: count }, (_, i) => ({
    data: Uint8Array.of(i),
    presentationSeconds: from + i / rate,
  }));
}

function windows(rate: number, count: number, { hopSeconds = 0.5, frameCount = 4, from = 0 } = {}) {
  const assembler = new WindowAssembler({ seconds: 1, hopSeconds }, frameCount);
  const clips = [
    ...frames(rate, count, from).flatMap((frame) => assembler.push(frame)),
    ...assembler.finish(),
  ];
  return clips.map(({ startSeconds, frames: pictures }) => ({
    start: startSeconds,
    pictures: pictures.map((picture) => picture[0]),
  }));
}

describe('windows by time', () => {
  it.each([
    [12, 24],
    [25, 50],
    [30, 60],
    [60, 120],
  ])('a video of %i frames per second and 2 s gives the same windows', (rate, count) => {
    expect(windows(rate, count).map(({ start }) => start)).toEqual([0, 0.5, 1]);
  });

  it('a rate that changes in the middle gives the same windows', () => {
    const assembler = new WindowAssembler({ seconds: 1, hopSeconds: 0.5 }, 4);
    const changing = [...frames(60, 60), ...frames(10, 10, 1)];
    const clips = [...changing.flatMap((frame) => assembler.push(frame)), ...assembler.finish()];
    expect(clips.map(({ startSeconds }) => startSeconds)).toEqual([0, 0.5, 1]);
  });

  it('a picture is the one that was showing at its time', () => {
    expect(windows(12, 24)[0]!.pictures).toEqual([0, 3, 6, 9]);
    expect(windows(30, 60)[0]!.pictures).toEqual([0, 7, 15, 22]);
    expect(windows(2, 4)[0]!.pictures).toEqual([0, 0, 1, 1]);
  });

  it('starts where the source starts', () => {
    expect(windows(30, 45, { from: 10 }).map(({ start }) => start)).toEqual([10, 10.5]);
  });

  it('a source shorter than a window gives exactly one, filled up with its last picture', () => {
    expect(windows(30, 10)).toEqual([{ start: 0, pictures: [0, 7, 9, 9] }]);
    expect(windows(30, 1)).toEqual([{ start: 0, pictures: [0, 0, 0, 0] }]);
  });

  it('nothing gives nothing', () => {
    expect(windows(30, 0)).toEqual([]);
  });

  it('leaves out windows in which no frame came', () => {
    const assembler = new WindowAssembler({ seconds: 1, hopSeconds: 1 }, 2);
    const times = [0, 0.5, 1, 1.5, 6, 6.5, 7];
    const clips = times.flatMap((presentationSeconds) =>
      assembler.push({ data: Uint8Array.of(0), presentationSeconds }),
    );
    expect(clips.map(({ startSeconds }) => startSeconds)).toEqual([0, 1, 6]);
  });

  it('ignores a frame that goes back in time', () => {
    const assembler = new WindowAssembler({ seconds: 1, hopSeconds: 1 }, 2);
    assembler.push({ data: Uint8Array.of(1), presentationSeconds: 0.5 });
    expect(assembler.push({ data: Uint8Array.of(2), presentationSeconds: 0.2 })).toEqual([]);
  });

  it('keeps no more frames than a window needs', () => {
    const assembler = new WindowAssembler({ seconds: 1, hopSeconds: 0.25 }, 32);
    for (const frame of frames(30, 3000)) assembler.push({ ...frame, data: Uint8Array.of(0) });
    expect((assembler as unknown as { held: unknown[] }).held.length).toBeLessThan(40);
  });
});

describe('damaged and missing pictures', () => {
  const sharesOf = (pictures: readonly Parameters<WindowAssembler['push']>[0][]): number[] => {
    const assembler = new WindowAssembler({ seconds: 1, hopSeconds: 1 }, 4);
    const clips = [...pictures.flatMap((one) => assembler.push(one)), ...assembler.finish()];
    return clips.map(({ damagedShare }) => Number(damagedShare?.toFixed(2)));
  };

  it('are counted in the window that they belong to', () => {
    const damaged = frames(10, 30).map((frame, at) => ({ ...frame, damage: at >= 10 && at < 15 ? 1 : 0 }));
    expect(sharesOf(damaged)).toEqual([0, 0.56, 0]);
    const missing = frames(10, 30).filter((_, at) => at < 8 || at > 13);
    expect(sharesOf(missing.map((frame, at) => ({ ...frame, missingBefore: at === 8 ? 6 : 0 })))).toEqual([
      0.2, 0.44, 0,
    ]);
  });

  it('make a window of which nothing came, where it is known that something was sent', () => {
    const gap = frames(10, 40).filter((_, at) => at < 10 || at >= 30);
    expect(sharesOf(gap)).toEqual([0, 0]);
    expect(sharesOf(gap.map((frame, at) => ({ ...frame, missingBefore: at === 10 ? 20 : 0 })))).toEqual([
      0, 1, 1, 0,
    ]);
  });
});

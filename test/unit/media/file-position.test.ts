import { describe, expect, it } from 'vitest';
import {
  afterFrame,
  afterJump,
  endOfPass,
  fileStart,
  isInside,
  promisedEnd,
} from '../../../src-inference/media/file-position.ts';

describe('the position in a file', () => {
  it('is that of the newest frame', () => {
    expect(afterFrame(fileStart, { presentationSeconds: 1, durationSeconds: 0.25 })).toEqual({
      seconds: 1,
      endSeconds: 1.25,
      jump: null,
    });
  });

  it('stays where it is when a frame has no times', () => {
    const position = afterFrame(fileStart, { presentationSeconds: 1, durationSeconds: 0.25 });
    expect(afterFrame(position, { presentationSeconds: null, durationSeconds: null }).seconds).toBe(1);
  });

  it('remembers a seek until the next frame', () => {
    const jumped = afterJump(fileStart, 3, 'seek');
    expect(jumped).toMatchObject({ endSeconds: 3, jump: 'seek' });
    expect(afterFrame(jumped, { presentationSeconds: 3, durationSeconds: 0.04 }).jump).toBeNull();
  });

  it.each([
    [0, 2, true],
    [1.9, 2, true],
    [2, 2, false],
    [-0.1, 2, false],
    [100, null, true],
    [-1, null, false],
  ])('%d s in a file of %s s: %s', (seconds, duration, inside) => {
    expect(isInside(seconds, duration)).toBe(inside);
  });
});

describe('the end of a pass', () => {
  it.each([
    ['the end that the container promises', 10, 300, { isCutOff: false, seconds: 10 }, 'whole'],
    ['a last picture that is shown a little shorter', 9.2, 276, { isCutOff: false, seconds: 10 }, 'whole'],
    ['pictures that are missing', 6, 180, { isCutOff: false, seconds: 10 }, 'cutOff'],
    ['bytes that are missing', 9.9, 297, { isCutOff: true, seconds: 10 }, 'cutOff'],
    ['bytes that are missing, of no promised length', 9.9, 297, { isCutOff: true, seconds: null }, 'cutOff'],
    ['no frame at all', 0, 0, { isCutOff: null, seconds: 10 }, 'cutOff'],
    ['one frame without a duration', 0, 1, { isCutOff: null, seconds: null }, 'singlePicture'],
    ['frames without a known duration', 4, 120, { isCutOff: null, seconds: null }, 'whole'],
  ] as const)('%s', (_, endSeconds, frames, promised, end) => {
    expect(endOfPass({ seconds: 0, endSeconds, jump: null }, frames, promised)).toBe(end);
  });

  it.each([
    ['the picture counts, not the longer sound', false, 4, 8, { isCutOff: false, seconds: 4 }],
    [
      'a whole file that does not tell the length of its picture',
      false,
      null,
      20,
      { isCutOff: false, seconds: null },
    ],
    ['a stream without such tables: what GStreamer knows', null, null, 8, { isCutOff: null, seconds: 8 }],
    ['a file whose end is missing', true, null, 8, { isCutOff: true, seconds: 8 }],
    ['nothing is known', null, null, null, { isCutOff: null, seconds: null }],
  ] as const)('%s', (_, isCutOff, videoSeconds, streamSeconds, promised) => {
    expect(promisedEnd({ isCutOff, videoSeconds }, streamSeconds)).toEqual(promised);
  });
});

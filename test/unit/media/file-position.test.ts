import { describe, expect, it } from 'vitest';
import {
  afterFrame,
  afterJump,
  endOfPass,
  fileStart,
  isInside,
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
    ['the end that the container promises', 10, 300, 10, 'whole'],
    ['sound that lasts a little longer', 9.2, 276, 10, 'whole'],
    ['a file that was cut off', 6, 180, 10, 'cutOff'],
    ['no frame at all', 0, 0, 10, 'cutOff'],
    ['one frame without a duration', 0, 1, null, 'singlePicture'],
    ['frames without a known duration', 4, 120, null, 'whole'],
  ] as const)('%s', (_, endSeconds, frames, duration, end) => {
    expect(endOfPass({ seconds: 0, endSeconds, jump: null }, frames, duration)).toBe(end);
  });
});

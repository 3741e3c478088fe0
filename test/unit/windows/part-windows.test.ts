// Which windows belong to a part.
import { describe, expect, it } from 'vitest';
import { PartWindows } from '../../../src-inference/windows/index.ts';

/** A window of a second, every half second. */
function filled(count: number): PartWindows<{ startSeconds: number; endSeconds: number }> {
  const windows = new PartWindows<{ startSeconds: number; endSeconds: number }>();
  for (let i = 0; i < count; i++) windows.push({ startSeconds: i / 2, endSeconds: i / 2 + 1 });
  return windows;
}

const starts = (windows: ReturnType<typeof filled>): number[] =>
  windows.all.map(({ startSeconds }) => startSeconds);

describe('the windows of a part', () => {
  it('are those whose middle lies after the end of the part before', () => {
    const windows = filled(6);
    windows.endPart(1.5);
    expect(starts(windows)).toEqual([1, 1.5, 2, 2.5]);
  });

  it('begin anew when the source goes back', () => {
    const windows = filled(4);
    windows.push({ startSeconds: 0.5, endSeconds: 1.5 });
    expect(starts(windows)).toEqual([0.5]);
  });

  it('do not pile up: old ones are dropped by number or by time', () => {
    const byCount = filled(0);
    for (let i = 0; i < 100; i++) {
      byCount.push({ startSeconds: i, endSeconds: i + 1 });
      byCount.keepNewest(10);
      expect(byCount.all.length).toBeLessThan(20);
    }
    expect(byCount.all.length).toBeGreaterThanOrEqual(10);
    expect(byCount.all.at(-1)).toMatchObject({ startSeconds: 99 });
    const byTime = filled(10);
    byTime.keepSeconds(2);
    expect(starts(byTime)).toEqual([2.5, 3, 3.5, 4, 4.5]);
  });

  it('are none after a part that was aborted', () => {
    const windows = filled(3);
    windows.clear();
    expect(windows.all).toEqual([]);
  });
});

import { describe, expect, it } from 'vitest';
import { LiveTimeline } from '../../../src-inference/media/live-timeline.ts';

describe('the timeline of a live source', () => {
  it('starts at 0, at any time of the clock and the pipeline', () => {
    const timeline = new LiveTimeline();
    timeline.connect(3, 1000);
    expect(timeline.date(3)).toBeCloseTo(0, 3);
    expect(timeline.date(3.5)).toBeCloseTo(0.5, 3);
  });

  it('includes the real length of an interruption', () => {
    const timeline = new LiveTimeline();
    timeline.connect(3, 1000);
    timeline.date(5);
    timeline.connect(0, 1010);
    expect(timeline.date(0)).toBeCloseTo(10, 3);
  });

  it('never goes back', () => {
    const timeline = new LiveTimeline();
    timeline.connect(0, 1000);
    const times = [0, 1, 0.5, 0.6, 1.5].map((seconds) => timeline.date(seconds));
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
    expect(times.at(-1)).toBeCloseTo(1.5, 3);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFrameClock } from '../../../src-renderer/teach/editing/frame-clock.ts';
import {
  clockText,
  follow,
  pan,
  secondsAt,
  spanOf,
  ticksOf,
  wholeView,
  xOf,
  zoom,
} from '../../../src-renderer/teach/editing/time-view.ts';

describe('the view of the time line', () => {
  it('keeps the time under the pointer where it is when it is zoomed', () => {
    const near = zoom(wholeView(3600), 4, 900, 3600);
    expect(spanOf(near)).toBe(900);
    expect(xOf(900, near, 1000)).toBeCloseTo(250);
    expect(secondsAt(250, near, 1000)).toBeCloseTo(900);
  });

  it('never leaves the recording, and never shows less than half a second', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.02, max: 20_000, noNaN: true }),
        fc.array(
          fc.tuple(
            fc.double({ min: 0.05, max: 20, noNaN: true }),
            fc.double({ min: 0, max: 1, noNaN: true }),
          ),
          { maxLength: 30 },
        ),
        (duration, moves) => {
          let view = wholeView(duration);
          for (const [factor, share] of moves) {
            view = pan(zoom(view, factor, share * duration, duration), (share - 0.5) * duration, duration);
            view = follow(view, share * duration, duration);
            expect(view.fromSeconds).toBeGreaterThanOrEqual(0);
            expect(view.toSeconds).toBeLessThanOrEqual(Math.max(0.5, duration) + 1e-6);
            expect(spanOf(view)).toBeGreaterThan(0.49);
          }
        },
      ),
    );
  });

  it('turns over to the position once it has left the view', () => {
    const view = zoom(wholeView(100), 10, 0, 100);
    expect(follow(view, 9, 100)).toBe(view);
    expect(follow(view, 11, 100)).toEqual({ fromSeconds: 10, toSeconds: 20 });
  });

  it('has ticks as dense as their texts allow', () => {
    expect(
      ticksOf(wholeView(60), 600)
        .filter(({ text }) => text !== null)
        .map(({ text }) => text),
    ).toEqual(['0:00', '0:10', '0:20', '0:30', '0:40', '0:50', '1:00']);
    expect(ticksOf(wholeView(7200), 1000).length).toBeLessThan(60);
    expect(clockText(3725.26, 0.1)).toBe('1:02:05.3');
    expect(clockText(59.97, 0.1)).toBe('1:00.0');
  });
});

describe('the frames of a recording', () => {
  /** 25 frames a second, with a gap of half a second in which a camera sent nothing. */
  const clock = createFrameClock([0, 0.04, 0.08, 0.58, 0.62], 0.66);

  it('are found by the time at which they are shown', () => {
    expect([0, 0.039, 0.04, 0.3, 0.58, 5].map(clock.shownAt)).toEqual([0, 0, 0.04, 0.08, 0.58, 0.62]);
  });

  it('give the nearest time at which a label may begin or end', () => {
    expect([-1, 0.05, 0.3, 0.4, 0.65, 9].map(clock.nearest)).toEqual([0, 0.04, 0.08, 0.58, 0.66, 0.66]);
  });

  it('are gone through one by one, also over the gap', () => {
    expect([0, 1, 2, 3, 4, 5, 6].map((frames) => clock.step(0, frames))).toEqual([
      0, 0.04, 0.08, 0.58, 0.62, 0.66, 0.66,
    ]);
    expect(clock.step(0.66, -2)).toBe(0.58);
  });

  it('are taken as the player shows them while their times are not known', () => {
    const assumed = createFrameClock(null, 2);
    expect([assumed.isExact, assumed.nearest(1.2345), assumed.step(1, 3)]).toEqual([false, 1.2345, 1.1]);
    expect([assumed.nearest(-1), assumed.step(1.99, 3)]).toEqual([0, 2]);
  });

  it('are shown by a player that is sent into their middle', () => {
    expect(clock.middleAt(0.041)).toBeCloseTo(0.06);
    expect(clock.middleAt(0.2)).toBeCloseTo(0.33);
  });

  it('stay apart under any steps', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 2, max: 900 }), { minLength: 1, maxLength: 60 }),
        fc.nat(80),
        (lengths, frame) => {
          const times = [0];
          for (const length of lengths) times.push(times.at(-1)! + length / 1000);
          const any = createFrameClock(times, times.at(-1)! + 0.04);
          const at = [...times, any.durationSeconds];
          const known = Math.min(frame, at.length - 2);
          expect(any.nearest(at[known]!)).toBe(at[known]);
          expect(any.step(at[known]!, 1)).toBe(at[known + 1]);
          expect(any.shownAt(any.middleAt(at[known]!))).toBe(at[known]);
        },
      ),
    );
  });
});

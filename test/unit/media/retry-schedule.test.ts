import { describe, expect, it } from 'vitest';
import { Reconnection } from '../../../src-inference/media/reconnection.ts';
import { retrySeconds } from '../../../src-inference/media/retry-schedule.ts';

describe('the pause before the next attempt', () => {
  it.each([
    [null, [0.25, 0.5, 1, 2, 4, 8, 16, 30, 30]],
    ['source_refused', [0.25, 0.5, 1, 2, 4, 8, 16, 30, 30]],
    ['source_unauthorized', [60, 120, 240, 480, 960, 1800, 1800]],
    ['source_not_video', [5, 10, 20, 40, 60, 60]],
  ] as const)('after %s doubles up to a limit: %j', (code, seconds) => {
    expect(seconds.map((_, i) => retrySeconds(i + 1, code, 0))).toEqual(seconds);
  });

  it('is shorter by chance, by a quarter at most', () => {
    expect(retrySeconds(8, null, 1)).toBe(22.5);
    expect(retrySeconds(1000, null, 0.5)).toBe(26.25);
  });
});

describe('attempts', () => {
  let milliseconds = Date.UTC(2026, 10, 29, 10, 32);
  const now = (): Date => new Date(milliseconds);
  const pauseOf = ({ nextAt }: { readonly nextAt: string }) => Date.parse(nextAt) - milliseconds;

  it('are counted from the first failure to the first picture', () => {
    const attempts = new Reconnection(now, () => 0);
    const first = attempts.failed(null);
    expect(first).toEqual({
      attempts: 1,
      since: '2026-11-29T10:32:00.000Z',
      nextAt: '2026-11-29T10:32:00.250Z',
    });
    milliseconds += 250;
    const second = attempts.failed(null);
    expect(second).toMatchObject({ attempts: 2, since: first.since });
    expect(attempts.played()).toBe(second);
    expect(attempts.played()).toBeNull();
  });

  it('begin with the shortest pause after a source that played for a while, and not after one picture', () => {
    const attempts = new Reconnection(now, () => 0);
    attempts.failed(null);
    attempts.played();
    milliseconds += 1000;
    expect(pauseOf(attempts.failed(null))).toBe(500);
    attempts.played();
    milliseconds += 10_000;
    expect(pauseOf(attempts.failed(null))).toBe(250);
  });

  it('are made at once when a person wants it, with short pauses from then on', async () => {
    const attempts = new Reconnection(now, () => 0);
    attempts.failed('source_unauthorized');
    attempts.failed('source_unauthorized');
    expect(attempts.tryNow()).toBe(false);
    const waiting = attempts.wait(new AbortController().signal);
    expect(attempts.tryNow()).toBe(true);
    await waiting;
    const next = attempts.failed('source_unauthorized');
    expect([next.attempts, pauseOf(next)]).toEqual([3, 60_000]);
  });

  it('are not waited for when the source is closed', async () => {
    const attempts = new Reconnection(now, () => 0);
    attempts.failed('source_unauthorized');
    const closing = new AbortController();
    const waiting = attempts.wait(closing.signal);
    closing.abort();
    await waiting;
  });
});

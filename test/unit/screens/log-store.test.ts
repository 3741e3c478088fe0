import { describe, expect, it } from 'vitest';
import type { EngineEvent, LogEntry } from '../../../src-inference/contract/index.ts';
import { type Log, logCapacity, withEvent, withOlder } from '../../../src-renderer/station/log-store.ts';
import { at } from '../../screens/parts.ts';

const line = (number: number): LogEntry => ({
  key: `${number}`,
  at: at(number),
  event: { type: 'shiftStarted' },
});
const lines = (from: number, count: number) =>
  Array.from({ length: count }, (_, place) => line(from + place));

describe('the log of a screen', () => {
  it('holds what people read and nothing else', () => {
    const log: Log = { entries: [], more: false };
    const health = withEvent(log, {
      sequence: 1,
      at: at(1),
      event: { type: 'progress', seconds: 1, frames: 1, delaySeconds: null },
    });
    expect(health).toBe(log);
    expect(withEvent(log, { sequence: 2, at: at(2), event: { type: 'shiftStarted' } }).entries).toHaveLength(
      1,
    );
  });

  it('does not grow beyond its capacity: the oldest lines go, and can be read again', () => {
    const full: Log = { entries: lines(0, logCapacity), more: false };
    const after = withEvent(full, { sequence: 1, at: at(99_999), event: { type: 'shiftStarted' } });
    expect(after.entries.length).toBeLessThanOrEqual(logCapacity);
    expect(after.entries.at(-1)?.at).toBe(at(99_999));
    expect(after.more).toBe(true);
  });

  it('counts the attempts at a source in the line that tells why it does not play', () => {
    const name = 'rtsp://camera/';
    const source = { name, width: 0, height: 0, durationSeconds: null, framesPerSecond: null, codec: null };
    const retry = (attempts: number) => ({ attempts, since: at(0), nextAt: at(attempts) });
    const events: EngineEvent[] = [
      { type: 'sourceState', state: 'waiting', source, error: null, retry: retry(1) },
      { type: 'shiftStarted' },
      { type: 'sourceRetried', retry: retry(2) },
      { type: 'sourceRetried', retry: retry(14) },
      { type: 'sourceState', state: 'playing', source, error: null, retry: retry(14) },
      { type: 'sourceRetried', retry: retry(15) },
    ];
    const log = events.reduce<Log>(
      (before, event, i) => withEvent(before, { sequence: i + 1, at: at(i), event }),
      { entries: [], more: false },
    );
    expect(log.entries.map(({ event }) => event)).toEqual([
      { type: 'sourceState', state: 'waiting', source, error: null, retry: retry(14) },
      { type: 'shiftStarted' },
      { type: 'sourceState', state: 'playing', source, error: null, retry: retry(14) },
    ]);
  });

  it('takes older lines in front as long as there is room', () => {
    const log: Log = { entries: lines(500, 10), more: true };
    expect(withOlder(log, { entries: lines(0, 500), more: true })).toMatchObject({
      more: true,
      entries: { length: 510 },
    });
    const full: Log = { entries: lines(500, logCapacity - 100), more: true };
    const after = withOlder(full, { entries: lines(0, 500), more: true });
    expect(after.entries).toHaveLength(logCapacity);
    expect(after.entries[0]).toEqual(line(400));
    expect(after.more).toBe(false);
  });
});

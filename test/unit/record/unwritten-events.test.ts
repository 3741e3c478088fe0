import { describe, expect, it } from 'vitest';
import type { EngineEvent, NumberedEvent } from '../../../src-inference/contract/index.ts';
import { UnwrittenEvents } from '../../../src-inference/record/unwritten-events.ts';

let sequence = 0;

function numbered(event: EngineEvent): NumberedEvent {
  sequence += 1;
  return { sequence, at: new Date(sequence).toISOString(), event };
}

const window: EngineEvent = {
  type: 'windowClassified',
  startSeconds: 0,
  endSeconds: 1,
  label: 'red',
  probability: 1,
  probabilities: [1],
};
const dropped: EngineEvent = { type: 'windowsDropped', count: 1, total: 1 };
const started = (part: number): EngineEvent => ({ type: 'partStarted', part, atSeconds: 0, code: null });
const ended = (part: number): EngineEvent => ({
  type: 'partAborted',
  part,
  atSeconds: 1,
  reason: 'abandoned',
});

function filled(mostEvents: number, events: readonly EngineEvent[], mostBytes = 1e6): UnwrittenEvents {
  const waiting = new UnwrittenEvents({ mostEvents, mostBytes });
  for (const event of events) waiting.push(numbered(event));
  return waiting;
}

function drained(waiting: UnwrittenEvents): readonly NumberedEvent[] {
  const all: NumberedEvent[] = [];
  for (let next = waiting.first; next !== null; next = waiting.first) {
    all.push(next);
    waiting.shift();
  }
  return all;
}

const partOf = ({ event }: NumberedEvent): string =>
  'part' in event ? `${event.type} ${String(event.part)}` : event.type;

describe('events that could not be written', () => {
  it('come back in order, whatever they are worth', () => {
    const waiting = filled(100, [window, started(1), dropped, window, ended(1), window]);
    expect(waiting.count).toBe(6);
    const numbers = drained(waiting).map(({ sequence }) => sequence);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    expect([numbers.length, waiting.lost, waiting.first]).toEqual([6, 0, null]);
  });

  it('lose windows first, the oldest of them, then what is a detail', () => {
    const waiting = filled(4, [window, started(1), window, dropped, ended(1), window]);
    expect(waiting.lost).toBe(2);
    expect(drained(waiting).map(partOf)).toEqual([
      'partStarted 1',
      'windowsDropped',
      'partAborted 1',
      'windowClassified',
    ]);
    const parts = filled(2, [dropped, started(1), window, ended(1)]);
    expect(drained(parts).map(partOf)).toEqual(['partStarted 1', 'partAborted 1']);
  });

  it('lose the oldest part whole when only parts are left', () => {
    const waiting = filled(
      4,
      [1, 2, 3].flatMap((part) => [started(part), ended(part)]),
    );
    expect(drained(waiting).map(partOf)).toEqual([
      'partStarted 2',
      'partAborted 2',
      'partStarted 3',
      'partAborted 3',
    ]);
    expect(waiting.lost).toBe(2);
  });

  it('never lose the end of a part whose start is written already, nor the part in progress', () => {
    const waiting = filled(2, [
      ended(1),
      ...[2, 3].flatMap((part) => [started(part), ended(part)]),
      started(4),
    ]);
    expect(drained(waiting).map(partOf)).toEqual(['partAborted 1', 'partStarted 4']);
    const only = filled(1, [ended(1), started(2)]);
    expect(drained(only).map(partOf)).toEqual(['partAborted 1', 'partStarted 2']);
  });

  it('are bounded by their bytes as well', () => {
    const waiting = filled(
      1000,
      Array.from({ length: 100 }, () => window),
      2000,
    );
    expect(waiting.count).toBeLessThan(20);
    expect(waiting.count + waiting.lost).toBe(100);
  });

  it('are counted anew each time', () => {
    const waiting = filled(1, [window, window]);
    waiting.begin();
    expect(waiting.lost).toBe(0);
  });
});

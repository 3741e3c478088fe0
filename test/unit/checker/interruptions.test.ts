// Work that stops and goes on: people are told, and the judgement stays as it was.
import { describe, expect, it } from 'vitest';
import { createChecker } from '../../../src-inference/checker/index.ts';
import type { SequenceEvent } from '../../../src-inference/contract/index.ts';
import { parseRecipe } from '../../../src-inference/recipe/index.ts';
import { background, letters, type Stretch, told, unknown, watch, windowsOf } from './letters.ts';

const recipe = parseRecipe('name: a\ntitle: A\nsteps: [a, {step: b, typicalSeconds: 8}, c]', 'a.yaml');
const action = (label: string, seconds = 2): Stretch => ({ label, seconds });
const nothing = (seconds: number): Stretch => ({ label: background, seconds });
const begun = [nothing(1), action('a'), nothing(1)];
const ended = [nothing(1), action('c'), nothing(4)];

/** As `b 6`: b was interrupted at about 6 s; `over 10`. */
const interruptions = (events: readonly SequenceEvent[]): string[] =>
  events.flatMap((event) => {
    if (event.type === 'workInterrupted') return [`${event.label} ${Math.round(event.atSeconds)}`];
    return event.type === 'workResumed' ? [`over ${Math.round(event.atSeconds)}`] : [];
  });

describe('work that stops', () => {
  it('is told once as an interrupted action, and once when the action goes on', () => {
    const events = watch(recipe, [...begun, action('b'), nothing(4), action('b'), ...ended]);
    expect(interruptions(events)).toEqual(['b 6', 'over 10']);
    expect(told(events)).toEqual(['pass 1 2 3']);
  });

  it('in the middle of an action for something unknown is told in the same way', () => {
    const away = { label: unknown, seconds: 6 };
    const events = watch(recipe, [...begun, action('b'), away, action('b'), ...ended]);
    expect(interruptions(events)).toEqual(['b 6', 'over 12']);
    expect(told(events)).toEqual(['pass 1 2 3']);
  });

  it('between two actions for something unknown is told without an action', () => {
    const away = { label: unknown, seconds: 6 };
    const events = watch(recipe, [...begun, away, nothing(1), action('b', 8), ...ended]);
    expect(interruptions(events)).toEqual(['null 3', 'over 11']);
    expect(told(events)).toEqual(['pass 1 2 3']);
  });

  it('is over with the part', () => {
    const events = watch(recipe, [...begun, action('b'), nothing(4)]);
    expect(interruptions(events)).toEqual(['b 6']);
    expect(events.at(-1)?.type).toBe('partEnded');
  });

  it('is not told of an ordinary pause', () => {
    expect(interruptions(watch(recipe, 'abc'))).toEqual([]);
    expect(interruptions(watch(recipe, [...begun, action('b', 8), nothing(12), ...ended]))).toEqual([]);
  });
});

describe('the last step of a part', () => {
  const slowEnd = parseRecipe('name: a\ntitle: A\nsteps: [a, b, {step: c, typicalSeconds: 8}]', 'a.yaml');
  const untilLast = [...begun, action('b'), nothing(1), action('c')];
  const ends = (events: readonly SequenceEvent[]): number[] =>
    events.flatMap((event) => (event.type === 'partEnded' ? [Math.round(event.atSeconds)] : []));

  it.each([
    nothing(4),
    nothing(7),
    { label: unknown, seconds: 5 },
  ])('that is interrupted goes on, and no second part begins (%o)', (away) => {
    const events = watch(slowEnd, [...untilLast, away, action('c', 6), nothing(4)]);
    expect(told(events)).toEqual(['pass 1 2 3']);
    const resumed = 9 + away.seconds;
    expect(ends(events)).toEqual([resumed + 6]);
  });

  it('that never goes on ends the part after ten seconds', () => {
    const checker = createChecker(slowEnd, { labels: letters, background, confusion: null });
    let seconds = 0;
    for (const window of windowsOf([...untilLast, nothing(30)])) {
      const ended = checker.push(window).some(({ type }) => type === 'partEnded');
      if (ended) seconds = window.endSeconds;
    }
    expect(seconds).toBeGreaterThan(18);
    expect(seconds).toBeLessThan(20.5);
  });

  it('that was as good as done ends the part at once', () => {
    const checker = createChecker(slowEnd, { labels: letters, background, confusion: null });
    const until = [...begun, action('b'), nothing(1), action('c', 7), nothing(3)];
    const events = [...windowsOf(until)].flatMap((window) => checker.push(window));
    expect(told(events)).toEqual(['pass 1 2 3']);
  });
});

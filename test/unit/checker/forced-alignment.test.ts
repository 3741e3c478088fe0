// Drafts of labels: windows of recordings of right parts, with errors of the network, become the actions that were done.
import { describe, expect, it } from 'vitest';
import { alignDraft } from '../../../src-inference/checker/index.ts';
import type { DraftAction, WindowScores } from '../../../src-inference/contract/index.ts';
import { parseRecipe } from '../../../src-inference/recipe/index.ts';
import { background, letters, type Stretch, stretchesOf, windowsOf } from './letters.ts';

const network = { labels: letters, background, confusion: null };
const recipeOf = (body: string) => parseRecipe(`name: a\ntitle: A\n${body}\n`, 'a.yaml');
const abc = recipeOf('steps: [a, b, c]');

const align = (body: string | null, windows: Iterable<WindowScores>): DraftAction[] =>
  alignDraft({ recipe: body === null ? null : recipeOf(body) }, network, [...windows]);
const labelsOf = (draft: readonly DraftAction[]): string => draft.map(({ label }) => label).join('');
const align3 = (windows: Iterable<WindowScores>): DraftAction[] =>
  alignDraft({ recipe: abc }, network, [...windows]);

/** The windows between two times name another label. */
function* misnamed(windows: Iterable<WindowScores>, from: number, to: number, as: string) {
  for (const window of windows) {
    const middle = (window.startSeconds + window.endSeconds) / 2;
    const isWrong = middle >= from && middle < to;
    const probabilities = letters.map((letter) => (letter === as ? 0.9 : 0.1 / (letters.length - 1)));
    yield isWrong ? { ...window, probabilities } : window;
  }
}

describe('with a recipe', () => {
  it('finds each step where it was done, to about half a hop', () => {
    const work = 'abc';
    const draft = align3(windowsOf(stretchesOf(work)));
    expect(labelsOf(draft)).toBe(work);
    for (const [at, { startSeconds, endSeconds, confidence }] of draft.entries()) {
      expect(Math.abs(startSeconds - (1 + 3 * at))).toBeLessThan(0.14);
      expect(Math.abs(endSeconds - (3 + 3 * at))).toBeLessThan(0.14);
      expect(confidence).toBeGreaterThan(0.9);
    }
  });

  it('puts a step right that the network takes for another one, and is less sure of it', () => {
    // All of b, from 4 to 6 s.
    const draft = align3(misnamed(windowsOf(stretchesOf('abc')), 4, 6, 'x'));
    expect(labelsOf(draft)).toBe('abc');
    const [a, b, c] = draft;
    expect(b!.startSeconds).toBeGreaterThan(3.5);
    expect(b!.endSeconds).toBeLessThan(6.5);
    expect(b!.confidence).toBeLessThan(Math.min(a!.confidence, c!.confidence));
  });

  it('does not believe what the order forbids', () => {
    const draft = align3(misnamed(windowsOf(stretchesOf('abc')), 3, 3.75, 'c'));
    expect(labelsOf(draft)).toBe('abc');
  });

  it('aligns one part after the other', () => {
    expect(labelsOf(align3(windowsOf(stretchesOf('abcabc|abc'))))).toBe('abcabcabc');
  });

  it.each([
    ['steps: [a, {anyOrder: [b, c, d]}, e]', 'acbde'],
    ['steps: [a, {step: b, optional: true}, c]', 'ac'],
    ['steps: [a, {oneOf: [b, {sequence: [c, d]}]}, e]', 'acde'],
    ['steps: [{repeat: 2..4, sequence: [a, b]}, c]', 'abababc'],
    ['part: {start: mark}\nsteps: [a, b]', 'abab'],
    ['part: {batch: 2}\nsteps: [a, b]', 'aabb'],
    ['tolerated: [x]\nsteps: [a, b]', 'axb'],
  ])('follows %s', (body, work) => {
    expect(labelsOf(align(body, windowsOf(stretchesOf(work))))).toBe(work);
  });

  it('leaves out what a person does beside the recipe', () => {
    const beside: Stretch[] = [{ label: 'x', seconds: 2 }, ...stretchesOf('abc'), { label: 'y', seconds: 2 }];
    expect(labelsOf(align3(windowsOf(beside)))).toBe('abc');
  });

  it('finds the part also after long other work that looks like an action', () => {
    const beside: Stretch[] = [
      { label: 'x', seconds: 25 },
      ...stretchesOf('abc'),
      { label: 'y', seconds: 20 },
    ];
    const draft = align3(windowsOf(beside));
    expect(labelsOf(draft)).toBe('abc');
    expect(draft[0]!.startSeconds).toBeGreaterThan(25.5);
  });

  it('has no overlaps where one action follows the other at once', () => {
    const work: Stretch[] = [...'abc'].map((label) => ({ label, seconds: 2 }));
    const draft = align3(windowsOf(work));
    expect(labelsOf(draft)).toBe('abc');
    for (const [at, { startSeconds }] of draft.entries()) {
      if (at > 0) expect(startSeconds).toBeGreaterThanOrEqual(draft[at - 1]!.endSeconds);
    }
  });

  it('takes a recording that breaks off as it is', () => {
    expect(labelsOf(align3(windowsOf(stretchesOf('abca'))))).toBe('abca');
    expect(align3([])).toEqual([]);
  });

  it('gives the same label to the longer of two stretches where durations are known', () => {
    const durations = {
      actions: new Map([['b', { typicalSeconds: 6, spread: 0.3 }]]),
      pause: { typicalSeconds: 1, spread: 0.5 },
    };
    const work: Stretch[] = [
      ...stretchesOf('a'),
      { label: 'b', seconds: 6 },
      { label: background, seconds: 1 },
      { label: 'c', seconds: 2 },
    ];
    const draft = alignDraft({ recipe: abc, durations }, network, [...windowsOf(work)]);
    expect(draft[1]).toMatchObject({ label: 'b' });
    expect(draft[1]!.endSeconds - draft[1]!.startSeconds).toBeCloseTo(6, 0);
  });
});

describe('without a recipe', () => {
  it('names what the windows show, in any order', () => {
    expect(labelsOf(align(null, windowsOf(stretchesOf('cxab'))))).toBe('cxab');
  });

  it('leaves out what one window shows alone', () => {
    expect(labelsOf(align(null, misnamed(windowsOf(stretchesOf('ab')), 3.25, 3.5, 'x')))).toBe('ab');
  });

  it('names nothing where nothing is done', () => {
    expect(align(null, windowsOf([{ label: background, seconds: 9 }]))).toEqual([]);
  });
});

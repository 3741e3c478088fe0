// From the label of each window, a quarter of a second apart, to the actions that were done.
import { describe, expect, it } from 'vitest';
import { createSegmenter } from '../../../src-inference/sequence/segmenter.ts';

const labels = ['-', 'a', 'b'];
const hopSeconds = 0.25;

function segments(windows: string, background: string | null = '-') {
  const segmenter = createSegmenter(labels, background);
  const changes = [...windows].flatMap((shown, i) =>
    segmenter.push({
      startSeconds: i * hopSeconds,
      endSeconds: i * hopSeconds + 1,
      probabilities: labels.map((label) => (label === shown ? 0.9 : 0.05)),
    }),
  );
  return [...changes, ...segmenter.finish()];
}

describe('segments', () => {
  it.each<[string, string, string]>([
    ['nothing', '--------', ''],
    ['one action', '----aaaa----', 'a'],
    ['two actions with a gap', '----aaaa----bbbb----', 'ab'],
    ['two actions without one', '----aaaabbbb----', 'ab'],
    ['the same action twice', '----aaaa----aaaa----', 'aa'],
    ['a window of doubt inside of an action', '----aaabaaa----', 'a'],
    ['a blip', '------a------', ''],
    ['an action at the very start and end', 'aaaa--------bbbb', 'ab'],
    ['a video of one window', 'a', 'a'],
  ])('%s: %s', (_, windows, expected) => {
    const closed = segments(windows).filter(({ kind }) => kind === 'closed');
    expect(closed.map(({ segment }) => segment.label).join('')).toBe(expected);
  });

  it('reach from half a hop before the first centre to half a hop after the last', () => {
    const [closed] = segments('----aaaa----').filter(({ kind }) => kind === 'closed');
    expect(closed!.segment).toMatchObject({ startSeconds: 1.375, endSeconds: 2.375, windows: 4 });
    expect(closed!.segment.probability).toBeCloseTo(0.9);
  });

  it('are opened once and closed once, in turn', () => {
    expect(segments('----aaaabbbb----aaaa').map(({ kind }) => kind)).toEqual(
      new Array(3).fill(['opened', 'closed']).flat(),
    );
  });

  it('need no background', () => {
    const closed = segments('aaaaabbbbb', null).filter(({ kind }) => kind === 'closed');
    expect(closed.map(({ segment }) => segment.label)).toEqual(['a', 'b']);
  });
});

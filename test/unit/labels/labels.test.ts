import { describe, expect, it } from 'vitest';
import { labelOf, parseLabels } from '../../../src-inference/labels/index.ts';

const action = (startSeconds: number, endSeconds: number, label: string) => ({
  startSeconds,
  endSeconds,
  label,
});

describe('labels', () => {
  const labels = ['idle', 'spacer', 'lid'];
  const read = (text: string) => parseLabels(text, 'labels.csv', labels);

  it('are read from CSV with the columns in any order, and other columns are ignored', () => {
    const expected = [action(1, 2.5, 'spacer'), action(3, 4, 'lid')];
    expect(read('start,end,label\n1,2.5,spacer\n3,4,lid\n')).toEqual(expected);
    expect(read('label;who;start;end\r\nlid;ann;3;4\r\nspacer;ann;1;2.5')).toEqual(expected);
    expect(read('"start"\t"end"\t"label"\n1\t2.5\t"spacer"\n3\t4\tlid')).toEqual(expected);
    expect(read('1,2.5,spacer\n3,4,lid')).toEqual(expected);
    const quoted = '3,4,"press, then ""hold"""\n1,2,b';
    expect(parseLabels(quoted, 'a.csv', null)).toEqual([
      action(1, 2, 'b'),
      action(3, 4, 'press, then "hold"'),
    ]);
  });

  it.each([
    ['a label that is not known', '1,2,spcer', /"spcer".*"spacer"/, 2],
    ['an end before its start', '2,1,lid', /ends before/, 2],
    ['a time that is none', '1,two,lid', /two times/, 2],
    ['a time that is missing', ',2,lid', /two times/, 2],
    ['a label that is missing', '1,2,', /no label/, 2],
  ])('%s is an error at its line', (_, line, message, number) => {
    try {
      read(`start,end,label\n${line}\n`);
    } catch (thrown) {
      expect(thrown).toMatchObject({
        code: 'labels_invalid',
        line: number,
        message: expect.stringMatching(message),
      });
      return;
    }
    expect.unreachable();
  });

  it('give a window the label that fills most of it', () => {
    const actions = [action(0, 1, 'spacer'), action(1.2, 3, 'lid')];
    const label = (startSeconds: number, background: string | null) =>
      labelOf(actions, { startSeconds, endSeconds: startSeconds + 1 }, background);
    expect(label(0.2, 'idle')).toBe('spacer');
    expect(label(0.9, 'idle')).toBe('lid');
    expect(label(2.8, 'idle')).toBe('idle');
    expect(label(2.8, null)).toBe('lid');
    expect(label(5, null)).toBeNull();
  });
});

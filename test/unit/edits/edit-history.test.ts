import { describe, expect, it } from 'vitest';
import { beginHistory, recordEdit, redo, undo } from '../../../src-renderer/edits/index.ts';
import { diffLines } from '../../../src-renderer/recipes/line-diff.ts';

describe('undo and redo', () => {
  it('takes back an edit, and does it again', () => {
    const edited = recordEdit(recordEdit(beginHistory('a'), 'b', null, 0), 'c', null, 10);
    expect(undo(edited).present).toBe('b');
    expect(undo(undo(edited)).present).toBe('a');
    expect(redo(undo(edited)).present).toBe('c');
  });

  it('takes quick edits of one kind back as one', () => {
    let history = beginHistory('');
    for (const [at, text] of ['a', 'ab', 'abc'].entries())
      history = recordEdit(history, text, 'text', at * 200);
    expect(undo(history).present).toBe('');
  });

  it('keeps apart what was edited after a pause, or in another place', () => {
    const first = recordEdit(beginHistory('a'), 'b', 'text', 0);
    expect(undo(recordEdit(first, 'c', 'text', 5000)).present).toBe('b');
    expect(undo(recordEdit(first, 'c', 'title', 10)).present).toBe('b');
  });

  it('does not join an edit to what was just undone', () => {
    const undone = undo(recordEdit(recordEdit(beginHistory('a'), 'b', null, 0), 'c', 'text', 10));
    expect(undo(recordEdit(undone, 'd', 'text', 20)).present).toBe('b');
  });

  it('forgets what was undone when something else is edited', () => {
    const other = recordEdit(undo(recordEdit(beginHistory('a'), 'b', null, 0)), 'c', null, 10);
    expect(redo(other)).toBe(other);
  });

  it('stays where it is at the ends', () => {
    const history = beginHistory('a');
    expect(undo(history)).toBe(history);
    expect(redo(history)).toBe(history);
  });
});

describe('what changed between two versions', () => {
  it('shows what was taken out before what came in', () => {
    expect(diffLines('a\nb\nc\n', 'a\nx\nc\nd\n')).toEqual([
      { kind: 'same', text: 'a', before: 1, after: 1 },
      { kind: 'removed', text: 'b', before: 2, after: null },
      { kind: 'added', text: 'x', before: null, after: 2 },
      { kind: 'same', text: 'c', before: 3, after: 3 },
      { kind: 'added', text: 'd', before: null, after: 4 },
    ]);
  });

  it('shows nothing but the same lines for the same text', () => {
    expect(diffLines('a\nb', 'a\nb\n').every(({ kind }) => kind === 'same')).toBe(true);
  });

  it('compares with nothing', () => {
    expect(diffLines('', 'a\n')).toEqual([{ kind: 'added', text: 'a', before: null, after: 1 }]);
  });
});

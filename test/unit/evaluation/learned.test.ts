// The measurement of learnt recipes, with invented recordings.
import { describe, expect, it } from 'vitest';
import { measureLearned } from '../../../src-inference/evaluation/learned.ts';
import { atLineSpeed } from '../../../src-inference/evaluation/line-times.ts';
import { tasksOf } from '../../../src-inference/evaluation/recordings.ts';

/** A label file in which each letter is an action of 10 s. */
const file = (path: string, work: string) => ({
  path,
  text: `start,end,label\n${[...work].map((label, at) => `${at * 10},${at * 10 + 10},${label}`).join('\n')}\n`,
});
const folder = (task: string, works: readonly string[]) =>
  works.map((work, at) => file(`${task}/${at}.csv`, work));
const measure = (...files: { path: string; text: string }[]) =>
  measureLearned({ tasks: tasksOf(files), accuracy: 1, seed: 1 });

describe('recordings', () => {
  it('are tasks by folder, with at least four that are not empty', () => {
    const files = [...folder('line/one', ['ab', 'ab', 'ba', 'ab']), ...folder('two', ['ab', 'ab', 'ba', ''])];
    expect(tasksOf(files).map(({ name, recordings }) => [name, recordings.length])).toEqual([
      ['line/one', 4],
    ]);
  });

  it('may be annotated assemblies, by family', () => {
    const text = '0,60,attach,a,base,correct,\r\n90,150,attach,b,base,mistake,wrong order';
    const files = [1, 2, 3, 4].map((person) => ({ path: `nusar_both_${person}-z01a_x.csv`, text }));
    const [task] = tasksOf(files);
    expect(task?.name).toBe('z01');
    expect(task?.recordings[0]).toMatchObject([{ isRight: true }, { isRight: false }]);
  });

  it('are brought to the speed of a line, with a pause between two actions', () => {
    const actions = [
      { startSeconds: 100, endSeconds: 101 },
      { startSeconds: 101, endSeconds: 150 },
      { startSeconds: 190, endSeconds: 194 },
    ];
    expect(atLineSpeed(actions)).toEqual([
      { startSeconds: 2, endSeconds: 4 },
      { startSeconds: 5, endSeconds: 11 },
      { startSeconds: 14, endSeconds: 18 },
    ]);
  });
});

describe('learnt recipes', () => {
  const works = ['abcde', 'acbde', 'abcde', 'acbde', 'abcde', 'acbde'];

  it('are measured for each task and for all together', () => {
    const rows = measure(...folder('one', works), ...folder('two', works.slice(0, 4)));
    expect(rows.map(({ task, recordings }) => [task, recordings])).toEqual([
      ['one', 6],
      ['two', 4],
      ['all', 10],
    ]);
    for (const row of rows) {
      expect(row).toMatchObject({ goodFailed: 0, goodWarned: 0, skippedPassed: 0, repeatedPassed: 0 });
    }
  });

  it('do not fail who does what no example shows', () => {
    const [row] = measure(...folder('one', [...works, 'abcdxe']));
    expect(row).toMatchObject({ goodFailed: 0 });
    expect(row?.goodWarned).toBeCloseTo(1 / 7);
  });

  it('need a task', () => {
    expect(() => measure(...folder('one', ['ab']))).toThrowError(/no task/);
  });
});

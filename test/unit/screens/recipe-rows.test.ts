import { describe, expect, it } from 'vitest';
import type { RecipeElement } from '../../../src-inference/contract/index.ts';
import { firstSteps } from '../../../src-renderer/live/recipe/free-order.ts';
import {
  countRows,
  nearSteps,
  type RecipeRow,
  recipeRows,
} from '../../../src-renderer/live/recipe/recipe-rows.ts';
import { coupling, extra, group, judged, steps, written } from '../../screens/parts.ts';

/** A row in a few letters: `5ok`, `13>` current, `14` to do, `[3/4` head of a round, `[1-2/4 done]` rounds in a line. */
function short(row: RecipeRow): string {
  switch (row.kind) {
    case 'step':
      return `${row.step.index}${row.judged?.status ?? stateMarks[row.state]}`;
    case 'extra':
      return `+${row.judged.label}`;
    case 'group':
      return `${'-'.repeat(row.depth)}${row.group.kind}`;
    case 'round':
      return `[${row.number}/${row.of}`;
    case 'rounds':
      return `[${row.from}-${row.to}/${row.of}${row.done ? ' done' : ''}]`;
    default:
      return row satisfies never;
  }
}
const stateMarks = { done: '', current: '>', ahead: '', leftOut: '/' } as const;
const rowsOf = (...given: Parameters<typeof recipeRows>) => recipeRows(...given).map(short);
const expected = (index: number) => ({ index, label: coupling.steps[index - 1]!.label });

describe('the recipe as rows', () => {
  it('before a part: repeats to come take one line', () => {
    expect(rowsOf(coupling, null, true)).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
      '[1-4/4]',
      '18',
      '19',
      '20',
      '21',
      '22',
    ]);
  });

  it('in round 3: rounds before and after it take a line each, the current one is open', () => {
    const progress = { steps: steps(12), expected: expected(13), code: null };
    expect(rowsOf(coupling, progress, true)).toEqual([
      '1ok',
      '2ok',
      '3ok',
      '4ok',
      '5ok',
      '[1-2/4 done]',
      '[3/4',
      '12ok',
      '13>',
      '14',
      '[4-4/4]',
      '18',
      '19',
      '20',
      '21',
      '22',
    ]);
  });

  it('a round in which something was wrong stays open', () => {
    const progress = { steps: steps(14, judged(7, 'wrong')), expected: expected(15), code: null };
    expect(rowsOf(coupling, progress, true).slice(5)).toEqual([
      '[1/4',
      '6ok',
      '7wrong',
      '8ok',
      '[2-3/4 done]',
      '[4/4',
      '15>',
      '16',
      '17',
      '18',
      '19',
      '20',
      '21',
      '22',
    ]);
  });

  it('an extra action stands where it happened, and opens its round', () => {
    const progress = { steps: steps(14, extra('separator', 10)), expected: expected(15), code: null };
    expect(rowsOf(coupling, progress, true).slice(5, 11)).toEqual([
      '[1-1/4 done]',
      '[2/4',
      '9ok',
      '10ok',
      '+separator',
      '11ok',
    ]);
  });

  it('an extra action before the first step comes first', () => {
    const first = extra('spacer', 0);
    expect(rowsOf(coupling, { steps: [first], expected: expected(1), code: null }, true).slice(0, 2)).toEqual(
      ['+spacer', '1>'],
    );
  });

  it('all rounds are open when they are wanted so', () => {
    expect(rowsOf(coupling, { steps: steps(22), expected: null, code: null }, false)).toHaveLength(22 + 4);
  });

  it('an empty recipe has no rows', () => {
    expect(recipeRows({ ...coupling, steps: [], elements: [] }, null, true)).toEqual([]);
  });
});

describe('a recipe that leaves a choice', () => {
  const elements = [
    written('base'),
    group('anyOrder', written('left'), group('oneOf', written('red'), written('blue')), written('cap', true)),
    written('lid'),
  ];
  const numbered = ['base', 'left', 'red', 'blue', 'cap', 'lid'].map((label, place) => ({
    ...coupling.steps[0]!,
    index: place + 1,
    label,
    optional: ['red', 'blue', 'cap'].includes(label),
  }));
  const after = (...done: readonly number[]) =>
    rowsOf(
      { ...coupling, steps: numbered, elements },
      { steps: done.map((index) => ({ ...judged(1), index })), expected: null, code: null },
      true,
    );

  it.each([
    ['nothing is done', [], ['1', 'anyOrder', '2', '-oneOf', '3', '4', '5', '6']],
    [
      'a later one of any order is done first',
      [1, 5],
      ['1ok', 'anyOrder', '2', '-oneOf', '3', '4', '5ok', '6'],
    ],
    ['one of several is done', [1, 4], ['1ok', 'anyOrder', '2', '-oneOf', '3/', '4ok', '5', '6']],
    ['the group is over', [1, 2, 3, 6], ['1ok', 'anyOrder', '2ok', '-oneOf', '3ok', '4/', '5/', '6ok']],
  ])('%s', (_, done, rows) => {
    expect(after(...done)).toEqual(rows);
  });

  it('counts only what the part needs', () => {
    const progress = {
      steps: [1, 2, 3, 6].map((index) => ({ ...judged(1), index })),
      expected: null,
      code: null,
    };
    expect(countRows(recipeRows({ ...coupling, steps: numbered, elements }, progress, true))).toEqual({
      done: 4,
      of: 4,
    });
  });
});

describe('a recipe with a batch, a counted step, a choice and variants', () => {
  const elements = [
    { ...written('screw'), repeat: { min: 1, max: 2 } },
    { ...group('anyOrder', written('red'), written('blue')), atLeast: 1 },
    written('lid'),
  ];
  const numbered = [
    ...['screw', 'screw', 'screw', 'screw', 'red', 'red', 'blue', 'blue', 'lid', 'lid'].map(
      (label, place) => ({
        ...coupling.steps[0]!,
        index: place + 1,
        label,
        when: label === 'lid' ? [{ when: ['L*'], unless: [] }] : [],
      }),
    ),
  ];
  const recipe = { ...coupling, steps: numbered, elements, part: { ...coupling.part, batch: 2 } };

  it('has a heading where the choice begins', () => {
    const rows = recipeRows(recipe, null, true);
    expect(rows.find(({ kind }) => kind === 'group')).toMatchObject({
      firstIndex: 5,
      group: { atLeast: 1, count: 2, from: 5, to: 8 },
    });
  });

  it('shows the steps of its own variant only, once the code is known', () => {
    const steps = (code: string | null) =>
      rowsOf(recipe, { steps: [], expected: null, code }, true).filter((row) => /^(9|10)$/.test(row));
    expect(rowsOf(recipe, null, true)).toContain('9');
    expect(steps('L-1')).toEqual(['9', '10']);
    expect(steps('R-1')).toEqual([]);
    expect(steps(null)).toEqual([]);
  });
});

describe('the steps that a part may begin with', () => {
  const firsts = (...elements: RecipeElement[]) => firstSteps({ elements, part: coupling.part });
  it.each<[string, RecipeElement[], number[]]>([
    ['the first one', [written('red'), written('blue')], [1]],
    ['an optional one, or the one after it', [written('red', true), written('blue')], [1, 2]],
    ['any of a group', [group('anyOrder', written('red'), written('blue')), written('lid')], [1, 2]],
    [
      'the first of each alternative',
      [group('oneOf', group('sequence', written('red'), written('green')), written('blue'))],
      [1, 3],
    ],
    [
      'none that comes after another',
      [group('anyOrder', written('red'), { ...written('blue'), after: ['red'] })],
      [1],
    ],
    [
      'a repeat that may be left out, or what follows all its rounds',
      [{ ...written('red'), repeat: { min: 0, max: 3 } }, written('blue')],
      [1, 4],
    ],
  ])('%s', (_, elements, numbers) => {
    expect(firsts(...elements)).toEqual(numbers);
  });
});

describe('the steps that are read from afar', () => {
  it('are the current one, those beside it, and all that may come next', () => {
    const progress = { steps: steps(5), expected: { index: 6, label: 'spacer' }, code: null };
    const near = nearSteps(recipeRows(coupling, progress, false), [
      { index: 6, label: 'spacer' },
      { index: 9, label: 'spacer' },
    ]);
    expect([...near].toSorted((a, b) => a - b)).toEqual([5, 6, 7, 9]);
  });
});

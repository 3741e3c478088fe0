// What a draft still needs, what may be a slip in it, and where a pressed action goes.
import { describe, expect, it } from 'vitest';
import { readDraft } from '../../../src-renderer/recipes/draft.ts';
import { hintsOn, missingIn } from '../../../src-renderer/recipes/draft-hints.ts';
import { gapAfter } from '../../../src-renderer/recipes/tree-rows.ts';

const draftOf = (steps: string, title = 'Pump') =>
  readDraft(`name: pump\ntitle: ${JSON.stringify(title)}\nsteps: ${steps}\n`).draft!;
const titleOf = (label: string) => label;

describe('what a draft still needs', () => {
  it.each([
    ['a new one', draftOf('[]', ''), [{ kind: 'title' }, { kind: 'steps' }]],
    ['one without a name', readDraft('title: Pump\nsteps: [a]\n').draft!, [{ kind: 'name' }]],
    ['an empty group', draftOf('[a, {sequence: []}]'), [{ kind: 'group', path: ['steps', 1] }]],
    ['a whole one', draftOf('[a]'), []],
  ])('%s', (_, draft, missing) => expect(missingIn(draft)).toEqual(missing));
});

describe('what may be a slip', () => {
  it.each([
    ['one alternative', '[{oneOf: [a]}]', [{ kind: 'oneAlternative', path: ['steps', 0] }]],
    ['two alternatives', '[{oneOf: [a, b]}]', []],
    [
      'the title of another action',
      '[{step: a, title: B}, b]',
      [{ kind: 'sameTitle', path: ['steps', 0], title: 'B' }],
    ],
    ['one action that is done twice', '[{step: a, title: Ring}, {step: a, title: Ring}]', []],
  ])('%s', (_, steps, hints) => expect(hintsOn(draftOf(steps), titleOf, [])).toEqual(hints));

  it('the title of another recipe', () => {
    const others = [
      { name: 'valve', title: 'Valve' },
      { name: 'old-pump', title: ' pump ' },
    ];
    expect(hintsOn(draftOf('[a]'), titleOf, others)).toEqual([
      { kind: 'sameRecipeTitle', path: null, name: 'old-pump' },
    ]);
  });
});

it('a pressed action goes into an empty group that is selected, and after anything else', () => {
  const draft = draftOf('[a, {anyOrder: []}, {sequence: [b]}]');
  expect(gapAfter(draft, ['steps', 1])).toEqual({ list: ['steps', 1, 'anyOrder'], index: 0 });
  expect(gapAfter(draft, ['steps', 2])).toEqual({ list: ['steps'], index: 3 });
  expect(gapAfter(draft, ['steps', 2, 'sequence', 0])).toEqual({
    list: ['steps', 2, 'sequence'],
    index: 1,
  });
});

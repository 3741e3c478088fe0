import { CompletionContext } from '@codemirror/autocomplete';
import { EditorState } from '@codemirror/state';
import { expect, it } from 'vitest';
import { recipeCompletion } from '../../../src-renderer/recipes/editor/yaml-completion.ts';

const complete = recipeCompletion(() => [{ name: 'spacer', title: 'Spacer', color: null }]);

/** The options where the text has a `|`. */
function optionsAt(text: string, explicit = false): readonly string[] {
  const pos = text.indexOf('|');
  const state = EditorState.create({ doc: text.replace('|', '') });
  const found = complete(new CompletionContext(state, pos, explicit));
  return found?.options.map(({ label }) => label) ?? [];
}

it.each<[string, string[], string[]]>([
  ['na|', ['name', 'define', 'steps'], ['spacer']],
  ['steps:\n  - sp|', ['spacer', 'anyOrder', 'use', 'holdSeconds'], ['timeoutSeconds']],
  ['steps:\n  - {step: s|', ['spacer'], ['anyOrder']],
  ['define: {wheel: [x]}\nsteps:\n  - use: w|', ['wheel'], ['spacer', 'step']],
  ['part: {b|', ['batch', 'start'], ['spacer']],
  ['steps:\n  - {step: x, wait: {m|', ['minSeconds', 'since'], ['anyOrder']],
  ['steps:\n  - {step: x, wait: {since: s|', ['spacer'], ['since']],
])('%j', (text, some, none) => {
  const options = optionsAt(text);
  expect(options).toEqual(expect.arrayContaining(some));
  for (const one of none) expect(options).not.toContain(one);
});

it('offers nothing in a comment, and after a blank only when asked', () => {
  expect(optionsAt('steps: # sp|')).toEqual([]);
  expect(optionsAt('steps:\n  - |')).toEqual([]);
  expect(optionsAt('steps:\n  - |', true)).toContain('spacer');
});

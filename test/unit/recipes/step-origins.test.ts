// A learnt step is known again in the draft, whatever was changed around it.
import { expect, it } from 'vitest';
import { exampleOf, learnRecipe } from '../../../src-inference/learning/index.ts';
import { readDraft } from '../../../src-renderer/recipes/draft.ts';
import { addStep, removeElement } from '../../../src-renderer/recipes/draft-edits.ts';
import { doubtsOf, originsOf } from '../../../src-renderer/recipes/learn/step-origins.ts';

const example = (labels: string) =>
  exampleOf([...labels].map((label, at) => ({ label, startSeconds: at * 2, endSeconds: at * 2 + 1 })));

const works = ['abac', 'abca', 'bac', 'x', 'abac'].map(example);
const { text, used, steps, isFixedOrder, extra } = learnRecipe(
  works.map((work, at) => (at === 3 ? [] : work)),
  { name: 'a', title: 'A' },
);
const learnt = { text, steps, isFixedOrder, extra, examples: [], unused: [] };
const seen = (draft: string) =>
  originsOf(readDraft(draft).draft!, learnt).map(({ step, origin, ...rest }) => [
    step.id ?? step.label,
    origin.seenIn,
    doubtsOf({ step, ...rest }),
  ]);

it('says which examples have a step, and what they do not agree on', () => {
  expect([used, isFixedOrder]).toEqual([[0, 1, 2, 4], false]);
  expect(Object.fromEntries(seen(text).map(([name, positions]) => [name, positions]))).toEqual({
    'a 1': [0, 1, 2, 4],
    'a 2': [0, 1, 4],
    b: [0, 1, 2, 4],
    c: [0, 1, 2, 4],
  });
  expect(seen(text).find(([name]) => name === 'a 2')![2]).toContain('optional');
});

it('knows nothing of a step that was added by hand, and the rest as before', () => {
  const added = addStep(text, { list: ['steps', 0, 'anyOrder'], index: 0 }, 'd').text;
  expect(seen(added)).toEqual(seen(text));
  expect(seen(removeElement(added, ['steps', 0, 'anyOrder', 1]).text)).toHaveLength(seen(text).length - 1);
});

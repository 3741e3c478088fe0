// What the history does for the editor of recipes: a draft is tried on parts that were made, and a recipe is learnt from them.
import { beforeAll, expect, it } from 'vitest';
import { makeParts, workplaceFolder } from '../../workplace-folder.ts';

const { at, open } = workplaceFolder();

beforeAll(() => {
  makeParts(at('two.mp4'), ['red', 'green', 'blue', 'red', 'blue']);
});

it('a draft says which verdicts would change, good parts teach a recipe, and a version names who saved it', async () => {
  const engine = await open('station');
  await engine.request('openSource', { source: at('two.mp4') });
  await engine.until('partEnded', ({ part }) => part === 2);
  await engine.until('runEnded', ({ verdict }) => verdict !== null);
  const everything = { fromDay: null, toDay: null, verdict: null, recipe: null, step: null, serial: null };
  const { parts } = await engine.request('listParts', { ...everything, before: null, limit: 10 });
  const [second, first] = parts.map(({ id }) => id) as [string, string];
  expect(parts.map(({ verdict }) => verdict)).toEqual(['fail', 'pass']);

  const text = 'name: draft\ntitle: Draft\nsteps: [red, blue]\n';
  const gone = '2020-01-01T00:00:00.000Z';
  expect(await engine.request('tryOnParts', { text, ids: [second, gone, first] })).toEqual([
    { id: second, kind: 'judged', verdict: 'pass', problem: null, parts: 1 },
    { id: gone, kind: 'noWindows' },
    {
      id: first,
      kind: 'judged',
      verdict: 'warn',
      problem: expect.objectContaining({
        status: 'corrected',
        reason: { kind: 'corrected', first: 'green' },
      }),
      parts: 1,
    },
  ]);
  const marked = {
    text: `${text}part: {start: firstStep}\n`.replace('[red, blue]', '[green]'),
    ids: [second],
  };
  expect(await engine.request('tryOnParts', marked)).toEqual([{ id: second, kind: 'notSeen' }]);
  await expect(engine.request('tryOnParts', { text: 'name: x', ids: [first] })).rejects.toMatchObject({
    code: 'recipe_invalid',
  });

  const learnt = await engine.request('learnFromParts', { name: 'learnt', title: 'Learnt', ids: [first] });
  expect(learnt).toMatchObject({
    examples: [{ kind: 'part', id: first, number: 1 }],
    isFixedOrder: true,
    unused: [],
  });
  expect(learnt.steps.map(({ label, seenIn }) => [label, seenIn])).toEqual([
    ['red', [0]],
    ['green', [0]],
    ['blue', [0]],
  ]);
  const again = await engine.request('tryOnParts', { text: learnt.text, ids: [first, second] });
  expect(again).toMatchObject([{ verdict: 'pass' }, { verdict: 'fail', problem: { label: null } }]);

  await engine.request('saveRecipe', { name: 'learnt', text: learnt.text, note: '', basedOn: null });
  const { versions } = await engine.request('readStoredRecipe', { name: 'learnt', savedAt: null });
  expect(versions).toMatchObject([{ author: { via: 'program', address: null, operator: null } }]);
});

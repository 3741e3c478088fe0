// A recipe with variants: each part is checked by the steps of its code, and parts are counted through.
import { expect, it } from 'vitest';
import { createChecker } from '../../../src-inference/checker/index.ts';
import { parseRecipe } from '../../../src-inference/recipe/index.ts';
import { background, letters, stretchesOf, told, windowsOf } from './letters.ts';

const recipe = parseRecipe(
  'name: a\ntitle: A\npart: {start: mark}\nsteps: [a, {step: b, when: L*}, {step: c, unless: L*}, d]',
  'a.yaml',
);

it.each(['alignment', 'firstMatch', 'majority'])('with the policy %s', (policy) => {
  const checker = createChecker(recipe, { labels: letters, background, confusion: null }, { policy });
  let from = 0;
  const events = (
    [
      ['L-1', 'abd'],
      [null, 'acd'],
      ['R-1', 'abd'],
      ['L-2', 'abd'],
    ] as const
  ).flatMap(([code, work]) => {
    const windows = [...windowsOf(stretchesOf(`${work}|`))];
    const begun = checker.mark({ kind: 'start', atSeconds: from, code });
    const seen = windows.flatMap(({ startSeconds, endSeconds, probabilities }) =>
      checker.push({ startSeconds: startSeconds + from, endSeconds: endSeconds + from, probabilities }),
    );
    from += windows.at(-1)!.endSeconds;
    return [...begun, ...seen];
  });
  const parts = [...events, ...checker.finish()];
  const begun = parts.flatMap((event) => (event.type === 'partStarted' ? [[event.part, event.code]] : []));
  expect(begun).toEqual([
    [1, 'L-1'],
    [2, null],
    [3, 'R-1'],
    [4, 'L-2'],
  ]);
  expect(parts.flatMap((event) => (event.type === 'partEnded' ? [event.part] : []))).toEqual([1, 2, 3, 4]);
  if (policy === 'alignment') {
    expect(told(parts)).toEqual(['pass 1 2 4', 'pass 1 3 4', 'fail 1 3wrong:b 4', 'pass 1 2 4']);
  }
});

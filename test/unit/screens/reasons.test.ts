// Every reason, as the log tells it and as screens say it.
import { describe, expect, it } from 'vitest';
import { type Reason, reasonSentence } from '../../../src-inference/contract/index.ts';
import { createTitles } from '../../../src-renderer/messages/index.ts';
import { reasonMessage } from '../../../src-renderer/messages/reasons.ts';
import { createTexts } from '../../../src-renderer/text/index.tsx';
import { readyModel, readyRecipe } from '../../screens/parts.ts';

const step = { index: 8, label: 'separator' };
const cases: readonly (readonly [Reason, string, string])[] = [
  [
    { kind: 'instead', label: 'spacer', expected: 'separator' },
    'spacer instead of separator',
    'Spacer instead of Separator',
  ],
  [{ kind: 'notDone' }, 'not done', 'not done'],
  [
    { kind: 'notSeen' },
    'not seen, there was no clear picture: look whether it was done',
    'not seen, there was no clear picture: look whether it was done',
  ],
  [{ kind: 'hardlySeen' }, 'hardly seen: look whether it was done', 'hardly seen: look whether it was done'],
  [
    { kind: 'unclear', other: 'spacer' },
    'seen weakly: it could also be spacer',
    'seen weakly: it could also be Spacer',
  ],
  [
    { kind: 'unclear', other: null },
    'seen weakly: look whether all was done',
    'seen weakly: look whether all was done',
  ],
  [
    { kind: 'perhapsAlso', label: 'spacer', repeated: true },
    'spacer may have been repeated',
    'Spacer may have been repeated',
  ],
  [
    { kind: 'perhapsAlso', label: 'spacer', repeated: false },
    'spacer may have been done too',
    'Spacer may have been done too',
  ],
  [
    { kind: 'weak', probability: 0.412, least: 0.6 },
    'seen weakly: probability 0.41, at least 0.6',
    'seen weakly: 41% sure, at least 60%',
  ],
  [{ kind: 'tooFast', seconds: 0.84, least: 1.5 }, '0.8 s, at least 1.5 s', '0.8 s, at least 1.5 s'],
  [{ kind: 'tooSlow', seconds: 9.02, most: 6 }, '9 s, at most 6 s', '9 s, at most 6 s'],
  [
    { kind: 'tooFew', least: 4, of: 6 },
    'not done: at least 4 of 6 are asked for',
    'not done: at least 4 of 6 are asked for',
  ],
  [
    { kind: 'letGo', seconds: 2.46, least: 4 },
    'let go after 2.5 s, at least 4 s without a break',
    'let go after 2.5 s, at least 4 s without a break',
  ],
  [
    { kind: 'heldAgain', seconds: 4.2 },
    'let go first, then held for 4.2 s',
    'let go first, then held for 4.2 s',
  ],
  [
    { kind: 'tooSoon', seconds: 12, least: 30, step },
    'begun 12 s after step 8 (separator), at least 30 s',
    'begun 12 s after Step 8, Separator, at least 30 s',
  ],
  [
    { kind: 'tooLate', seconds: 12, most: 10, step },
    'begun 12 s after step 8 (separator), at most 10 s',
    'begun 12 s after Step 8, Separator, at most 10 s',
  ],
  [{ kind: 'doneAfter', step }, 'done after step 8 (separator)', 'done after Step 8, Separator'],
  [{ kind: 'doneAfter', step: null }, 'done late', 'done late'],
  [
    { kind: 'doneBefore', steps: [step], undone: false },
    'done before step 8 (separator)',
    'done before Step 8, Separator',
  ],
  [
    { kind: 'doneBefore', steps: [step], undone: true },
    'done before step 8 (separator), and undone for it',
    'done before Step 8, Separator, and undone for it',
  ],
  [{ kind: 'notAsked', label: 'spacer' }, 'spacer is not asked for here', 'Spacer is not asked for here'],
  [{ kind: 'repeated', label: 'spacer' }, 'spacer was repeated', 'Spacer was repeated'],
  [
    { kind: 'twoParts' },
    'each step was done twice: two parts at once? Then the recipe says `part: {batch: 2}`',
    'Each step was done twice: two parts at once? Then set “Pieces at once” in the recipe',
  ],
  [{ kind: 'corrected', first: 'spacer' }, 'spacer first, then corrected', 'Spacer first, then corrected'],
  [{ kind: 'corrected', first: null }, 'left out first, then done', 'left out first, then done'],
  [
    { kind: 'undone', label: 'spacer', by: 'separator' },
    'spacer, undone by separator',
    'Spacer, undone by Separator',
  ],
  [
    { kind: 'removed', step, room: null },
    'undid step 8 (separator), which was right',
    'undid Step 8, Separator, which was right',
  ],
  [
    { kind: 'removed', step, room: 'spacer' },
    'undid step 8 (separator) for spacer',
    'undid Step 8, Separator for Spacer',
  ],
  [{ kind: 'tolerated', label: 'spacer' }, 'spacer is tolerated', 'Spacer is tolerated'],
  [
    { kind: 'perhaps', reason: { kind: 'repeated', label: 'spacer' } },
    'perhaps spacer was repeated: look at it',
    'perhaps Spacer was repeated: look at it',
  ],
];

describe('a reason', () => {
  const titles = createTitles(readyModel, readyRecipe, createTexts('en').t);

  it.each(cases)('%j', (reason, logged, shown) => {
    expect(reasonSentence(reason)).toBe(logged);
    expect(reasonMessage(reason, titles, createTexts('en').t)).toBe(shown);
    const spanish = reasonMessage(reason, titles, createTexts('es').t);
    expect(spanish).not.toMatch(/live\.reason|\{\{/);
    expect(spanish).not.toBe(shown);
  });
});

// The rules of the checker as tables: when an action is judged, and when a part ends.
import { describe, expect, it } from 'vitest';
import { type CommitCase, mustCommit } from '../../../src-inference/checker/online/commit-rule.ts';
import {
  type EndRuleName,
  endRuleFor,
  type PartStanding,
} from '../../../src-inference/checker/online/end-rules.ts';
import type { PartRules } from '../../../src-inference/contract/index.ts';

const usual: PartRules = { start: 'firstAction', end: 'lastStep', timeoutSeconds: 300, batch: 1 };
const finished: PartStanding = {
  posterior: 0.999,
  idleSeconds: 2,
  complete: true,
  final: true,
  correctable: false,
  interrupted: false,
};

describe('a part', () => {
  it.each<[string, Partial<PartStanding>, EndRuleName | null, Partial<PartRules>?]>([
    ['ends 2 s after its last step', {}, 'finished'],
    ['goes on before that', { idleSeconds: 1.9 }, null],
    [
      'ends after 3 s when a mistake could be put right',
      { correctable: true, idleSeconds: 3 },
      'correctable',
    ],
    ['goes on before that', { correctable: true, idleSeconds: 2.9 }, null],
    ['waits for something optional', { final: false, idleSeconds: 9.9 }, null],
    ['for 10 s', { final: false, idleSeconds: 10 }, 'complete'],
    ['waits when the hypotheses do not agree', { posterior: 0.99, idleSeconds: 9.9 }, null],
    ['for 10 s', { posterior: 0.6, idleSeconds: 10 }, 'complete'],
    ['goes on as long as no hypothesis is likelier than not', { posterior: 0.49, idleSeconds: 400 }, null],
    ['goes on when something is missing', { complete: false, final: false, idleSeconds: 299 }, null],
    ['is left after the timeout', { complete: false, final: false, idleSeconds: 300 }, 'left'],
    [
      'is never left without one',
      { complete: false, final: false, idleSeconds: 1e6 },
      null,
      { timeoutSeconds: null },
    ],
    ['that ends with a mark waits for it', { idleSeconds: 60 }, null, { end: 'mark' }],
    ['that ends with a mark is left all the same', { idleSeconds: 300 }, 'left', { end: 'mark' }],
  ])('%s: %o', (_, standing, rule, part = {}) => {
    expect(endRuleFor({ ...finished, ...standing }, { ...usual, ...part })).toBe(rule);
  });
});

const doubtful: CommitCase = {
  overProbability: 0.9,
  isOver: true,
  secondsSinceEnd: 0.5,
  isFirstOfPart: false,
  isSureMistake: false,
  mayBeginPart: false,
  swap: 'none',
  isPlaceOpen: false,
};

describe('an action is judged', () => {
  it.each<[string, Partial<CommitCase>, boolean]>([
    ['when the hypotheses agree', { overProbability: 0.998 }, true],
    ['not before', { overProbability: 0.997 }, false],
    ['when a mistake is sure and its kind nearly', { isSureMistake: true }, true],
    ['not when its kind is open', { isSureMistake: true, overProbability: 0.8 }, false],
    ['5 s after its end at the latest', { secondsSinceEnd: 5 }, true],
    ['not while it may go on', { secondsSinceEnd: 5, isOver: false }, false],
    [
      '3 s after its end when a mistake is sure',
      { isSureMistake: true, overProbability: 0.5, secondsSinceEnd: 3 },
      true,
    ],
    ['not yet when it may be the first of a new part', { mayBeginPart: true, secondsSinceEnd: 5 }, false],
    ['but after 6 s', { mayBeginPart: true, secondsSinceEnd: 6 }, true],
    ['later when it begins a part', { isFirstOfPart: true, secondsSinceEnd: 14 }, false],
    ['but after 15 s', { isFirstOfPart: true, secondsSinceEnd: 15 }, true],
    [
      'not while the step that was left out before it may still come: that would be a swap',
      { overProbability: 0.999, isSureMistake: true, swap: 'open', secondsSinceEnd: 1.9 },
      false,
    ],
    ['but 2 s after its end', { isSureMistake: true, swap: 'open', secondsSinceEnd: 2 }, true],
    [
      'not while that step is perhaps being done',
      { overProbability: 0.999, isSureMistake: true, swap: 'possible', secondsSinceEnd: 4.9 },
      false,
    ],
    ['but 5 s after its end', { isSureMistake: true, swap: 'possible', secondsSinceEnd: 5 }, true],
    ['at once when that step is being done', { isSureMistake: true, swap: 'sure' }, true],
    [
      'later when a part was joined in the middle, and it is open where',
      { isFirstOfPart: true, isPlaceOpen: true, secondsSinceEnd: 59 },
      false,
    ],
    ['but after a minute', { isFirstOfPart: true, isPlaceOpen: true, secondsSinceEnd: 60 }, true],
  ])('%s', (_, change, expected) => {
    expect(mustCommit({ ...doubtful, ...change })).toBe(expected);
  });
});

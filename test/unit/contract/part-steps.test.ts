// What judged steps add up to, and what the recipe says to do about a mistake.
import { describe, expect, it } from 'vitest';
import {
  countSteps,
  isAllDone,
  type JudgedStep,
  type Reason,
  remedyOf,
  type StepStatus,
} from '../../../src-inference/contract/index.ts';
import { parseRecipe } from '../../../src-inference/recipe/index.ts';

/** `a` is what the recipe asks for at 1, `b` at 2, and so on. */
function step(
  index: number | null,
  status: StepStatus,
  label: string | null,
  reason: Reason | null = null,
): JudgedStep {
  const startSeconds = label === null || reason?.kind === 'hardlySeen' ? null : 1;
  return {
    index,
    expected: index === null ? null : ' abcd'[index]!,
    label,
    status,
    startSeconds,
    endSeconds: startSeconds,
    probability: null,
    reason,
    remark: '',
    severity: status === 'ok' ? 'pass' : 'fail',
    evidence: null,
  };
}

describe('judged is not done', () => {
  it.each<[string, readonly JudgedStep[], ReturnType<typeof countSteps>]>([
    ['nothing', [], { judged: 0, done: 0, mistakes: 0 }],
    ['right', [step(1, 'ok', 'a'), step(2, 'ok', 'b')], { judged: 2, done: 2, mistakes: 0 }],
    ['missed', [step(1, 'ok', 'a'), step(2, 'missed', null)], { judged: 2, done: 1, mistakes: 1 }],
    ['wrong', [step(1, 'wrong', 'x')], { judged: 1, done: 0, mistakes: 1 }],
    ['swapped', [step(1, 'swapped', 'a'), step(2, 'ok', 'b')], { judged: 2, done: 2, mistakes: 1 }],
    ['out of order', [step(1, 'outOfOrder', 'a')], { judged: 1, done: 1, mistakes: 1 }],
    ['corrected', [step(1, 'corrected', 'x')], { judged: 1, done: 1, mistakes: 1 }],
    ['too slow', [step(1, 'tooSlow', 'a')], { judged: 1, done: 1, mistakes: 1 }],
    ['hardly seen', [step(1, 'uncertain', 'a', { kind: 'hardlySeen' })], { judged: 1, done: 0, mistakes: 1 }],
    ['seen weakly', [step(1, 'uncertain', 'a')], { judged: 1, done: 1, mistakes: 1 }],
    ['extra', [step(1, 'ok', 'a'), step(null, 'extra', 'x')], { judged: 1, done: 1, mistakes: 1 }],
  ])('%s', (_, steps, expected) => {
    expect(countSteps(steps)).toEqual(expected);
  });

  it('all is done only when nothing is left and nothing was left out', () => {
    const done = [step(1, 'ok', 'a'), step(2, 'swapped', 'b')];
    expect(isAllDone({ steps: done, next: [] })).toBe(true);
    expect(isAllDone({ steps: done, next: [{ index: 3, label: 'c' }] })).toBe(false);
    expect(isAllDone({ steps: [...done, step(3, 'missed', null)], next: [] })).toBe(false);
    expect(isAllDone({ steps: [...done, step(3, 'wrong', 'x')], next: [] })).toBe(false);
    expect(isAllDone({ steps: [], next: [] })).toBe(false);
  });
});

describe('the remedy', () => {
  const recipe = parseRecipe(
    `
name: a
title: A
remedy: {missed: Put it in., extra: Take it out., any: Call the team leader.}
steps:
  - a
  - {step: b, remedy: Undo it.}
  - {step: c, remedy: {missed: Press it in., swapped: Take both off., repeated: Take one off.}}
  - d
`,
    'a.yaml',
  );
  it.each<[string, JudgedStep, string | null]>([
    ['of a step that is right', step(1, 'ok', 'a'), null],
    ['of the whole recipe for a kind', step(1, 'missed', null), 'Put it in.'],
    ['of the whole recipe for any', step(1, 'wrong', 'x'), 'Call the team leader.'],
    ['of a step for any', step(2, 'missed', null), 'Undo it.'],
    ['of a step for a kind', step(3, 'missed', null), 'Press it in.'],
    ['of a step, which names no other kind', step(3, 'wrong', 'x'), 'Call the team leader.'],
    ['of a swap', step(3, 'swapped', 'c'), 'Take both off.'],
    ['of an extra action', step(null, 'extra', 'x'), 'Take it out.'],
    [
      'of an action that was repeated',
      step(null, 'extra', 'c', { kind: 'repeated', label: 'c' }),
      'Take one off.',
    ],
    [
      'of one that says nothing of it',
      step(null, 'extra', 'd', { kind: 'repeated', label: 'd' }),
      'Call the team leader.',
    ],
  ])('%s', (_, mistake, expected) => {
    expect(remedyOf(recipe, mistake)).toBe(expected);
  });

  it('is none where the recipe has none: the screen has a usual one', () => {
    const bare = parseRecipe('name: a\ntitle: A\nsteps: [a]', 'a.yaml');
    expect(remedyOf(bare, step(1, 'missed', null))).toBeNull();
  });
});

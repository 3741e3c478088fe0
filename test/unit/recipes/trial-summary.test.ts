// Which verdicts would change by a draft.
import { expect, it } from 'vitest';
import type { TrialOutcome, Verdict } from '../../../src-inference/contract/index.ts';
import type { TrialRow } from '../../../src-renderer/recipes/trial/trial-run.ts';
import { summarise } from '../../../src-renderer/recipes/trial/trial-summary.ts';
import { parts } from '../../screens/room-answers.ts';

function row(
  then: Verdict,
  outcome: Verdict | Exclude<TrialOutcome['kind'], 'judged'>,
  person?: Verdict,
): TrialRow {
  const { id } = parts[0]!;
  const isVerdict = outcome === 'pass' || outcome === 'warn' || outcome === 'fail';
  return {
    part: {
      ...parts[0]!,
      verdict: then,
      override: person ? { verdict: person, by: 'M. Ortega', reason: '', at: id } : null,
    },
    outcome: isVerdict
      ? { id, kind: 'judged', verdict: outcome, problem: null, parts: 1 }
      : { id, kind: outcome },
  };
}

it('counts what stays, groups what changes with the worst first, and names what could not be judged', () => {
  const rows = [
    row('pass', 'pass'),
    row('fail', 'pass'),
    row('pass', 'fail'),
    row('pass', 'notSeen'),
    row('pass', 'fail'),
    row('warn', 'noWindows'),
    row('warn', 'otherModel'),
    // What a person said counts, not what the checker said.
    row('fail', 'pass', 'pass'),
  ];
  const { same, changes, noWindows, otherModel } = summarise({ rows });
  expect(same).toBe(2);
  expect(changes.map(({ key, rows: some }) => [key, some.length])).toEqual([
    ['pass>notSeen', 1],
    ['pass>fail', 2],
    ['fail>pass', 1],
  ]);
  expect([noWindows.length, otherModel.length]).toEqual([1, 1]);
});

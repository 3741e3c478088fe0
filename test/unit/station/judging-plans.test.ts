// Who judges the part in progress, and who the next one.
import { expect, it } from 'vitest';
import { JudgingPlans } from '../../../src-inference/station/judging-plans.ts';

it('a proposed plan takes the place of the current one when it is taken, the newest proposal only', () => {
  const plans = new JudgingPlans('a');
  expect([plans.current, plans.next, plans.latest]).toEqual(['a', null, 'a']);
  expect(plans.takeNext()).toBeNull();
  plans.propose('b');
  plans.propose('c');
  expect([plans.current, plans.next, plans.latest]).toEqual(['a', 'c', 'c']);
  expect(plans.takeNext()).toEqual({ before: 'a', plan: 'c' });
  expect([plans.current, plans.next, plans.latest]).toEqual(['c', null, 'c']);
  expect(plans.takeNext()).toBeNull();
});

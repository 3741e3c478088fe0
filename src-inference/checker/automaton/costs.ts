// Costs that are put together from those of parameters.ts. In nats.
import { transitionNats } from '../parameters.ts';
import type { State } from './state.ts';

/** Of leaving out so many required steps in one go. */
export function missedCost(count: number): number {
  return count === 0 ? 0 : transitionNats.missed + transitionNats.missedMore * (count - 1);
}

/** Of which of all other actions it is, all being as likely. */
export function otherActionCost(labelCount: number): number {
  return Math.log(Math.max(labelCount - 1, 1));
}

/** Of an action in the place of another one, without which one it is. */
export function wrongCost({ outstanding }: State): number {
  const isRow = outstanding.some(({ why, isLatest }) => why === 'wrong' && isLatest);
  return isRow ? transitionNats.wrongAgain : transitionNats.wrong;
}

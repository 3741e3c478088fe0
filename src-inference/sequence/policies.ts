// The ways to judge, by name.
import { type Checker, type PolicyName, policies, StationError } from '../contract/index.ts';
import { createAlignment } from './alignment.ts';
import { createFirstMatch, createMajority } from './first-match.ts';
import type { Recipe } from './recipe.ts';
import { checkLabels } from './recipe-labels.ts';

type MakeChecker = (recipe: Recipe, labels: readonly string[], background: string | null) => Checker;

const makers: Readonly<Record<PolicyName, MakeChecker>> = {
  alignment: createAlignment,
  firstMatch: createFirstMatch,
  majority: createMajority,
};

export interface CheckerOptions {
  /** Of the model card, in its order. */
  readonly labels: readonly string[];
  readonly background: string | null;
  /** One of `policies`; the first when it is left out or null. */
  readonly policy?: string | null;
}

/**
 * Makes the checker of one run.
 *
 * @throws StationError `recipe_mismatch` when the model does not know the recipe's labels, `usage` for an
 *   unknown policy.
 */
export function createChecker(recipe: Recipe, options: CheckerOptions): Checker {
  const { labels, background } = options;
  const policy = options.policy ?? policies[0];
  checkLabels(recipe, labels, background);
  const name = policies.find((known) => known === policy);
  if (name === undefined) {
    throw new StationError('usage', `There is no policy "${policy}".`, {
      hint: `The policies are: ${policies.join(', ')}.`,
    });
  }
  return makers[name](recipe, labels, background);
}

// The ways to judge, by name.
import { type Checker, type PolicyName, policies, StationError } from '../contract/index.ts';
import { checkLabels, type Recipe } from '../recipe/index.ts';
import { createAlignment, usualLags, usualLimits } from './alignment.ts';
import { electedAction, surestAction } from './comparators.ts';
import { createLabelPointer } from './label-pointer.ts';

export interface CheckerOptions {
  /** Of the model card, in its order. */
  readonly labels: readonly string[];
  readonly background: string | null;
  /** One of `policies`; the first when it is left out or null. */
  readonly policy?: string | null;
  /** Of the model card: counts, row: true label, column: named label; null when it was not measured. */
  readonly confusion?: readonly (readonly number[])[] | null;
  /**
   * How likely a mistake must be to fail a part, 0.5 to 1; what is less likely, but not unlikely, asks for a look.
   * 0.97 when it is left out.
   */
  readonly failAbove?: number;
}

export const usualFailAbove = 0.97;
/** A look costs a moment, a bad part that goes on costs more. */
export const usualWarnAbove = 0.12;

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
  return makers[name](recipe, options);
}

const makers: Readonly<Record<PolicyName, (recipe: Recipe, options: CheckerOptions) => Checker>> = {
  alignment: (recipe, { labels, background, confusion = null, failAbove = usualFailAbove }) =>
    createAlignment(recipe, {
      labels,
      background,
      quality: { confusion },
      trust: { failAbove, warnAbove: usualWarnAbove },
      times: null,
      limits: usualLimits,
      lags: usualLags,
    }),
  firstMatch: (recipe, { labels, background }) =>
    createLabelPointer(recipe, background, surestAction(labels)),
  majority: (recipe, { labels, background }) => createLabelPointer(recipe, background, electedAction(labels)),
};

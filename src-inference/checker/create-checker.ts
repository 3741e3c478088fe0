// The one factory of checkers: station, dry run, `check` and all measurements make theirs here, so that what is measured is
// what runs.
import {
  type Checker,
  type PolicyName,
  policies,
  type RecognitionModel,
  StationError,
} from '../contract/index.ts';
import { checkLabels, type Recipe } from '../recipe/index.ts';
import { createLabelPointer } from './baselines/label-pointer.ts';
import { createFirstMatch, createMajority } from './baselines/shown-action.ts';
import { createCheckerForCodes } from './code-variants.ts';
import { roundWindow } from './journal-precision.ts';
import { AlignmentChecker } from './online/alignment.ts';
import { usualThresholds } from './parameters.ts';

/** What a person sets; what is left out or null is as usual. */
export interface CheckerSettings {
  /** One of `policies`; usually the first. */
  readonly policy?: string | null;
  /** Posterior probability of a mistake from which on the part fails, 0.5 to 1; usually 0.97. */
  readonly failAbove?: number | null | undefined;
  /** `minProbability` of steps whose recipe does not say it, 0 to 1; usually there is none. */
  readonly minProbability?: number | null;
  /** A part may be in progress before the first window: it is joined in the middle. Usually none is. */
  readonly mayJoin?: boolean;
}

/**
 * Makes the checker of one continuous stretch of time. It sees probabilities with the precision of the journal.
 *
 * @param network The network that names the actions, not another one of the same model.
 * @throws StationError `recipe_mismatch` when the model does not know the recipe's labels, `usage` for an unknown policy.
 */
export function createChecker(
  recipe: Recipe,
  network: RecognitionModel,
  settings: CheckerSettings = {},
): Checker {
  const { policy, failAbove, minProbability, mayJoin = false } = settings;
  checkLabels(recipe, network.labels, network.background);
  const name = policies.find((known) => known === (policy ?? policies[0]));
  if (name === undefined) {
    throw new StationError('usage', `There is no policy "${policy}".`, {
      hint: `The policies are: ${policies.join(', ')}.`,
    });
  }
  const checker = createCheckerForCodes(withMinProbability(recipe, minProbability ?? null), (ofPart) =>
    makers[name](ofPart, network, failAbove ?? usualThresholds.failAbove, mayJoin),
  );
  return {
    push: (window) => checker.push(roundWindow(window)),
    pushUnseen: (window) => checker.pushUnseen(window),
    mark: (mark) => checker.mark(mark),
    finish: () => checker.finish(),
    get isUnfinished() {
      return checker.isUnfinished;
    },
  };
}

type MakeChecker = (
  recipe: Recipe,
  network: RecognitionModel,
  failAbove: number,
  mayJoin: boolean,
) => Checker;

const makers: Readonly<Record<PolicyName, MakeChecker>> = {
  alignment: (recipe, network, failAbove, mayJoin) =>
    new AlignmentChecker(recipe, network, { ...usualThresholds, failAbove }, mayJoin),
  firstMatch: (recipe, { labels, background }) =>
    createLabelPointer(recipe, background, createFirstMatch(labels)),
  majority: (recipe, { labels, background }) =>
    createLabelPointer(recipe, background, createMajority(labels)),
};

function withMinProbability(recipe: Recipe, minProbability: number | null): Recipe {
  if (minProbability === null) return recipe;
  const steps = recipe.steps.map((step) => ({
    ...step,
    minProbability: step.minProbability ?? minProbability,
  }));
  return { ...recipe, steps };
}

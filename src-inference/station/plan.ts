// The plan that parts are judged by: recipe, settings and the network that runs.
import { createChecker } from '../checker/index.ts';
import type { Checker, ErrorEstimate, JoinedPartRule, NetworkChoice } from '../contract/index.ts';
import { hopOf, type ModelCard, recognitionModelOf } from '../model/index.ts';
import type { Recipe } from '../recipe/index.ts';

export interface Plan {
  /** Null: actions are named, nothing is checked. */
  readonly recipe: Recipe | null;
  /** Its name in the collection; null when it comes from none. */
  readonly recipeName: string | null;
  readonly hopSeconds: number;
  /** The estimate in use; null when the card says how the network errs, or nobody does. */
  readonly errorEstimate: ErrorEstimate | null;
  /** @param mayJoin Whether a part may be in progress already. */
  makeChecker(mayJoin: boolean): Checker | null;
  /** Parts begin by a mark (by hand or with a scanner), not with an action. */
  readonly startsByMark: boolean;
  /** What becomes of a part whose beginning was not seen. */
  readonly joinedParts: JoinedPartRule;
}

export interface PlanOptions {
  readonly recipe: Recipe | null;
  readonly recipeName?: string | null;
  /** Null: the usual one. */
  readonly policy: string | null;
  readonly failAbove?: number | undefined;
  /** For steps without a limit in the recipe; null: none. */
  readonly minProbability: number | null;
  /** Null: as the card says. */
  readonly hopSeconds: number | null;
  /** What becomes of a part whose beginning was not seen; left out: it has no verdict. */
  readonly joinedParts?: JoinedPartRule;
  /** How the network errs, where the card does not say it. */
  readonly errorEstimate?: ErrorEstimate | null;
}

/**
 * @param network The network that runs: its confusion matrix tells how far it can be trusted.
 * @throws StationError `recipe_mismatch`, `usage` for an unknown policy.
 */
export function makePlan(
  options: PlanOptions,
  card: ModelCard,
  network: Pick<NetworkChoice, 'precision' | 'target'>,
): Plan {
  const { recipe, recipeName = null, policy, failAbove, minProbability, hopSeconds } = options;
  const known = recognitionModelOf(card, network);
  const errorEstimate = known.errors ? null : (options.errorEstimate ?? null);
  const recognition = errorEstimate ? { ...known, errors: errorEstimate.errors } : known;
  const makeChecker = (mayJoin: boolean): Checker | null =>
    recipe && createChecker(recipe, recognition, { policy, failAbove, minProbability, mayJoin });
  // A recipe that does not fit must fail now, not in the middle of the work.
  makeChecker(false);
  return {
    recipe,
    recipeName,
    hopSeconds: hopOf(card, hopSeconds),
    errorEstimate,
    makeChecker,
    startsByMark: recipe?.part.start === 'mark',
    joinedParts: options.joinedParts ?? 'noVerdict',
  };
}

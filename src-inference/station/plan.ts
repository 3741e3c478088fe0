// What parts are judged by, as a person configured it.

import { createChecker } from '../checker/index.ts';
import type { Checker } from '../contract/index.ts';
import type { ModelCard } from '../model/index.ts';
import type { Recipe } from '../recipe/index.ts';

export interface Plan {
  /** Null: actions are named, nothing is checked. */
  readonly recipe: Recipe | null;
  /** Its name in the collection; null when it comes from none. */
  readonly recipeName: string | null;
  readonly hopSeconds: number;
  makeChecker(): Checker | null;
  /** Parts begin by a mark (by hand or with a scanner), not with an action. */
  readonly startsByMark: boolean;
}

export interface PlanOptions {
  readonly recipe: Recipe | null;
  readonly recipeName?: string | null;
  /** Null: the usual one. */
  readonly policy: string | null;
  readonly failAbove?: number | undefined;
  /** For steps without a limit in the recipe; null: the usual limit of the checker. */
  readonly minProbability: number | null;
  /** Null: as the card says. */
  readonly hopSeconds: number | null;
}

/** @throws StationError `recipe_mismatch`, `usage` for an unknown policy. */
export function makePlan(
  { recipe, recipeName = null, policy, failAbove, minProbability, hopSeconds }: PlanOptions,
  { labels, background, window, files }: ModelCard,
): Plan {
  const asked = recipe && {
    ...recipe,
    steps: recipe.steps.map((step) => ({ ...step, minProbability: step.minProbability ?? minProbability })),
  };
  const makeChecker = (): Checker | null =>
    asked &&
    createChecker(asked, {
      labels: labels.map(({ name }) => name),
      background,
      policy,
      confusion: files.fp32.quality?.confusion ?? null,
      ...(failAbove !== undefined && { failAbove }),
    });
  // A recipe that does not fit must fail now, not in the middle of the work.
  makeChecker();
  return {
    recipe,
    recipeName,
    // Between windows that do not touch, the network would overlook actions.
    hopSeconds: Math.min(hopSeconds ?? window.hopSeconds, window.seconds),
    makeChecker,
    startsByMark: recipe?.part.start === 'mark',
  };
}

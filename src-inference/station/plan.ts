// By what parts are judged, as a person set it up.

import { createChecker } from '../checker/index.ts';
import type { Checker } from '../contract/index.ts';
import { hopOf, type ModelCard } from '../model/index.ts';
import type { Recipe } from '../recipe/index.ts';

export interface Plan {
  /** Null: actions are named, nothing is checked. */
  readonly recipe: Recipe | null;
  /** Its name in the collection; null when it comes from none. */
  readonly recipeName: string | null;
  readonly hopSeconds: number;
  makeChecker(): Checker | null;
  /** Parts begin when somebody says so, not with an action. */
  readonly startsByMark: boolean;
}

export interface PlanOptions {
  readonly recipe: Recipe | null;
  readonly recipeName?: string | null;
  /** Null: the usual one. */
  readonly policy: string | null;
  readonly failAbove?: number | undefined;
  /** For steps of which the recipe does not say it; null: the checker's own. */
  readonly minProbability: number | null;
  /** Null: as the card says. */
  readonly hopSeconds: number | null;
}

/** @throws StationError `recipe_mismatch`, `usage` for an unknown policy. */
export function makePlan(
  { recipe, recipeName = null, policy, failAbove, minProbability, hopSeconds }: PlanOptions,
  card: ModelCard,
): Plan {
  const { labels, background, files } = card;
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
  // What does not fit must show now, not in the middle of the work.
  makeChecker();
  return {
    recipe,
    recipeName,
    hopSeconds: hopOf(card, hopSeconds),
    makeChecker,
    startsByMark: recipe?.part.start === 'mark',
  };
}

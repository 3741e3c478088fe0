// A recipe as the checker needs it: numbered steps, and a tree over them.
import type { NamedStep, RecipeInfo, RecipeStepInfo } from '../contract/index.ts';

export interface RecipeStep extends RecipeStepInfo {
  /** 1-based line of the file that the step comes from. */
  readonly line: number;
}

/** What must be done, and in which order. Each round of a repeat is written out. */
export type RecipeNode =
  /** `step` is a 0-based position in the recipe's steps. */
  | { readonly kind: 'step'; readonly step: number }
  | { readonly kind: 'optional'; readonly child: RecipeNode }
  | { readonly kind: 'sequence' | 'oneOf'; readonly children: readonly RecipeNode[] }
  | {
      readonly kind: 'anyOrder';
      readonly children: readonly RecipeNode[];
      /** For each child, the positions of all children that come before it, also of those that come before another one of them. */
      readonly before: readonly (readonly number[])[];
      /**
       * For each child, the position of the child that is one time less of the same step, which is done first; null for none.
       * With it, n equal steps have n + 1 states, not 2 to the power of n.
       */
      readonly timeBefore: readonly (number | null)[];
      /** So many children suffice, each being optional; null: whatever is not optional is asked for. */
      readonly atLeast: number | null;
    };

export interface Recipe extends RecipeInfo {
  readonly steps: readonly RecipeStep[];
  /** For a part without a code. */
  readonly tree: RecipeNode;
  /** The tree for a part with this code; its steps have the same numbers. */
  readonly treeFor: (code: string | null) => RecipeNode;
  /** The labels of `tolerated` and `corrections.removals`, which are no steps, with their lines (1-based). */
  readonly otherLabels: readonly { readonly label: string; readonly line: number }[];
  /** The file, for messages. */
  readonly where: string;
}

/** The recipe as it is for a part with this code. */
export function recipeForCode(recipe: Recipe, code: string | null): Recipe {
  return { ...recipe, tree: recipe.treeFor(code) };
}

/** Whether the code of a part makes a difference. */
export function dependsOnCode({ steps }: Pick<Recipe, 'steps'>): boolean {
  return steps.some(({ when }) => when.length > 0);
}

/** The step as events and reasons name it. */
export function namedStep({ index, label }: RecipeStep): NamedStep {
  return { index, label };
}

/** @param positions 0-based. */
export function namedSteps({ steps }: Recipe, positions: readonly number[]): readonly NamedStep[] {
  return positions.map((position) => namedStep(steps[position]!));
}

/** @param position 0-based; null for no step. */
export function namedStepAt({ steps }: Recipe, position: number | null): NamedStep | null {
  const step = position === null ? undefined : steps[position];
  return step === undefined ? null : namedStep(step);
}

// Which recipe a variant is made by.
import { meetsCode, type VariantRecipe } from '../contract/index.ts';

/** @returns Name of the recipe; null: no pattern fits. */
export function recipeOfVariant(variants: readonly VariantRecipe[], variant: string): string | null {
  return variants.find(({ pattern }) => meetsCode({ when: [pattern], unless: [] }, variant))?.recipe ?? null;
}

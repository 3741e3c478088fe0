// A recipe as others see it: validated, expanded to numbered steps.

export interface RecipeStepInfo {
  /** 1-based, in the expanded recipe. */
  readonly index: number;
  readonly label: string;
  /** For people; the label when the recipe gives none. */
  readonly title: string;
  readonly optional: boolean;
  readonly minSeconds: number | null;
  readonly maxSeconds: number | null;
  readonly minProbability: number | null;
  /** Round of the innermost repeat that the step belongs to, as in "round 2 of 4"; null outside of one. */
  readonly round: { readonly number: number; readonly of: number } | null;
}

export interface RecipeInfo {
  readonly name: string;
  readonly title: string;
  readonly description: string | null;
  readonly steps: readonly RecipeStepInfo[];
}

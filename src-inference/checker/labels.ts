// The model's labels as positions, which is how the automaton and the decoder name actions.
import type { Recipe } from '../recipe/index.ts';

export interface LabelTable {
  readonly names: readonly string[];
  /** Position of the background; null when the model has none. */
  readonly background: number | null;
  /** For each step of the recipe, the position of its label. */
  readonly ofSteps: readonly number[];
}

/** @param names The model's labels in its order; the recipe's labels are among them. */
export function createLabelTable(
  { steps }: Recipe,
  names: readonly string[],
  background: string | null,
): LabelTable {
  return {
    names,
    background: background === null ? null : names.indexOf(background),
    ofSteps: steps.map(({ label }) => names.indexOf(label)),
  };
}

// Titles of actions for people: from the recipe's step, else from the model card, else the label.
import { useMemo } from 'react';
import type { JudgedStep, ModelState, RecipeState } from '../../src-inference/contract/index.ts';
import { useSnapshot } from '../hooks/index.ts';

export interface Titles {
  ofLabel(label: string): string;
  /** Title of a step of the recipe, 1-based; title of the label when there is no such step. */
  ofStep(index: number | null, label: string): string;
}

export function createTitles(model: ModelState, recipe: RecipeState): Titles {
  const labels = new Map(
    model.state === 'ready' ? model.info.labels.map(({ name, title }) => [name, title]) : [],
  );
  const steps = recipe.state === 'ready' ? recipe.info.steps : [];
  const ofLabel = (label: string): string => labels.get(label) ?? label.replaceAll('_', ' ');
  return {
    ofLabel,
    ofStep(index, label) {
      const step = index === null ? undefined : steps[index - 1];
      // When the recipe has no title for the step, its title is the label.
      return step?.label === label && step.title !== label ? step.title : ofLabel(label);
    },
  };
}

/** Title of a judged step: of the expected action, or of the action that was done when none was expected. */
export function titleOf({ index, expected, label }: JudgedStep, titles: Titles): string {
  return titles.ofStep(index, expected ?? label ?? '');
}

export function useTitles(): Titles {
  const model = useSnapshot((snapshot) => snapshot.model);
  const recipe = useSnapshot((snapshot) => snapshot.recipe);
  return useMemo(() => createTitles(model, recipe), [model, recipe]);
}

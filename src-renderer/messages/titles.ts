// Titles of actions for people: from the recipe's step, else from the model card, else the label.
import { useMemo } from 'react';
import type {
  JudgedStep,
  ModelState,
  RecipeState,
  RecipeStepInfo,
} from '../../src-inference/contract/index.ts';
import { useSnapshot } from '../hooks/index.ts';
import { type Text, useText } from '../text/index.tsx';

export interface Titles {
  ofLabel(label: string): string;
  /** Title of a step of the recipe, 1-based, with its time or piece; title of the label when there is no such step. */
  ofStep(index: number | null, label: string): string;
  /** Without its time or piece. */
  ofKind(step: RecipeStepInfo): string;
}

export function createTitles(model: ModelState, recipe: RecipeState, text: Text): Titles {
  const labels = new Map(
    model.state === 'ready' ? model.info.labels.map(({ name, title }) => [name, title]) : [],
  );
  const steps = recipe.state === 'ready' ? recipe.info.steps : [];
  const ofLabel = (label: string): string => labels.get(label) ?? label.replaceAll('_', ' ');
  // When the recipe has no title for the step, its title is the label.
  const ofKind = ({ label, title }: RecipeStepInfo): string => (title === label ? ofLabel(label) : title);
  return {
    ofLabel,
    ofKind,
    ofStep(index, label) {
      const step = index === null ? undefined : steps[index - 1];
      if (step?.label !== label) return ofLabel(label);
      const timed = step.time
        ? text('live.problem.time', { ...step.time, title: ofKind(step) })
        : ofKind(step);
      return step.piece ? text('live.problem.piece', { ...step.piece, title: timed }) : timed;
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
  const text = useText();
  return useMemo(() => createTitles(model, recipe, text), [model, recipe, text]);
}

// Which step of a learnt recipe an element of the draft still is, and how far it can be trusted. Pure.
import type { LearntRecipe, StepOrigin } from '../../../src-inference/contract/index.ts';
import {
  type DraftElement,
  type DraftPath,
  type DraftStep,
  isDraftGroup,
  type RecipeDraft,
} from '../draft.ts';

export interface KnownOrigin {
  readonly path: DraftPath;
  readonly step: DraftStep;
  readonly origin: StepOrigin;
}

/** Steps that were added by hand have none. Of several steps with one label, the n-th is the n-th that was learnt. */
export function originsOf({ elements }: RecipeDraft, { steps }: LearntRecipe): readonly KnownOrigin[] {
  const counted = new Map<string, number>();
  return stepsOf(elements).flatMap((step) => {
    const number = (counted.get(step.label) ?? 0) + 1;
    counted.set(step.label, number);
    const origin =
      (step.id === null ? undefined : steps.find(({ name }) => name === step.id)) ??
      steps.find((one) => one.label === step.label && one.number === number);
    return origin === undefined ? [] : [{ path: step.path, step, origin }];
  });
}

export type Doubt = 'optional' | 'missing' | 'order';

/** What the examples do not agree on enough, as far as the draft still says so. */
export function doubtsOf({ step }: Pick<KnownOrigin, 'step'>): readonly Doubt[] {
  return [
    ...(step.optional ? (['optional'] as const) : []),
    ...(step.missing === 'warn' ? (['missing'] as const) : []),
    ...(step.order === 'warn' ? (['order'] as const) : []),
  ];
}

function stepsOf(elements: readonly DraftElement[]): readonly DraftStep[] {
  return elements.flatMap((element) =>
    isDraftGroup(element) ? stepsOf(element.elements) : element.kind === 'step' ? [element] : [],
  );
}

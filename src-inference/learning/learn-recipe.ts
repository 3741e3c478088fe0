// Writes the recipe that examples show. When all have the same order, it is a list of steps; otherwise an `anyOrder` group that
// allows what the examples allow.
import { stringify } from 'yaml';
import { StationError } from '../contract/index.ts';
import type { Example } from './example.ts';
import { type LearntStep, learnPrecedence } from './precedence.ts';

interface Removal {
  readonly label: string;
  readonly undoes: string;
}

export interface LearnOptions {
  readonly name: string;
  readonly title: string;
  /** Actions that no example has, but that may be done: they become optional steps at any place. */
  readonly possible?: readonly string[];
  /** Actions that undo steps, besides those of the examples. */
  readonly removals?: readonly Removal[];
  /** Whether it is a list of steps in their mean order, whatever orders the examples have. */
  readonly fixedOrder?: boolean;
  /** How the part ends; as usual when it is left out. */
  readonly part?: { readonly end: 'mark' };
}

/**
 * @returns The text of a recipe file.
 * @throws StationError `usage` without any example.
 */
export function learnRecipe(examples: readonly Example[], options: LearnOptions): string {
  const useful = examples.filter((example) =>
    example.some(({ isRight, undoes }) => isRight && undoes === null),
  );
  if (useful.length === 0) {
    throw new StationError('usage', 'There is no example with an action in it.', {
      hint: 'Give a folder with label files of good parts: CSV with the header start,end,label.',
    });
  }
  const steps = learnPrecedence(useful);
  const possible = (options.possible ?? []).map((label) => ({ step: label, optional: true }));
  const labels = new Set([...steps.map(({ label }) => label), ...(options.possible ?? [])]);
  const removals = removalsOf(useful, options.removals ?? []).filter(({ undoes }) => labels.has(undoes));
  const recipe = {
    name: options.name,
    title: options.title,
    description: `Learnt from ${useful.length} ${useful.length === 1 ? 'example' : 'examples'}.`,
    ...(removals.length > 0 && { corrections: { removals } }),
    ...(options.part !== undefined && { part: options.part }),
    steps:
      options.fixedOrder === true || isOneOrder(useful)
        ? [...steps.map(line), ...possible]
        : [{ anyOrder: [...steps.map((step) => element(step, steps)), ...possible] }],
  };
  return stringify(recipe, { lineWidth: 110, flowCollectionPadding: true });
}

function isOneOrder(examples: readonly Example[]): boolean {
  const orders = new Set(examples.map((example) => example.map(({ label }) => label).join('\n')));
  return orders.size === 1;
}

function line({ label, isRequired, typicalSeconds }: LearntStep): unknown {
  return { step: label, ...(!isRequired && { optional: true }), typicalSeconds: rounded(typicalSeconds) };
}

function element(step: LearntStep, steps: readonly LearntStep[]): unknown {
  const after = step.after.map((at) => nameOf(steps[at]!, steps));
  const name = nameOf(step, steps);
  return {
    step: step.label,
    ...(name !== step.label && { id: name }),
    ...(!step.isRequired && { optional: true }),
    typicalSeconds: rounded(step.typicalSeconds),
    ...(after.length > 0 && { after }),
  };
}

/** Where a label stands more than once, each step needs a name of its own. */
function nameOf({ label, number }: LearntStep, steps: readonly LearntStep[]): string {
  return steps.some((other) => other.label === label && other.number !== number)
    ? `${label} ${number}`
    : label;
}

function removalsOf(examples: readonly Example[], others: readonly Removal[]): Removal[] {
  const found = new Map(others.map(({ label, undoes }) => [label, undoes]));
  for (const { label, undoes } of examples.flat()) if (undoes !== null) found.set(label, undoes);
  return [...found].map(([label, undoes]) => ({ label, undoes }));
}

function rounded(seconds: number): number {
  return Math.max(0.1, Math.round(seconds * 10) / 10);
}

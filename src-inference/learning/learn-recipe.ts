// Writes the recipe that examples show. When all have the same order, it is a list of steps; otherwise an `anyOrder` group that
// allows what the examples allow.
import { Document, isMap } from 'yaml';
import { type Breach, recipeDefaults, StationError, type StepOrigin } from '../contract/index.ts';
import type { Example } from './example.ts';
import { type LearntStep, learnSteps } from './learnt-steps.ts';
import { observeSteps } from './observations.ts';
import { strictnessOf } from './strictness.ts';

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
  /** All actions that the model knows: where the order is free, those that no example has ask for a look. */
  readonly known?: readonly string[];
  /** Whether it is a list of steps in their mean order, whatever orders the examples have. */
  readonly fixedOrder?: boolean;
  /** How the part ends; as usual when it is left out. */
  readonly part?: { readonly end: 'mark' };
}

export interface Learnt {
  /** Of a recipe file. */
  readonly text: string;
  /** Positions of the examples that taught something. */
  readonly used: readonly number[];
  /** In the order of the recipe; `seenIn` counts all examples. */
  readonly steps: readonly StepOrigin[];
  /** Whether it is a list of steps. */
  readonly isFixedOrder: boolean;
  /** What an action means that no example has. */
  readonly extra: Breach;
}

/** @throws StationError `usage` without any example. */
export function learnRecipe(examples: readonly Example[], options: LearnOptions): Learnt {
  const used = [...examples.keys()].filter((at) =>
    examples[at]!.some(({ isRight, undoes }) => isRight && undoes === null),
  );
  const useful = used.map((at) => examples[at]!);
  if (useful.length === 0) {
    throw new StationError('usage', 'There is no example with an action in it.', {
      hint: 'Give good parts in which steps were seen, or label files of good parts: CSV with the header start,end,label.',
    });
  }
  const observed = observeSteps(useful);
  const isList = options.fixedOrder === true || isOneOrder(useful);
  const strictness = strictnessOf(observed, useful.length);
  const steps = learnSteps(observed, useful.length, strictness);
  const possible = (options.possible ?? []).map((label) => ({ step: label, optional: true }));
  const labels = new Set([...steps.map(({ label }) => label), ...(options.possible ?? [])]);
  const removals = removalsOf(useful, options.removals ?? []).filter(({ undoes }) => labels.has(undoes));
  const apart = neverInARow(steps, useful);
  const seen = new Set([
    ...labels,
    ...useful.flat().map(({ label }) => label),
    ...removals.map(({ label }) => label),
  ]);
  const unseen = (options.known ?? []).filter((label) => !seen.has(label));
  const recipe = new Document({
    name: options.name,
    title: options.title,
    description: `Learnt from ${useful.length} ${useful.length === 1 ? 'example' : 'examples'}.`,
    ...(removals.length > 0 && { corrections: { removals } }),
    ...(options.part !== undefined && { part: options.part }),
    ...(!isList && strictness.extra === 'warn' && { extra: 'warn' }),
    ...(!isList && unseen.length > 0 && { tolerated: unseen }),
    ...(!isList && apart.length > 0 && { notTwiceInARow: apart }),
    steps: isList
      ? [...steps.map(line), ...possible]
      : [{ anyOrder: [...steps.map((step) => element(step, steps)), ...possible] }],
  });
  const path = isList ? ['steps'] : ['steps', 0, 'anyOrder'];
  steps.forEach((step, at) => {
    const node = recipe.getIn([...path, at], true);
    if (isMap(node)) node.commentBefore = ` ${commentOn(step, useful.length)}`;
  });
  return {
    text: recipe.toString({ lineWidth: 110, flowCollectionPadding: true }),
    used,
    steps: steps.map((step) => originOf(step, steps, used, isList)),
    isFixedOrder: isList,
    extra: isList ? recipeDefaults.extra : strictness.extra,
  };
}

/** A list of steps is as strict as any recipe: all examples agree. */
function originOf(
  step: LearntStep,
  steps: readonly LearntStep[],
  used: readonly number[],
  isList: boolean,
): StepOrigin {
  const { label, number, examples, isOptional, missing, order, orderShownBy } = step;
  return {
    name: isList ? label : nameOf(step, steps),
    label,
    number,
    seenIn: [...examples].map((at) => used[at]!).sort((a, b) => a - b),
    isOptional,
    missing: isList ? recipeDefaults.missing : missing,
    order: isList ? recipeDefaults.order : order,
    orderShownBy: isList ? null : orderShownBy,
  };
}

/** What a rule stands on, for the person who reads the recipe. */
function commentOn({ examples, orderShownBy }: LearntStep, count: number): string {
  const order = orderShownBy === null ? '' : `, the order in ${orderShownBy} or more`;
  return `in ${examples.size} of ${count} examples${order}`;
}

function isOneOrder(examples: readonly Example[]): boolean {
  const orders = new Set(examples.map((example) => example.map(({ label }) => label).join('\n')));
  return orders.size === 1;
}

function line({ label, isOptional, typicalSeconds }: LearntStep): unknown {
  return { step: label, ...(isOptional && { optional: true }), typicalSeconds: rounded(typicalSeconds) };
}

function element(step: LearntStep, steps: readonly LearntStep[]): unknown {
  const after = step.after.map((at) => nameOf(steps[at]!, steps));
  const name = nameOf(step, steps);
  return {
    step: step.label,
    ...(name !== step.label && { id: name }),
    ...(step.isOptional ? { optional: true } : step.missing === 'warn' && { missing: 'warn' }),
    typicalSeconds: rounded(step.typicalSeconds),
    ...(after.length > 0 && { after }),
    ...(step.order === 'warn' && { order: 'warn' }),
  };
}

/** Labels of several steps of which no example has two in a row. */
function neverInARow(steps: readonly LearntStep[], examples: readonly Example[]): string[] {
  const repeated = new Set(steps.filter(({ number }) => number > 1).map(({ label }) => label));
  const inARow = new Set(
    examples.flatMap((example) =>
      example.flatMap(({ label }, at) => (example[at + 1]?.label === label ? [label] : [])),
    ),
  );
  return [...repeated].filter((label) => !inARow.has(label));
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

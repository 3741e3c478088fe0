// Writes a recipe out: numbered steps, and the tree over them.
import type { RecipeElement } from '../contract/index.ts';
import type { ElementPath } from './element-path.ts';
import { ordersOf } from './order.ts';
import type { RecipeNode, RecipeStep } from './recipe.ts';

/** A node, and whether a right part may have nothing of it. */
interface Expanded {
  readonly node: RecipeNode;
  readonly canBeEmpty: boolean;
}

export interface ExpandedRecipe {
  readonly steps: readonly RecipeStep[];
  readonly tree: Expanded;
}

/** What an element takes from those around it. */
interface Surroundings {
  readonly round: RecipeStep['round'];
  readonly optional: boolean;
  /** Indexes of the steps of what comes before it in a free order. */
  readonly after: readonly number[];
}

/** @param lineOf 1-based line of the element at a path. */
export function expandRecipe(
  elements: readonly RecipeElement[],
  lineOf: (path: ElementPath) => number,
): ExpandedRecipe {
  const steps: RecipeStep[] = [];

  const expand = (element: RecipeElement, path: ElementPath, around: Surroundings): Expanded => {
    const optional = around.optional || element.optional;
    const once = (round: RecipeStep['round'], isOptional: boolean): Expanded => {
      const inner = { ...around, round, optional: isOptional };
      if (element.kind !== 'step') return expandGroup(element, path, inner);
      const { label, title, minSeconds, maxSeconds, typicalSeconds, minProbability, critical } = element;
      steps.push({
        index: steps.length + 1,
        label,
        title: title ?? label,
        optional: isOptional,
        minSeconds,
        maxSeconds,
        typicalSeconds,
        minProbability,
        critical,
        round,
        after: around.after,
        line: lineOf(path),
      });
      return { node: { kind: 'step', step: steps.length - 1 }, canBeEmpty: false };
    };
    const repeat = element.kind === 'step' ? null : element.repeat;
    const expanded =
      repeat === null
        ? once(around.round, optional)
        : inSequence(
            Array.from({ length: repeat.max }, (_, round) =>
              once({ number: round + 1, of: repeat.max }, optional || round >= repeat.min),
            ),
            repeat.min,
          );
    return element.optional ? orNothing(expanded) : expanded;
  };

  const expandGroup = (
    group: Exclude<RecipeElement, { kind: 'step' }>,
    path: ElementPath,
    around: Surroundings,
  ): Expanded => {
    const { kind } = group;
    const within = (index: number): ElementPath => [...path, kind, index];
    if (kind === 'anyOrder') {
      const before = ordersOf(group.elements);
      const ranges: number[][] = [];
      const children = new Array<Expanded>(group.elements.length);
      group.elements.forEach((element, index) => {
        const from = steps.length;
        children[index] = expand(element, within(index), around);
        ranges.push(Array.from({ length: steps.length - from }, (_, at) => from + at));
      });
      // The steps before may be written after: their numbers are known only now.
      ranges.forEach((range, index) => {
        const after = before[index]!.flatMap((other) => ranges[other]!.map((at) => at + 1));
        for (const at of range) steps[at] = { ...steps[at]!, after: [...steps[at]!.after, ...after] };
      });
      return {
        node: { kind, children: children.map(({ node }) => node), before },
        canBeEmpty: children.every(({ canBeEmpty }) => canBeEmpty),
      };
    }
    const inner = { ...around, optional: around.optional || kind === 'oneOf' };
    const children = group.elements.map((element, index) => expand(element, within(index), inner));
    const isEmpty = ({ canBeEmpty }: Expanded): boolean => canBeEmpty;
    return {
      node: { kind, children: children.map(({ node }) => node) },
      canBeEmpty: kind === 'oneOf' ? children.some(isEmpty) : children.every(isEmpty),
    };
  };

  const around = { round: null, optional: false, after: [] };
  const children = elements.map((element, index) => expand(element, ['steps', index], around));
  return { steps, tree: inSequence(children, children.length) };
}

/** Those from `required` on may be left out, each with all that follow. */
function inSequence(children: readonly Expanded[], required: number): Expanded {
  let rest: Expanded | null = null;
  for (const child of children.slice(required).reverse())
    rest = orNothing(rest === null ? child : join([child, rest]));
  const first = children.slice(0, required);
  return join(rest === null ? first : [...first, rest]);
}

function join(children: readonly Expanded[]): Expanded {
  if (children.length === 1) return children[0]!;
  return {
    node: { kind: 'sequence', children: children.map(({ node }) => node) },
    canBeEmpty: children.every(({ canBeEmpty }) => canBeEmpty),
  };
}

function orNothing({ node }: Expanded): Expanded {
  return { node: { kind: 'optional', child: node }, canBeEmpty: true };
}

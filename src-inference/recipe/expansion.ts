// Writes a recipe out: numbered steps, and the tree over them.
import type { GroupElement, RecipeElement, StepElement } from '../contract/index.ts';
import type { ElementPath } from './element-path.ts';
import { closureOf, ordersOf } from './order.ts';
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

/** What an element takes over from the groups around it. */
interface Surroundings {
  readonly round: RecipeStep['round'];
  readonly optional: boolean;
  /** Numbers of the steps that come before it in the `anyOrder` groups around it. */
  readonly after: readonly number[];
}

/** @param lineOf 1-based line of the element at a path. */
export function expandRecipe(
  elements: readonly RecipeElement[],
  lineOf: (path: ElementPath) => number,
): ExpandedRecipe {
  const expansion = new Expansion(lineOf);
  const around = { round: null, optional: false, after: [] };
  const children = elements.map((element, index) => expansion.expand(element, ['steps', index], around));
  return { steps: expansion.steps, tree: inSequence(children, children.length) };
}

class Expansion {
  readonly steps: RecipeStep[] = [];
  private readonly lineOf: (path: ElementPath) => number;

  constructor(lineOf: (path: ElementPath) => number) {
    this.lineOf = lineOf;
  }

  expand(element: RecipeElement, path: ElementPath, around: Surroundings): Expanded {
    const optional = around.optional || element.optional;
    const expanded =
      element.kind === 'step'
        ? this.addStep(element, path, { ...around, optional })
        : this.expandRounds(element, path, { ...around, optional });
    return element.optional ? orNothing(expanded) : expanded;
  }

  private addStep(element: StepElement, path: ElementPath, around: Surroundings): Expanded {
    const { label, title, minSeconds, maxSeconds, typicalSeconds, minProbability } = element;
    const { critical, missing, order } = element;
    const position = this.steps.length;
    this.steps.push({
      index: position + 1,
      label,
      title: title ?? label,
      optional: around.optional,
      minSeconds,
      maxSeconds,
      typicalSeconds,
      minProbability,
      critical,
      missing,
      order,
      round: around.round,
      after: around.after,
      line: this.lineOf(path),
    });
    return { node: { kind: 'step', step: position }, canBeEmpty: false };
  }

  /** The rounds beyond the fewest ones are optional. */
  private expandRounds(group: GroupElement, path: ElementPath, around: Surroundings): Expanded {
    const { repeat } = group;
    if (repeat === null) return this.expandGroup(group, path, around);
    const rounds = Array.from({ length: repeat.max }, (_, at) =>
      this.expandGroup(group, path, {
        ...around,
        round: { number: at + 1, of: repeat.max },
        optional: around.optional || at >= repeat.min,
      }),
    );
    return inSequence(rounds, repeat.min);
  }

  private expandGroup(group: GroupElement, path: ElementPath, around: Surroundings): Expanded {
    const { kind, elements } = group;
    if (kind === 'anyOrder') return this.expandAnyOrder(elements, [...path, kind], around);
    const inner = { ...around, optional: around.optional || kind === 'oneOf' };
    const children = elements.map((element, index) => this.expand(element, [...path, kind, index], inner));
    return {
      node: { kind, children: nodesOf(children) },
      canBeEmpty: kind === 'oneOf' ? children.some(isEmpty) : children.every(isEmpty),
    };
  }

  private expandAnyOrder(
    elements: readonly RecipeElement[],
    path: ElementPath,
    around: Surroundings,
  ): Expanded {
    const before = ordersOf(elements);
    const ranges: number[][] = [];
    const children = elements.map((element, index) => {
      const from = this.steps.length;
      const child = this.expand(element, [...path, index], around);
      ranges.push(Array.from({ length: this.steps.length - from }, (_, at) => from + at));
      return child;
    });
    // The steps that come before may be written behind: only now all numbers are known.
    ranges.forEach((range, index) => {
      const after = before[index]!.flatMap((other) => ranges[other]!.map((at) => this.steps[at]!.index));
      for (const at of range) {
        const step = this.steps[at]!;
        this.steps[at] = { ...step, after: [...step.after, ...after] };
      }
    });
    return {
      node: { kind: 'anyOrder', children: nodesOf(children), before: closureOf(before) },
      canBeEmpty: children.every(isEmpty),
    };
  }
}

/** The children from `required` on may be left out, each with all that follow. */
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
    node: { kind: 'sequence', children: nodesOf(children) },
    canBeEmpty: children.every(isEmpty),
  };
}

function orNothing({ node }: Expanded): Expanded {
  return { node: { kind: 'optional', child: node }, canBeEmpty: true };
}

function nodesOf(children: readonly Expanded[]): RecipeNode[] {
  return children.map(({ node }) => node);
}

function isEmpty({ canBeEmpty }: Expanded): boolean {
  return canBeEmpty;
}

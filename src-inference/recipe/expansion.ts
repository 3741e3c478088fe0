// Writes a recipe out: numbered steps, and the tree over them.
import type { CodeCondition, GroupElement, RecipeElement, StepElement } from '../contract/index.ts';
import { type ElementPath, pathInside } from './element-path.ts';
import { closureOf, type OuterOrders, ordersIn } from './order.ts';
import type { RecipeNode, RecipeStep } from './recipe.ts';
import { StepList, type Surroundings } from './step-list.ts';

/** A node, and whether a right part may have nothing of it. */
interface Expanded {
  readonly node: RecipeNode;
  readonly canBeEmpty: boolean;
}

export interface ExpandedRecipe {
  readonly steps: readonly RecipeStep[];
  readonly tree: Expanded;
}

export interface ExpansionRules {
  /** Pieces for which each step is done. */
  readonly batch: number;
  readonly outerOrders: OuterOrders;
  /** Whether the part is one of those that an element belongs to. */
  readonly meets: (when: CodeCondition) => boolean;
  /** 1-based line of the element at a path. */
  readonly lineOf: (path: ElementPath) => number;
}

const alone: Surroundings = {
  round: null,
  time: null,
  optional: false,
  choice: null,
  when: [],
  ids: [],
  after: [],
};

/** The steps are numbered the same for all parts; those of other parts are not in the tree. */
export function expandRecipe(elements: readonly RecipeElement[], rules: ExpansionRules): ExpandedRecipe {
  const expansion = new Expansion(rules);
  const children = elements.map((element, index) => expansion.expand(element, ['steps', index], alone));
  const tree = inSequence(children, children.length);
  return {
    steps: expansion.steps.finished(),
    tree: tree ?? { node: { kind: 'sequence', children: [] }, canBeEmpty: true },
  };
}

/** Methods give null where the part has nothing of an element. */
class Expansion {
  readonly steps = new StepList();
  private readonly rules: ExpansionRules;

  constructor(rules: ExpansionRules) {
    this.rules = rules;
  }

  expand(element: RecipeElement, path: ElementPath, around: Surroundings): Expanded | null {
    const own = within(element, around);
    const expanded =
      element.kind === 'step'
        ? inSequence(this.expandTimes(element, path, own), element.repeat?.min ?? 1)
        : this.expandRounds(element, path, own);
    if (expanded === null || !this.isAskedFor(element)) return null;
    return element.optional ? orNothing(expanded) : expanded;
  }

  private isAskedFor({ when }: RecipeElement): boolean {
    return when === null || this.rules.meets(when);
  }

  /** Once for each time that the step is done. */
  private expandTimes(element: StepElement, path: ElementPath, around: Surroundings): Expanded[] {
    const { repeat } = element;
    if (repeat === null) return [this.expandPieces(element, path, around)];
    return Array.from({ length: repeat.max }, (_, at) =>
      this.expandPieces(element, path, {
        ...around,
        time: { number: at + 1, of: repeat.max },
        optional: around.optional || at >= repeat.min,
      }),
    );
  }

  private expandPieces(element: StepElement, path: ElementPath, around: Surroundings): Expanded {
    const { batch, lineOf } = this.rules;
    const pieces = Array.from({ length: batch }, (_, at): Expanded => {
      const piece = batch === 1 ? null : { number: at + 1, of: batch };
      const step = this.steps.add(element, piece, around, lineOf(path));
      return { node: { kind: 'step', step }, canBeEmpty: false };
    });
    return join(pieces);
  }

  /** The rounds beyond the fewest ones are optional. */
  private expandRounds(group: GroupElement, path: ElementPath, around: Surroundings): Expanded | null {
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

  private expandGroup(group: GroupElement, path: ElementPath, around: Surroundings): Expanded | null {
    const { kind, elements } = group;
    const inside = pathInside(group, path);
    if (kind === 'anyOrder') return this.expandAnyOrder(group, inside, around);
    const inner = { ...around, optional: around.optional || kind === 'oneOf' };
    const children = elements
      .map((element, index) => this.expand(element, [...inside, index], inner))
      .filter((child) => child !== null);
    if (children.length === 0) return null;
    return {
      node: { kind, children: nodesOf(children) },
      canBeEmpty: kind === 'oneOf' ? children.some(isEmpty) : children.every(isEmpty),
    };
  }

  private expandAnyOrder(group: GroupElement, path: ElementPath, around: Surroundings): Expanded | null {
    const { elements, atLeast } = group;
    const before = ordersIn(elements, path, this.rules.outerOrders);
    const allBefore = closureOf(before);
    const choice = atLeast === null ? around.choice : { least: atLeast, of: elements.length };
    const inner = { ...around, choice, optional: around.optional || atLeast !== null };
    const children: Expanded[] = [];
    const timeBefore: (number | null)[] = [];
    const ranges: number[][] = [];
    const childrenOf = elements.map((element, index) => {
      const from = this.steps.count;
      const own = this.expandInAnyOrder(element, [...path, index], inner);
      ranges.push(Array.from({ length: this.steps.count - from }, (_, at) => from + at));
      return own.map((child, time) => {
        timeBefore.push(time === 0 ? null : children.length - 1);
        return children.push(atLeast === null ? child : orNothing(child)) - 1;
      });
    });
    // The steps that come before may be written behind: only now all numbers are known.
    ranges.forEach((range, index) => {
      this.steps.addOrders(
        range,
        before[index]!.flatMap((other) => ranges[other]!),
      );
    });
    if (children.length === 0) return null;
    return {
      node: {
        kind: 'anyOrder',
        children: nodesOf(children),
        before: childrenOf.flatMap((own, index) =>
          own.map(() => allBefore[index]!.flatMap((other) => childrenOf[other]!)),
        ),
        timeBefore,
        atLeast: atLeast === null ? null : Math.min(atLeast, children.length),
      },
      canBeEmpty: atLeast === null && children.every(isEmpty),
    };
  }

  /** The times of a step are elements of the group by themselves: others may be done between them. */
  private expandInAnyOrder(element: RecipeElement, path: ElementPath, around: Surroundings): Expanded[] {
    if (element.kind === 'step' && element.repeat !== null) {
      const { min } = element.repeat;
      const times = this.expandTimes(element, path, within(element, around));
      if (!this.isAskedFor(element)) return [];
      return times.map((one, at) => (at >= min ? orNothing(one) : one));
    }
    const expanded = this.expand(element, path, around);
    return expanded === null ? [] : [expanded];
  }
}

function within({ id, optional, when, after }: RecipeElement, around: Surroundings): Surroundings {
  return {
    ...around,
    optional: around.optional || optional,
    when: when === null ? around.when : [...around.when, when],
    ids: id === null ? around.ids : [...around.ids, id],
    after: [...around.after, ...after],
  };
}

/** The children from `required` on may be left out, each with all that follow. */
function inSequence(children: readonly (Expanded | null)[], required: number): Expanded | null {
  const isThere = (child: Expanded | null): child is Expanded => child !== null;
  let rest: Expanded | null = null;
  for (const child of children.slice(required).filter(isThere).reverse())
    rest = orNothing(rest === null ? child : join([child, rest]));
  const first = children.slice(0, required).filter(isThere);
  const all = rest === null ? first : [...first, rest];
  return all.length === 0 ? null : join(all);
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

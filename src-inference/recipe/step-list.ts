// The numbered steps of a recipe while it is expanded.
import type { CodeCondition, NumberedOf, StepElement } from '../contract/index.ts';
import { nameOf } from './names.ts';
import type { RecipeStep } from './recipe.ts';

/** What an element takes over from what is around it. */
export interface Surroundings {
  readonly round: NumberedOf | null;
  readonly time: NumberedOf | null;
  readonly optional: boolean;
  readonly choice: RecipeStep['choice'];
  readonly when: readonly CodeCondition[];
  /** The ids around it, and the names of their `after`. */
  readonly ids: readonly string[];
  readonly after: readonly string[];
}

/** What only the expansion knows of a step. */
interface Origin {
  readonly element: StepElement;
  /** By which `after` and `wait` may mean it: its own name, and the ids around it. */
  readonly names: readonly string[];
  /** The names of `after`, its own and of those around it. */
  readonly after: readonly string[];
}

export class StepList {
  private readonly steps: RecipeStep[] = [];
  private readonly origins: Origin[] = [];

  get count(): number {
    return this.steps.length;
  }

  /** @returns The position of the step, 0-based. */
  add(element: StepElement, piece: NumberedOf | null, around: Surroundings, line: number): number {
    const { label, title, minSeconds, maxSeconds, holdSeconds, typicalSeconds, minProbability } = element;
    const position = this.steps.length;
    this.origins.push({ element, names: [nameOf(element)!, ...around.ids], after: around.after });
    this.steps.push({
      index: position + 1,
      label,
      title: title ?? label,
      optional: around.optional,
      minSeconds,
      maxSeconds,
      holdSeconds,
      typicalSeconds,
      minProbability,
      critical: element.critical,
      missing: element.missing,
      order: element.order,
      round: around.round,
      time: around.time,
      piece,
      choice: around.choice,
      after: [],
      wait: null,
      when: around.when,
      note: element.note,
      picture: element.picture,
      remedies: element.remedies,
      line,
    });
    return position;
  }

  /** Each step of `range` comes after those of `before` that its `after` names. Both are positions. */
  addOrders(range: readonly number[], before: readonly number[]): void {
    for (const at of range) {
      const { after } = this.origins[at]!;
      const meant = before.filter((other) => this.origins[other]!.names.some((name) => after.includes(name)));
      const step = this.steps[at]!;
      this.steps[at] = { ...step, after: [...step.after, ...meant.map((other) => other + 1)] };
    }
  }

  /** All steps, now that every step has its number. */
  finished(): readonly RecipeStep[] {
    return this.steps.map((step, at) => {
      const { wait } = this.origins[at]!.element;
      if (wait === null) return step;
      const { since, minSeconds, maxSeconds } = wait;
      const numbers = since === null ? null : this.named(since, step.piece);
      return { ...step, wait: { since: numbers, minSeconds, maxSeconds } };
    });
  }

  /** Numbers of the steps with the name, for the same piece of a batch. */
  private named(name: string, piece: NumberedOf | null): readonly number[] {
    return this.steps
      .filter((step, at) => step.piece?.number === piece?.number && this.origins[at]!.names.includes(name))
      .map(({ index }) => index);
  }
}

// An example: the actions with one good part, one after the other.
import type { LabelledAction } from '../contract/index.ts';

interface ExampleAction {
  readonly label: string;
  readonly seconds: number;
  /** The label of the step that this action undoes; null for a step. */
  readonly undoes: string | null;
  /** Whether it was right to do it then. A wrong action teaches nothing, but the part has it. */
  readonly isRight: boolean;
}

export type Example = readonly ExampleAction[];

/** An example that is right from beginning to end. */
export function exampleOf(actions: readonly LabelledAction[]): Example {
  return actions.map(({ label, startSeconds, endSeconds }) => ({
    label,
    seconds: endSeconds - startSeconds,
    undoes: null,
    isRight: true,
  }));
}

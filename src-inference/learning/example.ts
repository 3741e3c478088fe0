// An example: the actions with one good part, one after the other.
import { StationError } from '../contract/index.ts';

interface ExampleAction {
  readonly label: string;
  readonly seconds: number;
  /** The label of the step that this action undoes; null for a step. */
  readonly undoes: string | null;
  /** Whether it was right to do it then. A wrong action teaches nothing, but the part has it. */
  readonly isRight: boolean;
}

export type Example = readonly ExampleAction[];

/** A line of a label file. */
export interface LabelledAction {
  readonly label: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/**
 * Reads a label file: CSV with the header `start,end,label`, times in seconds.
 *
 * @param background The label of doing nothing, whose lines are left out; null when there is none.
 * @returns By time.
 * @throws StationError `usage` with the line that is wrong.
 */
export function parseLabelFile(
  text: string,
  where: string,
  background: string | null,
): readonly LabelledAction[] {
  const lines = text.split(/\r?\n/);
  const fail = (line: number, message: string): never => {
    throw new StationError('usage', message, {
      where,
      line,
      hint: 'An example is a CSV file with the header start,end,label and times in seconds, such as resources/demo/good.csv.',
    });
  };
  if (lines[0]?.trim() !== 'start,end,label') fail(1, 'The first line is not "start,end,label".');
  const rows = lines.slice(1).flatMap((line, index) => {
    if (line.trim() === '') return [];
    const [start, end, ...rest] = line.split(',');
    const [startSeconds, endSeconds, label] = [Number(start), Number(end), rest.join(',').trim()];
    if (!(endSeconds > startSeconds) || label === '') {
      fail(index + 2, `"${line}" is not an action: it needs a start, a later end and a label.`);
    }
    return [{ startSeconds, endSeconds, label }];
  });
  return rows.filter(({ label }) => label !== background).sort((a, b) => a.startSeconds - b.startSeconds);
}

/** An example that is right from beginning to end. */
export function exampleOf(actions: readonly LabelledAction[]): Example {
  return actions.map(({ label, startSeconds, endSeconds }) => ({
    label,
    seconds: endSeconds - startSeconds,
    undoes: null,
    isRight: true,
  }));
}

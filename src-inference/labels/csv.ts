// Our label files: CSV with start, end and label, in seconds of presentation time. Pure.
import { type LabelledAction, nearestName, StationError } from '../contract/index.ts';
import { findSeparator, splitLine, writeCell } from './cells.ts';
import { roundedSeconds } from './seconds.ts';

const columns = ['start', 'end', 'label'] as const;

/**
 * @param where The file, for messages.
 * @param known Names of labels; others are an error. Null: any name is a label.
 * @returns By time.
 * @throws StationError `labels_invalid` with the line that is wrong.
 */
export function parseLabels(
  text: string,
  where: string,
  known: readonly string[] | null,
): readonly LabelledAction[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const separator = findSeparator(lines[0]!);
  const header = splitLine(lines[0]!, separator).map((cell) => cell.toLowerCase());
  const hasHeader = columns.every((column) => header.includes(column));
  const places = columns.map((column, i) => (hasHeader ? header.indexOf(column) : i));
  const actions = lines.flatMap((line, i): readonly LabelledAction[] => {
    if ((hasHeader && i === 0) || line.trim() === '') return [];
    const row = splitLine(line, separator);
    const [start = '', end = '', label = ''] = places.map((place) => row[place] ?? '');
    return [checkedAction(start, end, label, { where, line: i + 1, text: line, known })];
  });
  return actions.sort((a, b) => a.startSeconds - b.startSeconds);
}

/** The text that `parseLabels` reads as the same actions, to a microsecond. */
export function writeLabels(actions: readonly LabelledAction[]): string {
  const lines = actions.map(({ startSeconds, endSeconds, label }) =>
    [roundedSeconds(startSeconds), roundedSeconds(endSeconds), writeCell(label)].join(','),
  );
  return `${['start,end,label', ...lines].join('\n')}\n`;
}

function checkedAction(
  start: string,
  end: string,
  label: string,
  place: {
    readonly where: string;
    readonly line: number;
    readonly text: string;
    readonly known: readonly string[] | null;
  },
): LabelledAction {
  const { where, line, text, known } = place;
  const fail = (message: string): never => {
    throw new StationError('labels_invalid', message, {
      where,
      line,
      hint: 'A line is start,end,label: seconds with a decimal point, and a label that is known.',
    });
  };
  const [startSeconds, endSeconds] = [Number(start || Number.NaN), Number(end || Number.NaN)];
  if (!Number.isFinite(startSeconds) || !Number.isFinite(endSeconds)) fail(`"${text}" has no two times.`);
  if (startSeconds < 0 || endSeconds <= startSeconds) fail(`"${text}" ends before it starts.`);
  if (label === '') fail(`"${text}" has no label.`);
  if (known !== null && !known.includes(label)) {
    const near = nearestName(label, known);
    fail(`The label "${label}" is not known${near === null ? '.' : `; did you mean "${near}"?`}`);
  }
  return { startSeconds, endSeconds, label };
}

// Formats a table for the terminal.
import { colors } from './output.ts';

export interface TableRow {
  /** May contain colour codes. */
  readonly cells: readonly string[];
  /** Printed after the row; on a narrow terminal, on the line below. */
  readonly note?: string;
}

/** Each column is as wide as its widest cell. @param right Indices of the columns that are aligned to the right. */
export function table(
  header: readonly string[],
  rows: readonly TableRow[],
  right: readonly number[] = [],
): string {
  const widths = header.map((title, i) =>
    Math.max(title.length, ...rows.map(({ cells }) => visible(cells[i] ?? ''))),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => {
        const padding = ' '.repeat(widths[i]! - visible(cell));
        return right.includes(i) ? padding + cell : cell + padding;
      })
      .join('  ')
      .trimEnd();
  const noted = ({ cells, note = '' }: TableRow): string => {
    const text = line(cells);
    if (note === '') return text;
    const fits = visible(text) + 2 + note.length <= (process.stdout.columns || Number.POSITIVE_INFINITY);
    return fits ? `${text}  ${note}` : `${text}\n${' '.repeat(widths[0]! + 2)}${note}`;
  };
  return [colors.dim(line(header)), ...rows.map(noted)].join('\n');
}

function visible(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences of colours are what is removed
  return text.replace(/\x1b\[[0-9;]*m/g, '').length;
}

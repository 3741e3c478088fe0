// CSV (RFC 4180) with one row for each step, and the columns of its part before those of the step. A part without steps has
// one row. Pure.
import { type Cell, type ExportedPart, partColumns, stepColumns } from './columns.ts';

export function csvHeader(): string {
  return toLine([...partColumns, ...stepColumns.map((column) => `step.${column}`)]);
}

export function csvLines({ cells, steps }: ExportedPart): string {
  const rows = steps();
  return rows.length === 0
    ? toLine([...cells, ...stepColumns.map(() => null)])
    : rows.map((step) => toLine([...cells, ...step])).join('');
}

function toLine(cells: readonly Cell[]): string {
  return `${cells.map(toField).join(',')}\r\n`;
}

/**
 * A spreadsheet takes a text that begins with one of these for a formula: with an apostrophe before it, it stays a text
 * (OWASP, CSV Injection).
 */
const formulaStart = /^[=+\-@\t\r\n]/;

function toField(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = formulaStart.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

// JSON lines: one object for each part, with its steps. Pure.
import { type Cell, type ExportedPart, partColumns, stepColumns } from './columns.ts';

export function jsonLine({ cells, steps }: ExportedPart): string {
  const part = named(partColumns, cells);
  return `${JSON.stringify({ ...part, steps: steps().map((step) => named(stepColumns, step)) })}\n`;
}

function named(columns: readonly string[], cells: readonly Cell[]): Record<string, Cell> {
  return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? null]));
}

// Writes an export from the index: row by row, so that a year of parts fits as well as a day.
import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { type ExportFormat, StationError } from '../../contract/index.ts';
import type { Database } from '../database.ts';
import type { ChosenParts } from '../queries/parts.ts';
import { countParts, exportedParts, partColumns, stepColumns } from './columns.ts';
import { csvHeader, csvLines } from './csv.ts';
import { jsonLine } from './json-lines.ts';
import { Workbook } from './workbook.ts';

export interface ExportOptions extends ChosenParts {
  readonly format: ExportFormat;
  /** File that is replaced when everything is written. */
  readonly out: string;
}

/** Bytes that are written at once. */
const blockBytes = 1 << 20;
/** Parts after which the progress is told. */
const progressParts = 500;

/**
 * @returns The number of parts.
 * @throws StationError `output_unwritable`; then no file is left behind.
 */
export function writeExport(
  database: Database,
  { format, out, ...chosen }: ExportOptions,
  onProgress: (done: number) => void,
): number {
  const partial = `${out}.part`;
  const file = guarded(out, () => openSync(partial, 'w'));
  let pending: Uint8Array[] = [];
  let size = 0;
  const flush = (): void => {
    guarded(out, () => writeAll(file, Buffer.concat(pending)));
    pending = [];
    size = 0;
  };
  const write = (bytes: Uint8Array): void => {
    pending.push(bytes);
    size += bytes.length;
    if (size >= blockBytes) flush();
  };
  try {
    // Everything is of one moment, whatever is added meanwhile.
    database.exec('BEGIN');
    const parts = writers[format](database, chosen, write, onProgress);
    flush();
    guarded(out, () => renameSync(partial, out));
    return parts;
  } catch (thrown) {
    rmSync(partial, { force: true });
    throw thrown;
  } finally {
    closeSync(file);
    database.exec('COMMIT');
  }
}

type Writer = (
  database: Database,
  chosen: ChosenParts,
  write: (bytes: Uint8Array) => void,
  onProgress: (done: number) => void,
) => number;

const writers: Readonly<Record<ExportFormat, Writer>> = {
  csv(database, chosen, write, onProgress) {
    // Spreadsheets know by the mark (U+FEFF) that it is UTF-8.
    write(Buffer.from(`\uFEFF${csvHeader()}`));
    return forEachPart(database, chosen, onProgress, 0, 1, (part) => write(Buffer.from(csvLines(part))));
  },
  jsonl: (database, chosen, write, onProgress) =>
    forEachPart(database, chosen, onProgress, 0, 1, (part) => write(Buffer.from(jsonLine(part)))),
  xlsx(database, chosen, write, onProgress) {
    const workbook = new Workbook(write);
    const addPart = workbook.beginSheet('Parts', partColumns);
    const parts = forEachPart(database, chosen, onProgress, 0, 0.2, ({ cells }) => addPart(cells));
    const addStep = workbook.beginSheet('Steps', ['part', ...stepColumns]);
    forEachPart(database, chosen, onProgress, 0.2, 0.8, ({ cells, steps }) => {
      for (const step of steps()) addStep([cells[0]!, ...step]);
    });
    workbook.close();
    return parts;
  },
};

function forEachPart(
  database: Database,
  chosen: ChosenParts,
  onProgress: (done: number) => void,
  from: number,
  share: number,
  take: (part: ReturnType<typeof exportedParts> extends Iterable<infer Part> ? Part : never) => void,
): number {
  const all = countParts(database, chosen);
  let parts = 0;
  for (const part of exportedParts(database, chosen)) {
    take(part);
    parts += 1;
    if (parts % progressParts === 0) onProgress(from + (share * parts) / Math.max(all, 1));
  }
  return parts;
}

function writeAll(file: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}

function guarded<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new StationError('output_unwritable', `The export cannot be written (${code}).`, {
      where: path,
      hint: 'Free some space, or name another file.',
      cause,
    });
  }
}

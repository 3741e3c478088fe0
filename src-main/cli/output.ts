// How the command line looks: colours, times, tables, the progress bar, errors.
import pc from 'picocolors';
import type { StationError, StepStatus, Verdict } from '../../src-inference/contract/index.ts';

const wantsColours = process.env.NO_COLOR === undefined && process.env.TERM !== 'dumb';
/** Colours on a terminal, plain text in a file or a pipe. */
export const colors = pc.createColors(wantsColours && process.stdout.isTTY === true);
const errorColors = pc.createColors(wantsColours && process.stderr.isTTY === true);

export function printLine(text = ''): void {
  process.stdout.write(`${text}\n`);
}

export function printJson(value: unknown): void {
  printLine(JSON.stringify(value));
}

/** One clear error: what is wrong, where, what to do. As JSON it is the one object that was promised. */
export function printError(error: StationError, json: boolean): void {
  if (json) {
    printJson({ error: error.toJSON() });
    return;
  }
  const place = [error.where, error.line, error.column].filter((part) => part !== undefined).join(':');
  const lines = [`${errorColors.red('error')} ${errorColors.dim(error.code)}  ${error.message}`];
  if (place) lines.push(`  where  ${place}`);
  if (error.hint) lines.push(`  hint   ${error.hint}`);
  process.stderr.write(`${lines.join('\n')}\n`);
}

/** `1:05.3`, from seconds. */
export function clock(seconds: number): string {
  const tenths = Math.round(seconds * 10);
  const rest = tenths % 600;
  return `${Math.floor(tenths / 600)}:${String(Math.floor(rest / 10)).padStart(2, '0')}.${rest % 10}`;
}

/** `1 step`, `22 steps`. */
export function counted(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

export function percent(probability: number | null): string {
  return probability === null ? '' : `${Math.round(probability * 100)} %`;
}

const statusWords: Record<StepStatus, string> = {
  ok: 'ok',
  uncertain: 'uncertain',
  wrong: 'WRONG',
  missed: 'MISSED',
  extra: 'EXTRA',
  outOfOrder: 'OUT OF ORDER',
  corrected: 'corrected',
};

export function statusText(status: StepStatus): string {
  const word = statusWords[status];
  if (status === 'ok') return colors.green(word);
  return status === 'uncertain' || status === 'corrected' ? colors.yellow(word) : colors.red(word);
}

export function verdictText(verdict: Verdict): string {
  const paint = { pass: colors.green, warn: colors.yellow, fail: colors.red }[verdict];
  return paint(colors.bold(verdict.toUpperCase()));
}

export interface TableRow {
  /** May be coloured. */
  readonly cells: readonly string[];
  /** Stands after the row, or under it where the terminal is too narrow. */
  readonly note?: string;
}

/** Columns as wide as their widest cell. `right` names the columns that hold numbers. */
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
    const fits = visible(text) + 2 + note.length <= (process.stdout.columns ?? Number.POSITIVE_INFINITY);
    return fits ? `${text}  ${note}` : `${text}\n${' '.repeat(widths[0]! + 2)}${note}`;
  };
  return [colors.dim(line(header)), ...rows.map(noted)].join('\n');
}

function visible(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape sequences of colours are what is removed
  return text.replace(/\x1b\[[0-9;]*m/g, '').length;
}

/** A bar on the last line of the terminal; nothing at all where the standard error output is not one. */
export class ProgressBar {
  private shown = false;
  private readonly enabled = process.stderr.isTTY === true && process.env.TERM !== 'dumb';

  /** @param done From 0 to 1; null when the length is not known. */
  show(done: number | null, remark: string): void {
    if (!this.enabled) return;
    const share = done === null ? '' : `${String(Math.floor(done * 100)).padStart(3)} %  `;
    const columns = process.stderr.columns || 80;
    // A line that fills the last column would wrap, and stay behind.
    const text = `${share}${remark}`.slice(0, columns - 1);
    const width = Math.min(28, columns - text.length - 3);
    process.stderr.write(`\r\x1b[K${width < 4 ? '' : `${bar(done ?? 0, width)}  `}${text}`);
    this.shown = true;
  }

  /** Makes room for a line of output. */
  clear(): void {
    if (this.shown) process.stderr.write('\r\x1b[K');
    this.shown = false;
  }
}

function bar(done: number, width: number): string {
  const filled = Math.round(done * width);
  return `${'━'.repeat(filled)}${errorColors.dim('━'.repeat(width - filled))}`;
}

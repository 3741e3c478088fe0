// Formats what the command line prints: colours, times, words, errors.
import pc from 'picocolors';
import type { JudgedStep, StationError, StepStatus, Verdict } from '../../src-inference/contract/index.ts';

const wantsColours = process.env.NO_COLOR === undefined && process.env.TERM !== 'dumb';
/** For the standard output: colours on a terminal, plain text in a file or a pipe. */
export const colors = pc.createColors(wantsColours && process.stdout.isTTY === true);
/** The same for the standard error output. */
export const errorColors = pc.createColors(wantsColours && process.stderr.isTTY === true);

export function printLine(text = ''): void {
  process.stdout.write(`${text}\n`);
}

export function printJson(value: unknown): void {
  printLine(JSON.stringify(value));
}

/** Prints what is wrong, where, and what to do. With `json`, the error is the one JSON object that the command prints. */
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

/** Seconds as `1:05.3`. */
export function clock(seconds: number): string {
  const tenths = Math.round(seconds * 10);
  const rest = tenths % 600;
  return `${Math.floor(tenths / 600)}:${String(Math.floor(rest / 10)).padStart(2, '0')}.${rest % 10}`;
}

/** `29.97 fps`; empty when unknown. */
export function framesPerSecondText(rate: number | null): string {
  return rate === null ? '' : `${Number(rate.toFixed(2))} fps`;
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
  swapped: 'SWAPPED',
  outOfOrder: 'OUT OF ORDER',
  corrected: 'corrected',
  tooFast: 'too fast',
  tooSlow: 'too slow',
  tooSoon: 'too soon',
  tooLate: 'too late',
};

export function statusText({ status, severity }: Pick<JudgedStep, 'status' | 'severity'>): string {
  const paint = { pass: colors.green, warn: colors.yellow, fail: colors.red }[severity];
  return paint(statusWords[status]);
}

export function verdictText(verdict: Verdict): string {
  const paint = { pass: colors.green, warn: colors.yellow, fail: colors.red }[verdict];
  return paint(colors.bold(verdict.toUpperCase()));
}

import { errorColors } from './output.ts';

/** A progress bar on the last line of the terminal. Without a terminal it writes nothing. */
export class ProgressBar {
  private shown = false;
  private readonly enabled = process.stderr.isTTY === true && process.env.TERM !== 'dumb';

  /** @param done From 0 to 1; null when the length is unknown. */
  show(done: number | null, note: string): void {
    if (!this.enabled) return;
    const percentage = done === null ? '' : `${String(Math.floor(done * 100)).padStart(3)} %  `;
    const columns = process.stderr.columns || 80;
    // A line that fills the last column would wrap, and could not be erased.
    const text = `${percentage}${note}`.slice(0, columns - 1);
    const width = Math.min(28, columns - text.length - 3);
    process.stderr.write(`\r\x1b[K${width < 4 ? '' : `${bar(done ?? 0, width)}  `}${text}`);
    this.shown = true;
  }

  /** Erases the bar, for example before a line of output. */
  clear(): void {
    if (this.shown) process.stderr.write('\r\x1b[K');
    this.shown = false;
  }
}

function bar(done: number, width: number): string {
  const filled = Math.round(done * width);
  return `${'━'.repeat(filled)}${errorColors.dim('━'.repeat(width - filled))}`;
}

// Keeps the end of what a process writes to its standard error output, to explain why the process ended.
import type { Readable } from 'node:stream';

const maxCharacters = 4000;
const maxLines = 6;
/** How long the rest of the output is waited for after the process ended. */
const maxWaitMilliseconds = 500;

export class StderrTail {
  private readonly stream: Readable | null;
  private tail = '';

  /** Reads the stream from now on, so that it never blocks the process. */
  constructor(stream: Readable | null) {
    this.stream = stream;
    stream?.setEncoding('utf8').on('data', (text: string) => {
      this.tail = (this.tail + text).slice(-maxCharacters);
    });
  }

  /** The last lines, without stack traces: those do not help a person. */
  get text(): string {
    const lines = this.tail.split('\n').filter((line) => line.trim() !== '' && !/^\s+at /.test(line));
    return lines.slice(-maxLines).join('\n');
  }

  /** For a process that ended: resolves when its whole output was read, or after 500 ms. */
  async finished(): Promise<void> {
    const stream = this.stream;
    if (!stream || stream.closed) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, maxWaitMilliseconds);
      stream.once('close', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}

// A program that prints a line again and again, such as tegrastats: it is kept running, and the newest line is kept.
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A tool that ends is started again, but not more often than this. */
const restartMilliseconds = 60_000;
/** A line that is older than this says nothing about the present. */
const staleMilliseconds = 10_000;

export class ReportingTool<Reading> {
  private readonly program: string;
  private readonly words: readonly string[];
  private readonly parse: (line: string) => Reading | null;
  private child: ChildProcess | null = null;
  private restart: NodeJS.Timeout | undefined;
  private newest: { readonly reading: Reading; readonly at: number } | null = null;
  private isStopped = false;
  /** Resolves when it has told something, or is not there, or has ended. */
  readonly hasBegun: Promise<void>;
  private begin: () => void = () => undefined;

  /** @param parse Null: the line is no reading. */
  constructor(program: string, words: readonly string[], parse: (line: string) => Reading | null) {
    this.program = program;
    this.words = words;
    this.parse = parse;
    this.hasBegun = new Promise((resolve) => {
      this.begin = resolve;
    });
    this.start();
  }

  /** Null: the tool is not there, or has been silent for too long. */
  get reading(): Reading | null {
    if (this.newest === null || performance.now() - this.newest.at > staleMilliseconds) return null;
    return this.newest.reading;
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.restart);
    this.child?.kill('SIGKILL');
  }

  private start(): void {
    const child = spawn(this.program, this.words, { stdio: ['ignore', 'pipe', 'ignore'] });
    this.child = child;
    child.unref();
    createInterface({ input: child.stdout }).on('line', (line) => {
      const reading = this.parse(line);
      if (reading === null) return;
      this.newest = { reading, at: performance.now() };
      this.begin();
    });
    child.on('error', (error: NodeJS.ErrnoException) => {
      // It will not be installed while the station runs.
      if (error.code === 'ENOENT') this.isStopped = true;
    });
    child.on('close', () => {
      this.begin();
      if (this.isStopped) return;
      this.restart = setTimeout(() => this.start(), restartMilliseconds);
      this.restart.unref();
    });
  }
}

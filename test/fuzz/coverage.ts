// Which ways through the functions of the program were taken, from V8's own block coverage: inputs that take new ones become
// seeds. libFuzzer's guidance without its instrumentation.
import { Session } from 'node:inspector';

interface FunctionCoverage {
  readonly ranges: readonly {
    readonly startOffset: number;
    readonly endOffset: number;
    readonly count: number;
  }[];
}

interface Coverage {
  readonly result: readonly { readonly url: string; readonly functions: readonly FunctionCoverage[] }[];
}

export class BlockCoverage {
  private readonly session = new Session();
  private readonly seen = new Set<string>();

  constructor() {
    this.session.connect();
    this.session.post('Profiler.enable');
    this.session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  }

  get ways(): number {
    return this.seen.size;
  }

  /** Whether ways were taken since the last call that had never been taken before. */
  hasGrown(): boolean {
    const before = this.seen.size;
    this.session.post('Profiler.takePreciseCoverage', (error, coverage) => {
      if (error) throw error;
      this.note(coverage as unknown as Coverage);
    });
    return this.seen.size > before;
  }

  close(): void {
    this.session.disconnect();
  }

  private note({ result }: Coverage): void {
    for (const { url, functions } of result) {
      if (!url.includes('/src-')) continue;
      for (const { ranges } of functions) {
        // V8 leaves out the blocks that ran as often as what is round them, so one block alone says nothing.
        const ways = ranges.map(
          ({ startOffset, endOffset, count }) => `${startOffset}-${endOffset}${count > 0 ? '+' : ''}`,
        );
        this.seen.add(`${url}:${ways.join()}`);
      }
    }
  }
}

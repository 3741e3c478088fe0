// The attempts at a live source that does not play: counted, with a pause between them that a person can cut short.
import type { ErrorCode, SourceRetry } from '../contract/index.ts';
import { retrySeconds } from './retry-schedule.ts';

/** A source that plays for less is not well: the pauses go on growing. */
const steadyMilliseconds = 10_000;

export class Reconnection {
  private readonly now: () => Date;
  private readonly random: () => number;
  private retry: SourceRetry | null = null;
  /** Attempts that the pauses are counted by: a person who tries again begins anew. */
  private row = 0;
  private playingSince: Date | null = null;
  private pause: AbortController | null = null;

  constructor(now: () => Date = () => new Date(), random: () => number = Math.random) {
    this.now = now;
    this.random = random;
  }

  /** @param code Why the attempt failed; null: the source fell silent. */
  failed(code: ErrorCode | null): SourceRetry {
    const at = this.now();
    const playedMilliseconds = this.playingSince === null ? 0 : at.getTime() - this.playingSince.getTime();
    if (playedMilliseconds >= steadyMilliseconds) this.row = 0;
    this.playingSince = null;
    this.row += 1;
    this.retry = {
      attempts: (this.retry?.attempts ?? 0) + 1,
      since: this.retry?.since ?? at.toISOString(),
      nextAt: new Date(at.getTime() + 1000 * retrySeconds(this.row, code, this.random())).toISOString(),
    };
    return this.retry;
  }

  /** @returns The attempts that were needed; null: it never failed. */
  played(): SourceRetry | null {
    const { retry } = this;
    this.retry = null;
    this.playingSince = this.now();
    return retry;
  }

  /** Until it is time for the next attempt, or a person wants it. */
  async wait(signal: AbortSignal): Promise<void> {
    if (this.retry === null || signal.aborted) return;
    const pause = new AbortController();
    const end = (): void => pause.abort();
    const timer = setTimeout(end, Date.parse(this.retry.nextAt) - this.now().getTime());
    signal.addEventListener('abort', end);
    this.pause = pause;
    await new Promise((resolve) => pause.signal.addEventListener('abort', resolve, { once: true }));
    this.pause = null;
    signal.removeEventListener('abort', end);
    clearTimeout(timer);
  }

  /** @returns Whether somebody waited. */
  tryNow(): boolean {
    if (this.pause === null) return false;
    this.row = 0;
    this.pause.abort();
    return true;
  }
}

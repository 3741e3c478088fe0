// Keeps one connection: makes it, serves it, and makes it again after a pause when it broke.
import {
  type LinkCondition,
  type StationError,
  type StationSnapshot,
  toStationError,
} from '../contract/index.ts';
import { pauseAfter } from './backoff.ts';
import type { LinkDriver, LinkQueue, LinkSession } from './link-session.ts';

export interface LinkLoopOptions {
  readonly driver: LinkDriver;
  readonly queue: LinkQueue;
  readonly snapshot: StationSnapshot;
  readonly report: (state: LinkCondition, error: StationError | null) => void;
}

/** A connection that served for so long begins again with the shortest pause. */
const steadyMilliseconds = 10_000;

export class LinkLoop {
  private readonly options: LinkLoopOptions;
  private readonly ended: Promise<void>;
  private snapshot: StationSnapshot;
  private session: LinkSession | null = null;
  private isClosing = false;
  /** Ends what the loop waits for. */
  private release: () => void = () => undefined;

  constructor(options: LinkLoopOptions) {
    this.options = options;
    this.snapshot = options.snapshot;
    options.report('connecting', null);
    this.ended = this.run();
  }

  present(snapshot: StationSnapshot): void {
    this.snapshot = snapshot;
    this.session?.present(snapshot);
  }

  wake(): void {
    this.session?.wake();
  }

  /** Never rejects. */
  async close(): Promise<void> {
    this.isClosing = true;
    this.release();
    await this.session?.close();
    await this.ended;
  }

  private async run(): Promise<void> {
    let failures = 0;
    while (!this.isClosing) {
      let connectedAt: number | null = null;
      try {
        const session = await this.options.driver.connect(this.options.queue, this.snapshot);
        if (this.isClosing) return void (await session.close());
        this.session = session;
        connectedAt = performance.now();
        this.options.report('connected', null);
        session.present(this.snapshot);
        session.wake();
        await Promise.race([session.broken, this.released()]);
      } catch (thrown) {
        if (connectedAt !== null && performance.now() - connectedAt > steadyMilliseconds) failures = 0;
        failures += 1;
        // Ends what a broken connection still holds.
        void this.session?.close();
        this.session = null;
        this.options.report('failed', toStationError(thrown));
        if (!this.isClosing) await this.pause(pauseAfter(failures, Math.random()));
      }
    }
  }

  private released(): Promise<void> {
    return new Promise((resolve) => {
      this.release = resolve;
    });
  }

  private async pause(milliseconds: number): Promise<void> {
    const released = this.released();
    const timer = setTimeout(this.release, milliseconds);
    await released;
    clearTimeout(timer);
  }
}

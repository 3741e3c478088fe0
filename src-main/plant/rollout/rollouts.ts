// Rollouts of the plant: stations ask what they shall run, and stages go on.
import { createHash } from 'node:crypto';
import type { RolloutOrders } from '../../../src-inference/contract/index.ts';
import type { Database } from '../database/database.ts';
import { ordersOf } from '../queries/rollout-orders.ts';
import { advanceRollouts } from '../queries/rollout-stages.ts';
import { trailEnd } from '../queries/rollout-trail.ts';
import type { KnownStation } from '../queries/station-tokens.ts';

const tickMilliseconds = 2000;
/** A station asks again after this time at the latest. */
const waitMilliseconds = 25_000;

export class Rollouts {
  private readonly database: Database;
  private readonly waiting = new Set<() => void>();
  private trail = -1;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(database: Database) {
    this.database = database;
    this.timer = setTimeout(() => void this.tick(), tickMilliseconds);
  }

  /**
   * What the plant wants of a station. Resolves at once when that is not what the station knows, else when something changes.
   *
   * @param tag Of what the station knows; null: nothing.
   * @param signal The station does not wait any more.
   * @throws StationError of the database.
   */
  async orders(station: KnownStation, tag: string | null, signal: AbortSignal): Promise<RolloutOrders> {
    const until = performance.now() + waitMilliseconds;
    for (;;) {
      const changed = this.change(until - performance.now(), signal);
      const orders = await ordersOf(this.database.query, station);
      const now = createHash('sha256').update(JSON.stringify(orders)).digest('hex');
      const isOver = performance.now() >= until || signal.aborted || this.closed;
      if (now !== tag || isOver) return { tag: now, orders };
      await changed;
    }
  }

  /** Rollouts were changed here: nobody waits until that is found in the database. */
  wake(): void {
    for (const look of [...this.waiting]) look();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.wake();
  }

  private change(milliseconds: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const look = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', look);
        this.waiting.delete(look);
        resolve();
      };
      const timer = setTimeout(look, Math.max(0, milliseconds));
      signal.addEventListener('abort', look);
      this.waiting.add(look);
    });
  }

  /** Another program may have changed them, too. */
  private async tick(): Promise<void> {
    try {
      await advanceRollouts(this.database);
      const end = await trailEnd(this.database.query);
      if (end !== this.trail) this.wake();
      this.trail = end;
    } catch {
      // The wall says that the database is away; it is tried again.
    }
    if (!this.closed) this.timer = setTimeout(() => void this.tick(), tickMilliseconds);
  }
}

// Long work on the thread of the station, in slices: between two of them the station goes on with what it watches.
import { setImmediate as nextTurn } from 'node:timers/promises';

/** A window comes every 100 ms or so, and a heartbeat every second: neither notices a delay of this length. */
const sliceMilliseconds = 8;

export class Slices {
  private begun = performance.now();

  /** To be awaited often. Resolves at once, or in the next turn of the event loop when the slice is over. */
  async giveWay(): Promise<void> {
    if (performance.now() - this.begun < sliceMilliseconds) return;
    await nextTurn();
    this.begun = performance.now();
  }
}

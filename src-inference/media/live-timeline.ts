// The times of a live source's frames, over all its connections. Pure: the caller gives the clock.

/** Times that jump back, as after a restart of the sender, become this much more than the one before: windows need order. */
const smallestStepSeconds = 0.0001;

/** Counts from the first frame of all. An interruption takes as long on it as on the clock. */
export class LiveTimeline {
  private startedAt: number | null = null;
  private offset = 0;
  private newest = 0;

  /**
   * At the first frame of a connection.
   *
   * @param runningSeconds Of that frame.
   * @param nowSeconds Of a clock that never jumps.
   */
  connect(runningSeconds: number, nowSeconds: number): void {
    this.startedAt ??= nowSeconds;
    this.offset = nowSeconds - this.startedAt - runningSeconds;
  }

  /** Presentation time of a frame of the current connection, in seconds. */
  date(runningSeconds: number): number {
    this.newest = Math.max(runningSeconds + this.offset, this.newest + smallestStepSeconds);
    return this.newest;
  }
}

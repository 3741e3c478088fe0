// The windows that a part is judged by, gathered while they come. A part is recognised only after it began, so its windows
// reach back to the end of the part before it. Pure.

interface TimeSpan {
  readonly startSeconds: number;
  readonly endSeconds: number;
}

export class PartWindows<Window extends TimeSpan> {
  private windows: Window[] = [];

  /** In the order of their time. */
  get all(): readonly Window[] {
    return this.windows;
  }

  /** A window that lies before the last one begins anew: the source plays again from its start, or from another place. */
  push(window: Window): void {
    if (window.startSeconds < (this.windows.at(-1)?.startSeconds ?? 0)) this.windows = [];
    this.windows.push(window);
  }

  /** Keeps at least the newest `count` windows, and less than twice as many: dropping them one by one would cost more. */
  keepNewest(count: number): void {
    if (this.windows.length >= 2 * count) this.windows = this.windows.slice(-count);
  }

  /** Drops windows that ended more than this before the newest one did. */
  keepSeconds(seconds: number): void {
    const newest = this.windows.at(-1);
    if (!newest) return;
    const first = this.windows.findIndex(({ endSeconds }) => newest.endSeconds - endSeconds <= seconds);
    if (first > 0) this.windows.splice(0, first);
  }

  /** A part has ended: windows whose middle lies at or after its end belong to the next part. */
  endPart(atSeconds: number): void {
    this.windows = this.windows.filter(
      ({ startSeconds, endSeconds }) => (startSeconds + endSeconds) / 2 >= atSeconds,
    );
  }

  clear(): void {
    this.windows = [];
  }
}

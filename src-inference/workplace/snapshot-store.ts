// The snapshot that all screens share, folded from the events.
import { advance, type StationSnapshot } from '../contract/index.ts';
import type { EventLog } from '../station/index.ts';

export class SnapshotStore {
  private snapshot: StationSnapshot;

  constructor(initial: StationSnapshot, eventLog: EventLog) {
    this.snapshot = initial;
    eventLog.subscribeSnapshot((event) => {
      this.snapshot = advance(this.snapshot, event);
    });
  }

  /** Whoever asks for it and then folds the events after its sequence number misses nothing. */
  get current(): StationSnapshot {
    return this.snapshot;
  }
}

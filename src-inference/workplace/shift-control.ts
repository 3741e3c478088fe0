// Begins shifts: when a person says so, and at the times of the settings.
import { byStation, type Requester } from '../contract/index.ts';
import type { EventLog } from '../station/index.ts';
import type { Configuration } from './configuration.ts';
import { isShiftDue } from './shift-clock.ts';
import type { SnapshotStore } from './snapshot-store.ts';

interface Context {
  readonly eventLog: EventLog;
  readonly configuration: Configuration;
  readonly snapshot: SnapshotStore;
  readonly now: () => Date;
}

export class ShiftControl {
  private readonly context: Context;
  private isBeginning = false;

  constructor(context: Context) {
    this.context = context;
  }

  start(from: Requester): Promise<void> {
    const { configuration, eventLog, snapshot } = this.context;
    return configuration.enqueue(async () => {
      await eventLog.publish({ type: 'shiftStarted' });
      await configuration.hold(
        { ...configuration.settings, shiftStartedAt: snapshot.current.shift.since },
        from,
      );
    });
  }

  /** To be called now and then: a time of the settings may have come. */
  startIfDue(): void {
    const { configuration, snapshot, now } = this.context;
    const isDue = isShiftDue(configuration.settings.shifts, snapshot.current.shift.since, now());
    if (!isDue || this.isBeginning) return;
    this.isBeginning = true;
    this.start(byStation)
      .catch(() => undefined)
      .finally(() => {
        this.isBeginning = false;
      });
  }
}

// A station that began before its index was complete: what the record says of the shift comes later.
import type { Archive } from '../archive/index.ts';
import type { FinishedPart, PartNumber, ShiftCounts, StationSnapshot } from '../contract/index.ts';
import type { NewestEntry } from '../record/index.ts';
import type { EventLog } from '../station/index.ts';
import { firstDayOf, replayDays, replayFromIndex } from './journal-replay.ts';
import type { SnapshotStore } from './snapshot-store.ts';

export interface CountsRecallParts {
  /** Folder of the journals. */
  readonly record: string;
  readonly archive: Archive;
  /** The snapshot before any event. */
  readonly initial: StationSnapshot;
  readonly newest: NewestEntry | null;
  readonly snapshot: SnapshotStore;
  readonly eventLog: EventLog;
  readonly now: () => Date;
}

interface Counts {
  readonly shift: ShiftCounts;
  readonly unacknowledged: StationSnapshot['unacknowledged'];
  readonly lastPart: FinishedPart | null;
  readonly numbers: readonly PartNumber[];
}

/** A part may end while they are read: then they are read again. */
const mostAttempts = 20;

/** @returns The newest parts of the days. @throws What the journals throw when they cannot be read. */
export async function recallCounts(parts: CountsRecallParts): Promise<readonly PartNumber[]> {
  const { snapshot, eventLog } = parts;
  let counts: Counts;
  for (let attempt = 1; ; attempt++) {
    const { shift, unacknowledged } = snapshot.current;
    counts = await readCounts(parts);
    const isStill = snapshot.current.shift === shift && snapshot.current.unacknowledged === unacknowledged;
    if (isStill || attempt === mostAttempts) break;
  }
  const lastPart = snapshot.current.lastPart === null ? counts.lastPart : null;
  const { shift, unacknowledged, numbers } = counts;
  await eventLog.publish({ type: 'countsRecalled', shift, unacknowledged, lastPart });
  return numbers;
}

async function readCounts({ record, archive, initial, newest, now }: CountsRecallParts): Promise<Counts> {
  const firstDay = firstDayOf(initial, newest, now());
  try {
    await archive.catchUp('all');
    return await replayFromIndex(record, archive, initial, firstDay);
  } catch {
    // Without an index, the journals say it.
    return replayDays(record, initial, firstDay);
  }
}

// What people say of parts that are over: seen, acknowledged, to be kept, judged wrongly.
import { type Commands, type EngineEvent, StationError } from '../contract/index.ts';
import type { EventLog } from '../station/index.ts';
import type { History } from './history.ts';
import type { SnapshotStore } from './snapshot-store.ts';

interface Context {
  readonly eventLog: EventLog;
  readonly history: History;
  readonly snapshot: SnapshotStore;
}

export class PartControl {
  private readonly context: Context;

  constructor(context: Context) {
    this.context = context;
  }

  /** @throws StationError `not_possible` for a part that needs no acknowledgement. */
  async acknowledge({ id, by, reason }: Commands['acknowledgePart']['input']): Promise<void> {
    const { eventLog, history, snapshot } = this.context;
    if (!snapshot.current.unacknowledged.includes(id) && !(await history.isWaiting(id))) {
      throw new StationError('not_possible', 'This part needs no acknowledgement.', {
        where: id,
        hint: 'It passed, or somebody has acknowledged it already.',
      });
    }
    await eventLog.publish({ type: 'partAcknowledged', id, by, reason });
  }

  /** @throws StationError `part_not_found`. */
  async keep({ id, kept, by }: Commands['keepPart']['input']): Promise<void> {
    const { eventLog, history } = this.context;
    if ((await history.summaryOf(id)).kept === kept) return;
    await eventLog.publish({ type: 'partKept', id, kept, by });
  }

  /** The first time is noted. @throws StationError `part_not_found`. */
  async markEvidenceSeen({ id, by }: Commands['markEvidenceSeen']['input']): Promise<void> {
    const { eventLog, history } = this.context;
    const { evidence } = await history.summaryOf(id);
    if (evidence?.seenAt === null) await eventLog.publish({ type: 'evidenceSeen', id, by });
  }

  /** A person says that the verdict of a part was wrong. It stays as it is. */
  judgeOtherwise(said: Omit<Extract<EngineEvent, { type: 'partJudgedOtherwise' }>, 'type'>): Promise<void> {
    return this.context.eventLog.publish({ type: 'partJudgedOtherwise', ...said });
  }
}

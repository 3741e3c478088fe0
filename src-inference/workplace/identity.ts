// Which part it is, who works at the bench, and who says otherwise than the checker.
import { type Commands, StationError } from '../contract/index.ts';
import type { EventLog } from '../station/index.ts';
import type { History } from './history.ts';
import type { SnapshotStore } from './snapshot-store.ts';

export interface IdentityParts {
  readonly eventLog: EventLog;
  readonly snapshot: SnapshotStore;
  readonly history: History;
}

export class Identity {
  private readonly parts: IdentityParts;

  constructor(parts: IdentityParts) {
    this.parts = parts;
  }

  /** @param input Identity null takes back what was said before. */
  async identifyNext({ identity, by }: Commands['identifyNextPart']['input']): Promise<void> {
    await this.parts.eventLog.publish({ type: 'nextPartIdentified', identity, by });
  }

  /** @throws StationError `not_possible` for another part than the one in progress or the last one. */
  async identify({ id, identity, by }: Commands['identifyPart']['input']): Promise<void> {
    const { part, lastPart } = this.parts.snapshot.current;
    if ((part ?? lastPart)?.id !== id) {
      throw new StationError('not_possible', 'The next part has begun already.', {
        where: id,
        hint: 'Only the part in progress, or the last one, can be identified.',
      });
    }
    await this.parts.eventLog.publish({ type: 'partIdentified', id, identity, by });
  }

  async logOut(): Promise<void> {
    if (this.parts.snapshot.current.operator === null) return;
    await this.parts.eventLog.publish({ type: 'operatorChanged', operator: null, reason: 'loggedOut' });
  }

  /** @throws StationError `part_not_found`, also for a part that is still in progress. */
  async override({ id, verdict, by, reason }: Commands['overridePart']['input']): Promise<void> {
    const { lastPart } = this.parts.snapshot.current;
    const part = lastPart?.id === id ? lastPart : await this.parts.history.summaryOf(id);
    const replaces = part.override?.verdict ?? null;
    await this.parts.eventLog.publish({ type: 'partOverridden', id, verdict, by, reason, replaces });
  }
}

// Who works at the bench: logs people in by badge or PIN, and out by command, at the start of a shift, or when nobody is there.
import {
  type Commands,
  type EngineEvent,
  type NumberedEvent,
  type OperatorReason,
  type Person,
  type Requester,
  StationError,
} from '../contract/index.ts';
import { PinLimiter } from '../identity/index.ts';
import type { EventLog } from '../station/index.ts';
import type { Configuration } from './configuration.ts';
import { type People, unknownPerson } from './people.ts';
import type { SnapshotStore } from './snapshot-store.ts';

export interface OperatorLoginParts {
  readonly people: People;
  readonly configuration: Configuration;
  readonly snapshot: SnapshotStore;
  readonly eventLog: EventLog;
  /** Only differences matter: a clock that nobody can set. */
  readonly now: () => Date;
}

/** Somebody is at the bench. */
const signsOfLife: ReadonlySet<EngineEvent['type']> = new Set([
  'partStarted',
  'stepJudged',
  'partEnded',
  'partAcknowledged',
  'partOverridden',
  'nextPartIdentified',
  'partIdentified',
  'identityRefused',
  'operatorChanged',
]);

export class OperatorLogin {
  private readonly parts: OperatorLoginParts;
  private readonly limiter = new PinLimiter();
  private lastSign: number;

  constructor(parts: OperatorLoginParts) {
    this.parts = parts;
    this.lastSign = parts.now().getTime();
  }

  list(): readonly Person[] {
    return this.parts.people.list();
  }

  /** @throws StationError `person_unknown`. */
  async byBadge(badge: string): Promise<void> {
    const name = this.parts.people.nameOfBadge(badge);
    if (name === null) throw unknownPerson('Nobody has this badge.', 'badge');
    await this.change(name, 'badge');
  }

  /** @throws StationError `person_unknown`, `pin_wrong`, `pin_locked`. */
  async byPin({ name, pin }: Commands['logInOperator']['input']): Promise<void> {
    const { people, now } = this.parts;
    if (people.find(name)?.hasPin !== true) {
      throw unknownPerson(`Nobody called "${name}" may log in with a PIN.`, name);
    }
    const at = now().getTime();
    const seconds = this.limiter.waitSeconds(name, at);
    if (seconds > 0) {
      throw new StationError('pin_locked', `Too many wrong PINs for ${name}.`, {
        where: name,
        hint: `Wait ${seconds} s, or use the badge.`,
      });
    }
    this.limiter.begin(name, at);
    if (!(await people.hasPin(name, pin))) {
      throw new StationError('pin_wrong', 'The PIN is wrong.', { where: name, hint: 'Type it again.' });
    }
    this.limiter.succeeded(name);
    await this.change(name, 'pin');
  }

  async logOut(reason: OperatorReason = 'loggedOut'): Promise<void> {
    await this.change(null, reason);
  }

  /** @throws StationError `badge_in_use`, `record_unwritable`. */
  save(person: Commands['savePerson']['input'], from: Requester): Promise<void> {
    return this.parts.configuration.enqueue(async () => {
      const before = this.describe(person.name);
      await this.parts.people.save(person);
      const after = this.describe(person.name);
      const changes = [after, person.badge && 'new badge', person.pin && 'new PIN'].filter(Boolean);
      await this.audit(person.name, from, before, changes.join(', '));
    });
  }

  /** @throws StationError `person_unknown`, `record_unwritable`. */
  remove(name: string, from: Requester): Promise<void> {
    return this.parts.configuration.enqueue(async () => {
      const before = this.describe(name);
      await this.parts.people.remove(name);
      await this.audit(name, from, before, null);
      if (this.parts.snapshot.current.operator === name) await this.logOut('removed');
    });
  }

  /** Called with every event. The health of the station comes once a second, so that no timer is needed. */
  notice({ event }: NumberedEvent): void {
    const { configuration, snapshot, now } = this.parts;
    const at = now().getTime();
    if (signsOfLife.has(event.type)) this.lastSign = at;
    const { operator, part } = snapshot.current;
    if (operator === null) return;
    const { atShift, idleMinutes } = configuration.settings.identity.logOut;
    const isIdle = idleMinutes !== null && part === null && at - this.lastSign >= idleMinutes * 60_000;
    if (event.type === 'shiftStarted' && atShift) this.logOut('shift').catch(() => undefined);
    else if (event.type === 'health' && isIdle) this.logOut('idle').catch(() => undefined);
  }

  private async change(operator: string | null, reason: OperatorReason): Promise<void> {
    if (this.parts.snapshot.current.operator === operator) return;
    await this.parts.eventLog.publish({ type: 'operatorChanged', operator, reason });
  }

  /** Without badge and PIN themselves. */
  private describe(name: string): string | null {
    const person = this.parts.people.find(name);
    if (person === null) return null;
    const { hasBadge, hasPin } = person;
    return [hasBadge ? 'badge' : 'no badge', hasPin ? 'PIN' : 'no PIN'].join(', ');
  }

  private audit(
    subject: string,
    from: Requester,
    before: string | null,
    after: string | null,
  ): Promise<void> {
    return this.parts.configuration.audit({ what: 'people', subject, before, after }, from);
  }
}

/** Goes on evenly when the clock of the machine is set. */
export function steadyTime(): Date {
  return new Date(performance.timeOrigin + performance.now());
}

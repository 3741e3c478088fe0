// Notices that somebody has set the clock of the machine: the time of day and the time since the machine was switched on, asleep or
// not, no longer go together. A time service that keeps the clock in step changes it by less than a millisecond a second.
import { uptime } from 'node:os';
import type { EngineEvent } from '../contract/index.ts';

/** Smaller steps confuse nobody. */
const leastSeconds = 2;

export interface Clocks {
  readonly now: () => Date;
  /** Seconds since the machine was switched on, also while it was asleep. */
  readonly uptimeSeconds?: () => number;
}

type ClockChanged = Extract<EngineEvent, { type: 'clockChanged' }>;

export class ClockWatch {
  private readonly clocks: Required<Clocks>;
  /** What the time of day was when the machine was switched on, by its clock of now: seconds since 1970. */
  private origin: number;

  constructor({ now, uptimeSeconds = uptime }: Clocks) {
    this.clocks = { now, uptimeSeconds };
    this.origin = this.readOrigin();
  }

  /** To be called about once a second. @returns Null: nobody has set it since the last call. */
  look(): ClockChanged | null {
    const before = this.origin;
    this.origin = this.readOrigin();
    return changed(this.origin - before, false);
  }

  private readOrigin(): number {
    return this.clocks.now().getTime() / 1000 - this.clocks.uptimeSeconds();
  }
}

/** A clock that went back while no engine ran. @param newestAt Time of the newest entry of the record, ISO 8601; null: there is none. */
export function setBackWhileStopped(newestAt: string | null, now: Date): ClockChanged | null {
  const bySeconds = newestAt === null ? 0 : (now.getTime() - Date.parse(newestAt)) / 1000;
  return bySeconds < 0 ? changed(bySeconds, true) : null;
}

function changed(bySeconds: number, whileStopped: boolean): ClockChanged | null {
  if (Math.abs(bySeconds) < leastSeconds) return null;
  return { type: 'clockChanged', bySeconds: Math.round(bySeconds * 10) / 10, whileStopped };
}

// Locks a person out after wrong PINs: a PIN of four digits is guessed soon. Times are milliseconds of any clock.

const freeAttempts = 5;
const firstLockMilliseconds = 60_000;
const longestLockMilliseconds = 3_600_000;

interface Failures {
  readonly count: number;
  readonly at: number;
}

export class PinLimiter {
  private readonly failures = new Map<string, Failures>();

  /** Seconds until the person may try again; 0: now. */
  waitSeconds(person: string, now: number): number {
    const known = this.failures.get(person);
    if (known === undefined) return 0;
    return Math.max(0, Math.ceil((known.at + lockAfter(known.count) - now) / 1000));
  }

  /** Counts an attempt before the PIN is checked, so that many at the same time do not get through. */
  begin(person: string, now: number): void {
    this.failures.set(person, { count: (this.failures.get(person)?.count ?? 0) + 1, at: now });
  }

  succeeded(person: string): void {
    this.failures.delete(person);
  }
}

/** Each further attempt doubles the time. */
function lockAfter(count: number): number {
  if (count < freeAttempts) return 0;
  return Math.min(firstLockMilliseconds * 2 ** (count - freeAttempts), longestLockMilliseconds);
}

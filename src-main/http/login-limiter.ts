// Limits how often an address may try to log in. Times come from the caller's clock, in milliseconds.

const freeAttempts = 5;
const initialWaitMilliseconds = 5000;
const maxWaitMilliseconds = 900_000;
/** Older attempts do not count any more. */
const expiryMilliseconds = 3_600_000;
const maxAddresses = 10_000;

interface Attempts {
  readonly count: number;
  readonly at: number;
}

export class LoginLimiter {
  private readonly attempts = new Map<string, Attempts>();

  /**
   * Counts an attempt before its password is checked, so that many attempts at the same time do not get through.
   *
   * @returns Seconds to wait; 0: the attempt is allowed.
   */
  begin(address: string, now: number): number {
    const wait = this.waitSeconds(address, now);
    if (wait > 0) return wait;
    const key = keyOf(address);
    const before = this.known(key, now)?.count ?? 0;
    // Deleted and inserted again, so that the first key of the map is the oldest.
    this.attempts.delete(key);
    this.attempts.set(key, { count: before + 1, at: now });
    const [oldest] = this.attempts.keys();
    if (this.attempts.size > maxAddresses) this.attempts.delete(oldest!);
    return 0;
  }

  /** Until the next attempt is allowed; 0: it is. Counts nothing. */
  waitSeconds(address: string, now: number): number {
    const known = this.known(keyOf(address), now);
    return known === null ? 0 : Math.max(0, Math.ceil((known.at + waitAfter(known.count) - now) / 1000));
  }

  /** Takes back the last attempt only: a viewer who knows their password may be guessing the operator's. */
  succeeded(address: string): void {
    const key = keyOf(address);
    const known = this.attempts.get(key);
    if (known) this.attempts.set(key, { ...known, count: known.count - 1 });
  }

  private known(key: string, now: number): Attempts | null {
    const known = this.attempts.get(key);
    return known && now - known.at < expiryMilliseconds ? known : null;
  }
}

function waitAfter(count: number): number {
  if (count < freeAttempts) return 0;
  return Math.min(initialWaitMilliseconds * 2 ** (count - freeAttempts), maxWaitMilliseconds);
}

/** The whole /64 network of an IPv6 address: one machine usually owns all of it. */
function keyOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail = ''] = plain.split('::');
  const first = head.split(':').filter(Boolean);
  const last = tail.split(':').filter(Boolean);
  const zeros = plain.includes('::') ? Array(Math.max(0, 8 - first.length - last.length)).fill('0') : [];
  return [...first, ...zeros, ...last].slice(0, 4).join(':');
}

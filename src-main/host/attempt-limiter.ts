// How often somebody may try to log in. Times come from the caller's clock, in milliseconds.

const freeAttempts = 5;
const firstWaitMilliseconds = 5000;
const longestWaitMilliseconds = 900_000;
/** Attempts of so long ago no longer count. */
const memoryMilliseconds = 3_600_000;
const mostAddresses = 10_000;

interface Attempts {
  readonly count: number;
  readonly at: number;
}

export class AttemptLimiter {
  private readonly attempts = new Map<string, Attempts>();

  /**
   * Counts an attempt before it is known whether it is a good one: many at the same time do not get past.
   *
   * @returns Seconds to wait; 0: go on.
   */
  begin(address: string, now: number): number {
    const key = keyOf(address);
    const known = this.attempts.get(key);
    const before = known && now - known.at < memoryMilliseconds ? known : { count: 0, at: now };
    const wait = before.at + waitAfter(before.count) - now;
    if (wait > 0) return Math.ceil(wait / 1000);
    // Written anew, so that the oldest address is the first of the map.
    this.attempts.delete(key);
    this.attempts.set(key, { count: before.count + 1, at: now });
    const [oldest] = this.attempts.keys();
    if (this.attempts.size > mostAddresses) this.attempts.delete(oldest!);
    return 0;
  }

  /** The attempt was a good one. Those before it still count: who knows one password may be guessing the other. */
  succeeded(address: string): void {
    const key = keyOf(address);
    const known = this.attempts.get(key);
    if (known) this.attempts.set(key, { ...known, count: known.count - 1 });
  }
}

function waitAfter(count: number): number {
  if (count < freeAttempts) return 0;
  return Math.min(firstWaitMilliseconds * 2 ** (count - freeAttempts), longestWaitMilliseconds);
}

/** Whoever has one IPv6 address has its whole /64. */
function keyOf(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail = ''] = plain.split('::');
  const first = head.split(':').filter(Boolean);
  const last = tail.split(':').filter(Boolean);
  const zeros = plain.includes('::') ? Array(Math.max(0, 8 - first.length - last.length)).fill('0') : [];
  return [...first, ...zeros, ...last].slice(0, 4).join(':');
}

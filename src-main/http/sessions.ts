// Sessions of clients that logged in. They are kept in memory only: after a restart of the program, clients log in again.
import { createHash, randomBytes } from 'node:crypto';
import type { Role } from '../../src-inference/contract/index.ts';

/** A session ends after a day without a request and without an open screen. */
const idleMilliseconds = 24 * 3_600_000;
const maxSessions = 1000;

interface Session {
  readonly role: Role;
  usedAt: number;
  /** Told when somebody logs out. */
  readonly ended: Set<() => void>;
}

export class Sessions {
  private readonly sessions = new Map<string, Session>();
  private readonly now: () => number;

  /** @param now Milliseconds of any clock. */
  constructor(now: () => number) {
    this.now = now;
  }

  /** @returns The secret for the cookie. Only its digest is kept, so the time of a look-up tells nothing about it. */
  begin(role: Role): string {
    this.removeExpired();
    const secret = randomBytes(32).toString('base64url');
    this.sessions.set(digest(secret), { role, usedAt: this.now(), ended: new Set() });
    return secret;
  }

  /** Null without a session, or when it has expired. Asking keeps the session alive. */
  roleOf(secret: string | null): Role | null {
    const session = secret === null ? undefined : this.sessions.get(digest(secret));
    if (!session || this.isExpired(session)) return null;
    session.usedAt = this.now();
    return session.role;
  }

  end(secret: string): void {
    const key = digest(secret);
    const session = this.sessions.get(key);
    this.sessions.delete(key);
    for (const told of session?.ended ?? []) told();
  }

  /** @returns Ends the subscription. */
  onEnd(secret: string | null, told: () => void): () => void {
    const session = secret === null ? undefined : this.sessions.get(digest(secret));
    session?.ended.add(told);
    return () => session?.ended.delete(told);
  }

  private isExpired({ usedAt }: Session): boolean {
    return this.now() - usedAt > idleMilliseconds;
  }

  private removeExpired(): void {
    for (const [key, session] of this.sessions) if (this.isExpired(session)) this.sessions.delete(key);
    const [oldest] = this.sessions.keys();
    if (this.sessions.size >= maxSessions) this.sessions.delete(oldest!);
  }
}

function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('base64');
}

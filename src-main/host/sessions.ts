// Who has shown a token or a password. Kept in memory: a station that is started anew asks again.
import { createHash, randomBytes } from 'node:crypto';
import type { Role } from '../../src-inference/contract/index.ts';

/** Without any request, and without an open screen. */
const idleMilliseconds = 24 * 3_600_000;
const mostSessions = 1000;

interface Session {
  readonly role: Role;
  seenAt: number;
}

export class Sessions {
  private readonly sessions = new Map<string, Session>();
  private readonly now: () => number;

  /** @param now Milliseconds of any clock. */
  constructor(now: () => number) {
    this.now = now;
  }

  /** @returns What the cookie holds. Only a digest of it is kept: looking it up tells nothing by its time. */
  begin(role: Role): string {
    this.forgetOld();
    const secret = randomBytes(32).toString('base64url');
    this.sessions.set(digest(secret), { role, seenAt: this.now() });
    return secret;
  }

  /** Null when there is none, or no longer. It is kept from getting old. */
  roleOf(secret: string | null): Role | null {
    const session = secret === null ? undefined : this.sessions.get(digest(secret));
    if (!session || this.now() - session.seenAt > idleMilliseconds) return null;
    session.seenAt = this.now();
    return session.role;
  }

  end(secret: string): void {
    this.sessions.delete(digest(secret));
  }

  private forgetOld(): void {
    for (const [key, { seenAt }] of this.sessions) {
      if (this.now() - seenAt > idleMilliseconds) this.sessions.delete(key);
    }
    const [oldest] = this.sessions.keys();
    if (this.sessions.size >= mostSessions) this.sessions.delete(oldest!);
  }
}

function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('base64');
}

// The token of a start, and the passwords of the roles. Every comparison takes the same time, whether it succeeds or not.
import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import PQueue from 'p-queue';
import type { Role } from '../../src-inference/contract/index.ts';

const deriveKey = promisify<string, Buffer, number, Buffer>(scrypt);
const keyBytes = 32;
/** Each check costs 16 MB and about 50 ms: a flood of logins must not use up the machine. */
const maxChecks = 8;

export interface RolePasswords {
  readonly operator: string;
  /** Null: there is no login for viewers. */
  readonly viewer: string | null;
}

export class Passwords {
  private readonly salt = randomBytes(16);
  private readonly keys: readonly { readonly role: Role; readonly key: Promise<Buffer> }[];
  private readonly checks = new PQueue({ concurrency: 1 });

  constructor({ operator, viewer }: RolePasswords) {
    this.keys = [
      { role: 'operator', key: this.derive(operator) },
      ...(viewer === null ? [] : [{ role: 'viewer' as const, key: this.derive(viewer) }]),
    ];
  }

  /** @returns Null for a wrong password; `busy` when too many passwords are being checked. */
  async roleOf(password: string): Promise<Role | 'busy' | null> {
    if (this.checks.size + this.checks.pending >= maxChecks) return 'busy';
    return this.checks.add(() => this.check(password));
  }

  private async check(password: string): Promise<Role | null> {
    const derived = await this.derive(password);
    let role: Role | null = null;
    // All keys are compared, so that the time does not tell which one matched.
    for (const one of this.keys) if (timingSafeEqual(derived, await one.key)) role ??= one.role;
    return role;
  }

  private derive(password: string): Promise<Buffer> {
    return deriveKey(password.normalize('NFC'), this.salt, keyBytes);
  }
}

export class Token {
  readonly text: string;
  private readonly digest: Buffer;

  /** @param text Left out: a new one that nobody can guess. */
  constructor(text = randomBytes(24).toString('base64url')) {
    this.text = text;
    this.digest = sha256(text);
  }

  equals(text: string): boolean {
    return timingSafeEqual(sha256(text), this.digest);
  }
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

// The token of a launch and the passwords of its roles. What is compared takes the same time whether it is right or not.
import { createHash, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Role } from '../../src-inference/contract/index.ts';

const derive = promisify<string, Buffer, number, Buffer>(scrypt);
const keyBytes = 32;
/** Each one costs 16 MB and some 50 ms: whoever floods the login page must not take the machine. */
const mostWaiting = 8;

export interface PasswordChoice {
  readonly operator: string;
  /** Null: nobody may only look on. */
  readonly viewer: string | null;
}

export class Passwords {
  private readonly salt = randomBytes(16);
  private readonly keys: readonly { readonly role: Role; readonly key: Promise<Buffer> }[];
  private turn: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  constructor({ operator, viewer }: PasswordChoice) {
    this.keys = [
      { role: 'operator', key: this.derive(operator) },
      ...(viewer === null ? [] : [{ role: 'viewer' as const, key: this.derive(viewer) }]),
    ];
  }

  /** @returns Null when it is neither; `busy` when too many are being looked at. */
  async roleOf(password: string): Promise<Role | 'busy' | null> {
    if (this.waiting >= mostWaiting) return 'busy';
    this.waiting += 1;
    const derived = this.turn.then(() => this.derive(password));
    this.turn = derived.catch(() => undefined);
    try {
      const tried = await derived;
      let role: Role | null = null;
      for (const one of this.keys) if (timingSafeEqual(tried, await one.key)) role ??= one.role;
      return role;
    } finally {
      this.waiting -= 1;
    }
  }

  private derive(password: string): Promise<Buffer> {
    return derive(password.normalize('NFC'), this.salt, keyBytes);
  }
}

export class Token {
  readonly text = randomBytes(24).toString('base64url');
  private readonly digest = sha256(this.text);

  equals(text: string): boolean {
    return timingSafeEqual(sha256(text), this.digest);
  }
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

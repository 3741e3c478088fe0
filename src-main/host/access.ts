// Who may come in: names and pages that this station answers to, the token of the launch, passwords, sessions.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import type { Role } from '../../src-inference/contract/index.ts';
import { type HostRules, isAllowedHost, isOwnOrigin } from './allowed-host.ts';
import { AttemptLimiter } from './attempt-limiter.ts';
import { clearCookie, cookieName, readCookie, writeCookie } from './cookie.ts';
import { languageOf, loginPage, messagePage } from './pages.ts';
import { redirect, sendText } from './respond.ts';
import { type PasswordChoice, Passwords, Token } from './secrets.ts';
import { Sessions } from './sessions.ts';

/** A form with one password. */
const longestFormBytes = 4096;

export interface AccessOptions {
  readonly rules: HostRules;
  /** Null: only whoever has the token comes in. */
  readonly passwords: PasswordChoice | null;
  /** Milliseconds of any clock. */
  readonly now: () => number;
}

export interface Visitor {
  readonly role: Role;
  /** Keeps the session from getting old. @returns False when it is over. */
  isStillHere(): boolean;
}

export class Access {
  readonly token = new Token();
  private readonly options: AccessOptions;
  private readonly passwords: Passwords | null;
  private readonly sessions: Sessions;
  private readonly limiter = new AttemptLimiter();
  private cookie = cookieName(0);

  constructor(options: AccessOptions) {
    this.options = options;
    this.passwords = options.passwords && new Passwords(options.passwords);
    this.sessions = new Sessions(options.now);
  }

  /** Known once the server listens. */
  set port(port: number) {
    this.cookie = cookieName(port);
  }

  /** Null when all is well, else why not. Whatever changes something, or stays open, must tell its origin. */
  refusal({ headers }: IncomingMessage, needsOrigin: boolean): string | null {
    if (!isAllowedHost(headers.host, this.options.rules)) {
      return 'This station does not answer to that name. Use its address, or start it with --name.';
    }
    if (headers.origin === undefined && !needsOrigin) return null;
    return isOwnOrigin(headers.origin, headers.host) ? null : 'This page does not belong to the station.';
  }

  visitor(request: IncomingMessage): Visitor | null {
    const secret = readCookie(request, this.cookie);
    const role = this.sessions.roleOf(secret);
    return role && { role, isStillHere: () => this.sessions.roleOf(secret) !== null };
  }

  /** A session for the right token. */
  enterWithToken(request: IncomingMessage, response: ServerResponse, token: string): void {
    const wait = this.limiter.begin(addressOf(request), this.options.now());
    if (wait > 0) return this.refuseAttempt(request, response, wait);
    if (!this.token.equals(token)) return this.turnAway(request, response);
    this.limiter.succeeded(addressOf(request));
    this.enter(response, 'operator');
  }

  /** For whoever has no session: the form, or how to get in without one. */
  turnAway(request: IncomingMessage, response: ServerResponse): void {
    const language = languageOf(request.headers['accept-language']);
    const page = this.passwords ? loginPage(language, null) : messagePage(language, 'token');
    sendText(response, 401, page, 'html');
  }

  showLogin(request: IncomingMessage, response: ServerResponse): void {
    if (!this.passwords) return this.turnAway(request, response);
    sendText(response, 200, loginPage(languageOf(request.headers['accept-language']), null), 'html');
  }

  async login(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!this.passwords) return this.turnAway(request, response);
    const length = Number(request.headers['content-length']);
    if (!(length <= longestFormBytes)) {
      response.setHeader('Connection', 'close');
      return sendText(response, 413, 'That is no password.');
    }
    const password = new URLSearchParams(await readText(request)).get('password') ?? '';
    const address = addressOf(request);
    const wait = this.limiter.begin(address, this.options.now());
    if (wait > 0) return this.refuseAttempt(request, response, wait);
    const role = await this.passwords.roleOf(password);
    if (role === 'busy') return this.refuseAttempt(request, response, 1);
    if (role === null) {
      const language = languageOf(request.headers['accept-language']);
      return sendText(response, 401, loginPage(language, 'wrongPassword'), 'html');
    }
    this.limiter.succeeded(address);
    this.enter(response, role);
  }

  logout(request: IncomingMessage, response: ServerResponse): void {
    const secret = readCookie(request, this.cookie);
    if (secret !== null) this.sessions.end(secret);
    response.setHeader('Set-Cookie', clearCookie(this.cookie));
    redirect(response, '/login');
  }

  private enter(response: ServerResponse, role: Role): void {
    response.setHeader('Set-Cookie', writeCookie(this.cookie, this.sessions.begin(role)));
    redirect(response, '/');
  }

  private refuseAttempt(request: IncomingMessage, response: ServerResponse, waitSeconds: number): void {
    response.setHeader('Retry-After', String(waitSeconds));
    const language = languageOf(request.headers['accept-language']);
    sendText(response, 429, loginPage(language, { waitSeconds }), 'html');
  }
}

function addressOf(request: IncomingMessage): string {
  return request.socket.remoteAddress ?? '';
}

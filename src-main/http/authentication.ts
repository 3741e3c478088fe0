// Decides who may use a site over HTTP: allowed hosts and origins, the token of the start, passwords, sessions.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text as readText } from 'node:stream/consumers';
import type { Role } from '../../src-inference/contract/index.ts';
import { clearCookie, cookieName, readCookie, writeCookie } from './cookie.ts';
import { secretOf } from './credentials.ts';
import { type HostAllowlist, isAllowedHost, isLoopback, isSameOrigin } from './host-allowlist.ts';
import { LoginLimiter } from './login-limiter.ts';
import { languageOf, lockedPage, loginPage, messagePage, type SiteFace } from './pages.ts';
import { redirect, sendText } from './respond.ts';
import { Passwords, type RolePasswords, Token } from './secrets.ts';
import { Sessions } from './sessions.ts';

/** A login form holds one password. */
const maxFormBytes = 4096;

export interface AuthenticationOptions {
  readonly hosts: HostAllowlist;
  /** Null: only the token opens a session. */
  readonly passwords: RolePasswords | null;
  /** Programs that read metrics send it; null: only sessions may read them. */
  readonly metricsToken: string | null;
  /** Asked for each page: a station may be given another name. */
  readonly face: () => SiteFace;
  /** Milliseconds of any clock. */
  readonly now: () => number;
}

/** Who sent a request. */
export interface Client {
  readonly role: Role;
  /** Null: this machine. */
  readonly address: string | null;
  /** False when the session is over. Asking keeps the session alive. */
  isSessionActive(): boolean;
  /** Calls back when somebody logs out. @returns Ends the subscription. */
  onSessionEnd(told: () => void): () => void;
}

/** Whether the request brings its own credentials. A browser sends none of these by itself, from whatever page. */
export function hasBearer({ headers }: IncomingMessage): boolean {
  return headers.authorization !== undefined;
}

export class Authentication {
  readonly token = new Token();
  private readonly options: AuthenticationOptions;
  private readonly passwords: Passwords | null;
  private readonly sessions: Sessions;
  private readonly limiter = new LoginLimiter();
  private readonly metricsToken: Token | null;
  private cookie = cookieName(0);

  constructor(options: AuthenticationOptions) {
    this.options = options;
    this.passwords = options.passwords && new Passwords(options.passwords);
    this.metricsToken = options.metricsToken === null ? null : new Token(options.metricsToken);
    this.sessions = new Sessions(options.now);
  }

  /** Set it when the server listens. */
  set port(port: number) {
    this.cookie = cookieName(port);
  }

  /**
   * Checks where a request comes from.
   *
   * @param needsOrigin For requests that change something, and for WebSockets: a browser always sends their origin.
   * @returns Why the request is refused; null when it is allowed.
   */
  refusal({ headers }: IncomingMessage, needsOrigin: boolean): string | null {
    if (!isAllowedHost(headers.host, this.options.hosts)) {
      return 'This host name is not accepted. Use the address, or start the program with --name NAME.';
    }
    if (headers.origin === undefined && !needsOrigin) return null;
    return isSameOrigin(headers.origin, headers.host)
      ? null
      : 'The request does not come from a page of this site.';
  }

  /** Null without a session. */
  client(request: IncomingMessage): Client | null {
    const secret = readCookie(request, this.cookie);
    const role = this.sessions.roleOf(secret);
    return (
      role && {
        role,
        address: remoteAddressOf(request),
        isSessionActive: () => this.sessions.roleOf(secret) !== null,
        onSessionEnd: (told) => this.sessions.onEnd(secret, told),
      }
    );
  }

  /**
   * Who sends the password of a role, or the token of the start, with the request itself.
   *
   * @returns Null for a wrong one; `wait` after too many of them.
   */
  async clientOfBearer(request: IncomingMessage): Promise<Pick<Client, 'role' | 'address'> | 'wait' | null> {
    const secret = secretOf(request);
    if (secret === null) return null;
    const address = addressOf(request);
    if (this.token.equals(secret)) return { role: 'operator', address: remoteAddressOf(request) };
    if (this.limiter.begin(address, this.options.now()) > 0) return 'wait';
    const role = await this.passwords?.roleOf(secret);
    if (role === 'busy') return 'wait';
    if (!role) return null;
    this.limiter.succeeded(address);
    return { role, address: remoteAddressOf(request) };
  }

  /** Why a program without a session may not read metrics and health; null: it may. */
  machineRefusal(request: IncomingMessage): { readonly status: 401 | 429; readonly text: string } | null {
    const token = secretOf(request);
    if (token === null || this.metricsToken === null) {
      return {
        status: 401,
        text: 'Log in, or send the token: Authorization: Bearer TOKEN (--metrics-token-file).',
      };
    }
    const address = addressOf(request);
    if (this.limiter.begin(address, this.options.now()) > 0) {
      return { status: 429, text: 'Too many wrong tokens: wait a while.' };
    }
    if (!this.metricsToken.equals(token)) return { status: 401, text: 'The token is wrong.' };
    this.limiter.succeeded(address);
    return null;
  }

  /** Nobody guesses the token: who has it gets in, also while others from the same address guess passwords. */
  loginWithToken(request: IncomingMessage, response: ServerResponse, token: string): void {
    if (this.token.equals(token)) return this.startSession(response, 'operator');
    const wait = this.limiter.begin(addressOf(request), this.options.now());
    if (wait > 0) return this.sendTooManyAttempts(request, response, wait);
    this.sendUnauthorized(request, response);
  }

  async loginWithPassword(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!this.passwords) return this.sendUnauthorized(request, response);
    const length = Number(request.headers['content-length']);
    if (!(length <= maxFormBytes)) {
      response.setHeader('Connection', 'close');
      return sendText(response, 413, `A login form has at most ${maxFormBytes} bytes.`);
    }
    const password = new URLSearchParams(await readText(request)).get('password') ?? '';
    const address = addressOf(request);
    const wait = this.limiter.begin(address, this.options.now());
    if (wait > 0) return this.sendTooManyAttempts(request, response, wait);
    const role = await this.passwords.roleOf(password);
    if (role === 'busy') return this.sendTooManyAttempts(request, response, 1);
    if (role === null) return this.sendForm(request, response, 401, true);
    this.limiter.succeeded(address);
    this.startSession(response, role);
  }

  logout(request: IncomingMessage, response: ServerResponse): void {
    const secret = readCookie(request, this.cookie);
    if (secret !== null) this.sessions.end(secret);
    response.setHeader('Set-Cookie', clearCookie(this.cookie));
    redirect(response, '/login');
  }

  /** The login form; without passwords, how to get a session by the token. */
  sendLoginPage(request: IncomingMessage, response: ServerResponse): void {
    if (!this.passwords) return this.sendUnauthorized(request, response);
    const wait = this.limiter.waitSeconds(addressOf(request), this.options.now());
    if (wait > 0) return this.sendTooManyAttempts(request, response, wait);
    this.sendForm(request, response, 200, false);
  }

  /** The answer to a request that needs a session and has none. */
  sendUnauthorized(request: IncomingMessage, response: ServerResponse): void {
    if (this.passwords) return this.sendForm(request, response, 401, false);
    sendText(response, 401, messagePage(languageOf(request), this.options.face(), 'token'), 'html');
  }

  private sendForm(
    request: IncomingMessage,
    response: ServerResponse,
    status: 200 | 401,
    isWrong: boolean,
  ): void {
    sendText(response, status, loginPage(languageOf(request), this.options.face(), isWrong), 'html');
  }

  private startSession(response: ServerResponse, role: Role): void {
    response.setHeader('Set-Cookie', writeCookie(this.cookie, this.sessions.begin(role)));
    redirect(response, '/');
  }

  private sendTooManyAttempts(request: IncomingMessage, response: ServerResponse, waitSeconds: number): void {
    response.setHeader('Retry-After', String(waitSeconds));
    // A browser looks again by itself: nothing can be lost on a page without a form.
    response.setHeader('Refresh', `${waitSeconds}; url=/login`);
    sendText(response, 429, lockedPage(languageOf(request), this.options.face(), waitSeconds), 'html');
  }
}

/** Null for a client on this machine. */
function remoteAddressOf(request: IncomingMessage): string | null {
  const address = addressOf(request).replace(/^::ffff:/, '');
  return address === '' || isLoopback(address) ? null : address;
}

function addressOf(request: IncomingMessage): string {
  return request.socket.remoteAddress ?? '';
}

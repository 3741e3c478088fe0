// The cookie of a session. Cookies do not know ports: the port is in the name, so that two stations do not mix.
import type { IncomingMessage } from 'node:http';

export function cookieName(port: number): string {
  return `stepwatch-${port}`;
}

/** Null without one. */
export function readCookie(request: IncomingMessage, name: string): string | null {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name && value) return value;
  }
  return null;
}

/** `Secure` would keep it from plain HTTP, which is what a station in a workshop speaks. */
export function writeCookie(name: string, value: string): string {
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Strict`;
}

export function clearCookie(name: string): string {
  return `${writeCookie(name, '')}; Max-Age=0`;
}

// The session cookie. Browsers send a cookie to every port of a host, so its name holds the port: two sites on one
// machine keep their sessions apart.
import type { IncomingMessage } from 'node:http';

export function cookieName(port: number): string {
  return `stepwatch-${port}`;
}

/** Null without such a cookie. */
export function readCookie(request: IncomingMessage, name: string): string | null {
  for (const pair of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = pair.trim().split('=', 2);
    if (key === name && value) return value;
  }
  return null;
}

/** Not `Secure`: a station in a workshop is served over plain HTTP, and the browser would not send the cookie then. */
export function writeCookie(name: string, value: string): string {
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Strict`;
}

export function clearCookie(name: string): string {
  return `${writeCookie(name, '')}; Max-Age=0`;
}

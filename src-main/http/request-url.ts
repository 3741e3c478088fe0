import type { IncomingMessage } from 'node:http';

/** The address that a request is for; null when it cannot be parsed, since a client may send anything. */
export function readRequestUrl({ url }: IncomingMessage): URL | null {
  const text = `http://site${url}`;
  return url?.startsWith('/') && URL.canParse(text) ? new URL(text) : null;
}

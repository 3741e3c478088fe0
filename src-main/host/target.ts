// The address of a request, which may be anything at all.
import type { IncomingMessage } from 'node:http';

/** Null for what is no address. */
export function readTarget({ url }: IncomingMessage): URL | null {
  const text = `http://station${url}`;
  return url?.startsWith('/') && URL.canParse(text) ? new URL(text) : null;
}

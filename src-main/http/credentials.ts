// The password or token that a request brings with itself, in the header Authorization.
import type { IncomingMessage } from 'node:http';

/**
 * `Bearer SECRET`, to the end of the header: a password may have spaces. `Basic` (RFC 7617) with any user, or none: it carries any
 * character.
 *
 * @returns Null when the request brings none, or it cannot be read.
 */
export function secretOf({ headers }: Pick<IncomingMessage, 'headers'>): string | null {
  const [, scheme = '', value = ''] = /^(Bearer|Basic) +(.*\S)\s*$/i.exec(headers.authorization ?? '') ?? [];
  switch (scheme.toLowerCase()) {
    case 'bearer':
      // Node reads the bytes of a header as Latin-1; programs send UTF-8.
      return Buffer.from(value, 'latin1').toString('utf8');
    case 'basic': {
      const pair = Buffer.from(value, 'base64').toString('utf8');
      const colon = pair.indexOf(':');
      return colon === -1 ? null : pair.slice(colon + 1);
    }
    default:
      return null;
  }
}

// How a receiver of the webhook can be sure that a request is from this station, and new.
import { createHmac } from 'node:crypto';

export const timestampHeader = 'Stepwatch-Timestamp';
export const signatureHeader = 'Stepwatch-Signature';

/**
 * HMAC-SHA256 (RFC 2104) of the timestamp, a dot and the body, as `v1=` and lower-case hexadecimal digits.
 *
 * @param timestamp Seconds since 1970, as in the header.
 */
export function signatureOf(secret: string, timestamp: string, body: string): string {
  return `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
}

// The password or token that a request brings with itself.
import { describe, expect, it } from 'vitest';
import { secretOf } from '../../../src-main/http/credentials.ts';

const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`;
/** As Node gives the bytes of a header. */
const asLatin1 = (text: string): string => Buffer.from(text).toString('latin1');

describe('the secret of a request', () => {
  it.each([
    ['Bearer line-3', 'line-3'],
    ['bearer  line-3 ', 'line-3'],
    ['Bearer a password with  spaces', 'a password with  spaces'],
    [asLatin1('Bearer contraseña ñandú'), 'contraseña ñandú'],
    [basic(':a password'), 'a password'],
    [basic('mes:with: a colon, ñandú'), 'with: a colon, ñandú'],
    [basic('mes:'), ''],
    [basic('no colon'), null],
    ['Bearer', null],
    ['Bearer   ', null],
    ['Digest x', null],
    [undefined, null],
  ])('%s', (authorization, expected) => {
    expect(secretOf({ headers: authorization === undefined ? {} : { authorization } })).toBe(expected);
  });
});

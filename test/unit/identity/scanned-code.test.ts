import { describe, expect, it } from 'vitest';
import {
  type IdentitySettings,
  StationError,
  usualIdentitySettings,
} from '../../../src-inference/contract/index.ts';
import { readCode, visibleText } from '../../../src-inference/identity/index.ts';

const gs = '\u001d';
const scanner = { ...usualIdentitySettings.scanner, badgePrefix: 'ID-' };
const usual: IdentitySettings = { ...usualIdentitySettings, scanner };
const byLot: IdentitySettings = { ...usual, gs1: { serial: '21', order: '10', variant: '240' } };
const part = (serial: string | null, order: string | null = null, variant: string | null = null) => ({
  kind: 'part',
  identity: { serial, order, variant },
});

describe('a scanned code', () => {
  it.each<[string, string, object, IdentitySettings?]>([
    ['plain', 'SN-000471', part('SN-000471')],
    ['plain, with an end of line and blanks', ' SN-000471 \r\n', part('SN-000471')],
    ['plain, with the symbology of Code 128', ']C0SN-000471', part('SN-000471')],
    ['plain, that is the order', 'A4711', part(null, 'A4711'), { ...usual, plainCode: 'order' }],
    [
      'in a frame that the scanner makes',
      '\u0002SN-1\u0003',
      part('SN-1'),
      { ...usual, scanner: { ...scanner, prefix: '\u0002', suffix: '\u0003' } },
    ],
    ['a badge', 'ID-0815', { kind: 'badge', badge: '0815' }],
    ['GS1-128', ']C1010401234512345621ABC-1', part('ABC-1', null, '04012345123456')],
    [
      'GS1 DataMatrix with a separator behind the serial number',
      `]d2010401234512345621ABC-1${gs}4004500012345`,
      part('ABC-1', '4500012345', '04012345123456'),
    ],
    ['GS1 QR code', `]Q321ABC${gs}0104012345123456`, part('ABC', null, '04012345123456')],
    ['FNC1 at the beginning', `${gs}0104012345123456${gs}21ABC`, part('ABC', null, '04012345123456')],
    ['FNC1 at the end', `]d221ABC${gs}`, part('ABC')],
    ['no separator behind a fixed length', ']C111261129310300012521X1', part('X1')],
    ['a weight with a place of its decimal point', ']C1310300012521X1', part('X1')],
    [
      'order and variant as configured',
      `]C110LOT7${gs}240V2-red${gs}21S1`,
      part('S1', 'LOT7', 'V2-red'),
      byLot,
    ],
    ['as people read it', '(01)04012345123456(21)ABC', part('ABC', null, '04012345123456')],
    ['without symbology and separator', '010401234512345621ABC', part('ABC', null, '04012345123456')],
    ['a long number that is none of GS1', '010401234512345721ABC', part('010401234512345721ABC')],
    [
      'another sign for the separator',
      ']C121ABC|0104012345123456',
      part('ABC', null, '04012345123456'),
      { ...usual, scanner: { ...scanner, separator: '|' } },
    ],
  ])('is read: %s', (_, text, expected, settings = usual) => {
    expect(readCode(text, settings)).toEqual(expected);
  });

  it.each([
    ['nothing', '', /it is empty/],
    ['only an end of line', '\r\n', /it is empty/],
    ['a badge without a number', 'ID-', /badge has no number/],
    ['a wrong check digit', ']d2010401234512345721ABC', /check digit of \(01\) 04012345123457 is wrong/],
    ['an identifier that GS1 does not have', `]d29821${gs}05ABC`, /"05AB" is no application identifier/],
    ['data that is too long', `]C121${'9'.repeat(21)}`, /too short, too long or no number for \(21\)/],
    ['data that is too short', ']C10104012345', /too short, too long or no number for \(01\)/],
    ['letters in a number', ']C10104012345123A56', /no number for \(01\)/],
    ['the same identifier with other data', `]C121A${gs}21B`, /\(21\) twice/],
    [
      'nothing that says which part it is',
      ']C111261129',
      /it holds \(11\), and none of \(21\), \(400\), \(01\)/,
    ],
    ['control characters', 'SN\u00071', /"SN␇1" has control characters/],
    ['too many characters', 'A'.repeat(201), /1 to 200 characters/],
  ])('is refused: %s', (_, text, message) => {
    expect(() => readCode(text, usual)).toThrow(StationError);
    expect(() => readCode(text, usual)).toThrow(message);
  });

  it('is shown with signs for its control characters', () => {
    expect(visibleText(`A${gs}B\u007f\u202eC`)).toBe('A␝B␡�C');
  });
});

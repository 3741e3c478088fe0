import { describe, expect, it } from 'vitest';
import { type PressedKey, ScannerKeys } from '../../../src-renderer/live/scanner/scanner-keys.ts';

const plain = { prefix: '', suffix: '' };
const outside = { ctrl: false, other: false, inField: false };

/** The keys of a code, with the same time between them, and what became of each. */
function type(
  keys: ScannerKeys,
  text: readonly (string | Partial<PressedKey>)[],
  gap: number,
  more: Partial<PressedKey> = {},
): readonly unknown[] {
  return text.map((one, index) => {
    const key = typeof one === 'string' ? { key: one } : one;
    const pressed = { ...outside, at: 1000 + index * gap, ...more, ...key } as PressedKey;
    if (!keys.isContinued(pressed)) keys.settle();
    const decision = keys.press(pressed);
    return decision.kind === 'code' ? decision.text : decision.kind;
  });
}

describe('a scanner', () => {
  it('is known by its speed, and no one else sees its keys', () => {
    expect(type(new ScannerKeys(plain), [...'SN-1', 'Enter'], 12)).toEqual([
      ...['hold', 'hold', 'hold', 'hold'],
      'SN-1',
    ]);
  });

  it.each(['Enter', 'Tab'])('ends a code with %s', (end) => {
    expect(type(new ScannerKeys(plain), [...'123', end], 0).at(-1)).toBe('123');
  });

  it('sends the separator of GS1 as Control and ]', () => {
    const keys = [...']C121A', { key: ']', ctrl: true }, ...'10B', 'Enter'];
    expect(type(new ScannerKeys(plain), keys, 8).at(-1)).toBe(']C121A\u001d10B');
  });

  it('may put signs round a code, and be slow behind the first one', () => {
    const framed = new ScannerKeys({ prefix: '\u0002', suffix: '\u0003' });
    const keys = [{ key: 'b', ctrl: true }, ...'4711', { key: 'c', ctrl: true }];
    expect(type(framed, keys, 200).at(-1)).toBe('\u00024711\u0003');
  });

  it('that types into a field is known too', () => {
    expect(type(new ScannerKeys(plain), [...'4711', 'Enter'], 10, { inField: true })).toEqual([
      ...['watch', 'watch', 'watch', 'watch'],
      '4711',
    ]);
  });
});

describe('a person', () => {
  it('types slowly: each key is theirs after the pause', () => {
    const keys = new ScannerKeys(plain);
    expect(type(keys, ['n'], 0)).toEqual(['hold']);
    expect(keys.settle()).toBe(true);
    expect(type(keys, [...'abc', 'Enter'], 120)).toEqual(['hold', 'hold', 'hold', 'pass']);
  });

  it('rolls two keys over each other', () => {
    const keys = new ScannerKeys(plain);
    type(keys, ['s', 'n'], 20);
    expect(keys.settle()).toBe(true);
  });

  it('presses a button, and uses the commands of the browser', () => {
    const keys = [' ', 'Enter', 'Escape', { key: 'c', ctrl: true }, { key: 'f', other: true }];
    expect(type(new ScannerKeys(plain), keys, 20)).toEqual(Array(5).fill('pass'));
  });

  it('gets nothing of a code whose end was lost', () => {
    const keys = new ScannerKeys(plain);
    type(keys, [...'SN-000'], 10);
    expect(keys.settle()).toBe(false);
  });
});

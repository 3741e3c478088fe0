import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axes, guessInput, isAxes, shapeOf, stridesOf } from '../../../src-inference/model/axes.ts';
import { hopOf, type ModelCard } from '../../../src-inference/model/card.ts';
import { follows } from '../../../src-inference/model/classifier.ts';
import { fromHalf, toHalf } from '../../../src-inference/model/half.ts';
import { checkChange } from '../../../src-inference/workplace/settings-change.ts';

describe('axes', () => {
  it.each([
    ['NCTHW', true],
    ['N(TC)HW', true],
    ['(NT)CHW', true],
    ['NCHW', false],
    ['NCTTHW', false],
    ['NCTHWX', false],
    ['N(T)CHW', false],
    ['', false],
  ])('%s is an order: %s', (text, is) => {
    expect(isAxes(text)).toBe(is);
  });

  it('give shapes and strides', () => {
    const size = { frames: 8, height: 4, width: 5 };
    expect(shapeOf(axes('NTCHW'), size)).toEqual([1, 8, 3, 4, 5]);
    expect(shapeOf(axes('N(TC)HW'), size)).toEqual([1, 24, 4, 5]);
    expect(stridesOf(axes('NTCHW'), size)).toMatchObject({ T: 60, C: 20, H: 5, W: 1 });
    expect(stridesOf(axes('THWC'), size)).toMatchObject({ T: 60, C: 1, H: 15, W: 3 });
  });

  it.each<[(number | null)[], string | null, number | null]>([
    [[1, 3, 8, 112, 112], 'NCTHW', 8],
    [[null, 16, 3, 224, 224], 'NTCHW', 16],
    [[1, 8, 172, 172, 3], 'NTHWC', 8],
    [[8, 3, 224, 224], 'TCHW', 8],
    [[null, 3, 224, 224], 'TCHW', null],
    [[32, 64, 64, 3], 'THWC', 32],
    [[1, 24, 224, 224], 'N(TC)HW', 8],
    [[1, 1, 3, 32, 224, 224], 'NMCTHW', 32],
    [[4, 3, 8, 112, 112], null, null],
    [[null, null, null, null, null], null, null],
    [[1, 128], null, null],
  ])('of the shape %j are likely %s', (shape, order, frames) => {
    const guess = guessInput(shape);
    expect(guess?.axes ?? null).toBe(order);
    expect(guess?.frames ?? null).toBe(frames);
  });
});

describe('half precision', () => {
  it.each([
    [0, 0],
    [1, 0x3c00],
    [-2, 0xc000],
    [65504, 0x7bff],
    [65520, 0x7c00],
    [2 ** -24, 1],
    [2 ** -25, 0],
    [0.1, 0x2e66],
    [Number.NEGATIVE_INFINITY, 0xfc00],
  ])('%f is %i', (value, bits) => {
    expect(toHalf(value)).toBe(bits);
  });

  it('of every half that is a number is that half', () => {
    for (let bits = 0; bits < 0x10000; bits++) {
      const value = fromHalf(bits);
      if (!Number.isNaN(value)) expect(toHalf(value)).toBe(bits);
    }
  });

  it('is the nearest one', () => {
    fc.assert(
      fc.property(fc.double({ min: -60000, max: 60000, noNaN: true }), (number) => {
        const value = Math.fround(number);
        const bits = toHalf(value);
        const error = Math.abs(fromHalf(bits) - value);
        const neighbours = [bits - 1, bits + 1].filter((one) => (one & 0x7fff) < 0x7c00 && one >= 0);
        for (const one of neighbours) expect(Math.abs(fromHalf(one) - value)).toBeGreaterThanOrEqual(error);
      }),
    );
  });
});

describe('the hop', () => {
  const window = { seconds: 1, hopSeconds: 0.5 };
  const input = { frames: 1, height: 1, width: 1, tensors: [], state: [] };
  const state = [{ input: 'h0', output: 'hn', shape: null }];
  it.each([
    ['the one of the card', null, [], 0.5],
    ['the one that is wished for', 0.25, [], 0.25],
    ['never longer than the window', 3, [], 1],
    ['the window where the network keeps a state', 0.25, state, 1],
  ])('is %s', (_, wished, states, expected) => {
    expect(hopOf({ window, input: { ...input, state: states } }, wished)).toBe(expected);
  });

  it('cannot be set to another one where the network keeps a state', async () => {
    const card = { window, input: { ...input, state } } as unknown as ModelCard;
    await checkChange({ hopSeconds: 1 }, card);
    await expect(checkChange({ hopSeconds: 0.5 }, card)).rejects.toMatchObject({ code: 'settings_invalid' });
  });
});

describe('a clip follows the one before', () => {
  const frames = [new Uint8Array(), new Uint8Array()];
  it.each([
    ['where it ends', 1, true],
    ['up to rounding', 1.0000001, true],
    ['not after a window that was dropped', 2, false],
    ['not where they overlap', 0.5, false],
    ['not at the start of a source', 0, false],
  ])('%s', (_, startSeconds, expected) => {
    expect(follows({ startSeconds, endSeconds: startSeconds + 1, frames }, { endSeconds: 1 })).toBe(expected);
  });

  it('not when there is none', () => {
    expect(follows({ startSeconds: 0, endSeconds: 1, frames }, null)).toBe(false);
  });
});

// Convolutions turned into what the fast kernel takes are equal to what they were.
import { describe, expect, it } from 'vitest';
import {
  asPlaneOfTime,
  type Convolution,
  foldWidth,
  isFast,
  legalise,
  outputPlaces,
  padInputs,
  quantizeWeights,
  stackFrames,
  type Triple,
} from '../../../src-inference/optimizer/int8/convolution.ts';
import { noise } from '../../graphs.ts';

function convolution(
  outputs: number,
  inputs: number,
  kernel: Triple,
  changes: Partial<Convolution> = {},
): Convolution {
  const count = outputs * inputs * kernel[0] * kernel[1] * kernel[2];
  return {
    weights: Float64Array.from(noise([count], 2).data as Float32Array),
    outputs,
    inputsPerGroup: inputs,
    kernel,
    bias: Float64Array.from(noise([outputs], 3).data as Float32Array),
    groups: 1,
    strides: [1, 1, 1],
    dilations: [1, 1, 1],
    padsBegin: [0, 0, 0],
    padsEnd: [0, 0, 0],
    places: [4, 6, 16],
    ...changes,
  };
}

/** `[T, H, W, C]` to `[T', H', W', O]`, by the definition. */
function compute(conv: Convolution, input: Float32Array): Float64Array {
  const [, height, width] = conv.places;
  const sizes = outputPlaces(conv);
  const [kt, kh, kw] = conv.kernel;
  const channels = conv.inputsPerGroup;
  const result = new Float64Array(sizes[0] * sizes[1] * sizes[2] * conv.outputs);
  let at = 0;
  for (let t = 0; t < sizes[0]; t++)
    for (let h = 0; h < sizes[1]; h++)
      for (let w = 0; w < sizes[2]; w++)
        for (let out = 0; out < conv.outputs; out++) {
          let sum = conv.bias[out]!;
          for (let i = 0; i < kt; i++)
            for (let j = 0; j < kh; j++)
              for (let k = 0; k < kw; k++) {
                const place = [t, h, w].map(
                  (value, axis) =>
                    value * conv.strides[axis]! +
                    [i, j, k][axis]! * conv.dilations[axis]! -
                    conv.padsBegin[axis]!,
                );
                if (place.some((value, axis) => value < 0 || value >= conv.places[axis]!)) continue;
                const from = ((place[0]! * height + place[1]!) * width + place[2]!) * channels;
                for (let c = 0; c < channels; c++) {
                  sum +=
                    input[from + c]! * conv.weights[(((out * channels + c) * kt + i) * kh + j) * kw + k]!;
                }
              }
          result[at++] = sum;
        }
  return result;
}

function inputFor({ places, inputsPerGroup }: Convolution): Float32Array {
  return noise([places[0] * places[1] * places[2] * inputsPerGroup], 7).data as Float32Array;
}

function expectEqual(actual: Float64Array, expected: Float64Array): void {
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i]!, 6);
  });
}

const cases: readonly (readonly [string, Convolution])[] = [
  ['1 x 1', convolution(8, 4, [1, 1, 1])],
  ['3 x 3 with pads', convolution(8, 4, [1, 3, 3], { padsBegin: [0, 1, 1], padsEnd: [0, 1, 1] })],
  [
    '7 x 7 in steps of two',
    convolution(8, 3, [1, 7, 7], { strides: [1, 2, 2], padsBegin: [0, 3, 3], padsEnd: [0, 3, 3] }),
  ],
  [
    'spread',
    convolution(5, 2, [1, 3, 3], { dilations: [1, 2, 2], padsBegin: [0, 2, 2], padsEnd: [0, 2, 2] }),
  ],
  ['over time too', convolution(8, 2, [3, 3, 3], { padsBegin: [1, 1, 1], padsEnd: [1, 1, 1] })],
  ['with more pads behind', convolution(8, 2, [1, 2, 2], { padsBegin: [0, 0, 0], padsEnd: [0, 1, 1] })],
];

describe('folding the width', () => {
  it.each(cases)('%s', (_, conv) => {
    const input = inputFor(conv);
    for (const fold of [2, 4]) {
      const folded = foldWidth(conv, fold)!;
      expect(folded.outputs).toBe(fold * conv.outputs);
      expectEqual(compute(folded, input), compute(conv, input));
    }
  });

  it('is not done where the width does not divide, or the result would be of another width', () => {
    expect(foldWidth(convolution(8, 4, [1, 1, 1], { places: [1, 4, 15] }), 2)).toBeNull();
    expect(foldWidth(convolution(8, 4, [1, 3, 3]), 2)).toBeNull();
  });
});

describe('stacking frames', () => {
  it.each([
    ['pads on both sides', { padsBegin: [2, 3, 3], padsEnd: [2, 3, 3], strides: [1, 2, 2] }],
    ['steps over time', { padsBegin: [1, 0, 0], padsEnd: [1, 0, 0], strides: [2, 1, 1] }],
  ] as const)('%s', (_, changes) => {
    const conv = convolution(8, 3, [5, 7, 7], { ...changes, places: [8, 10, 12] });
    const input = inputFor(conv);
    const [frames, height, width] = conv.places;
    const [results] = outputPlaces(conv);
    const stacked = stackFrames(conv);
    const channels = conv.inputsPerGroup;
    const wide = new Float32Array(results * height * width * stacked.inputsPerGroup);
    for (let t = 0; t < results; t++)
      for (let place = 0; place < height * width; place++)
        for (let tap = 0; tap < 5; tap++) {
          const frame = t * conv.strides[0] + tap - conv.padsBegin[0];
          if (frame < 0 || frame >= frames) continue;
          for (let c = 0; c < channels; c++) {
            wide[((t * height * width + place) * 5 + tap) * channels + c] =
              input[(frame * height * width + place) * channels + c]!;
          }
        }
    expectEqual(compute(stacked, wide), compute(conv, input));
  });
});

describe('what else is equal', () => {
  it('a kernel over time alone, as one over a plane of time and places', () => {
    const conv = convolution(8, 4, [3, 1, 1], {
      strides: [2, 1, 1],
      padsBegin: [1, 0, 0],
      padsEnd: [1, 0, 0],
    });
    const input = inputFor(conv);
    expectEqual(compute(asPlaneOfTime(conv)!, input), compute(conv, input));
    expect(asPlaneOfTime(convolution(8, 4, [3, 3, 3]))).toBeNull();
  });

  it('empty input channels', () => {
    const conv = convolution(8, 3, [1, 3, 3]);
    const padded = padInputs(conv);
    expect(padded.inputsPerGroup).toBe(4);
    const input = inputFor(conv);
    const wide = new Float32Array((input.length / 3) * 4).map((_, i) =>
      i % 4 === 3 ? 9 : input[Math.floor(i / 4) * 3 + (i % 4)]!,
    );
    expectEqual(compute(padded, wide), compute(conv, input));
  });
});

describe('legalising', () => {
  it.each([
    ['8 channels become 16', convolution(8, 8, [1, 1, 1]), 2],
    [
      'a stem over 3 colours',
      convolution(8, 3, [1, 7, 7], { strides: [1, 2, 2], padsBegin: [0, 3, 3], padsEnd: [0, 3, 3] }),
      2,
    ],
    ['4 channels become 16', convolution(4, 4, [1, 1, 1]), 4],
    ['enough channels stay', convolution(64, 64, [1, 1, 1]), 1],
  ])('%s', (_, conv, fold) => {
    const legal = legalise(conv);
    expect(legal.foldOut).toBe(fold);
    expect(isFast(legal.convolution)).toBe(true);
  });

  it('leaves what cannot be folded', () => {
    const conv = convolution(8, 3, [1, 1, 1], { places: [1, 5, 7] });
    expect(legalise(conv)).toEqual({ convolution: conv, foldIn: 1, foldOut: 1 });
  });
});

describe('quantized weights', () => {
  it('keep every channel to half a step, within the limit', () => {
    const conv = convolution(8, 4, [1, 3, 3]);
    for (const limit of [127, 63]) {
      const { values, scales, bias } = quantizeWeights(conv, 0.02, limit);
      values.forEach((value, i) => {
        const scale = scales[Math.floor(i / 36)]!;
        expect(Math.abs(value)).toBeLessThanOrEqual(limit);
        expect(Math.abs(value * scale - conv.weights[i]!)).toBeLessThanOrEqual(scale / 2 + 1e-9);
      });
      bias.forEach((value, i) => {
        expect(Math.abs(value * 0.02 * scales[i]! - conv.bias[i]!)).toBeLessThan(0.02 * scales[i]!);
      });
    }
  });

  it('a channel of zeros with a bias keeps its bias', () => {
    const conv = { ...convolution(1, 4, [1, 1, 1]), weights: new Float64Array(4), bias: Float64Array.of(3) };
    const { bias, scales } = quantizeWeights(conv, 0.01, 127);
    expect(bias[0]! * 0.01 * scales[0]!).toBeCloseTo(3, 3);
  });
});

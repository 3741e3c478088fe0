// Convolutions as plain numbers, and how one that the fast kernel refuses is turned into an equal one that it takes.
//
// On x64 the fast int8 kernel of ONNX Runtime (MlasConvSym, onnxruntime/core/mlas/lib/convsym.cpp) wants input channels in
// fours, and at least 16 output channels, in fours. Networks for clips have few channels where pictures are large; there
// neighbouring places are taken as channels of one place: `[T, H, W, C]` seen as `[T, H, W / f, f * C]` is the same memory.

/** Over `[T, H, W, C]`. A convolution over pictures has kt = 1, and T stands for the batch. */
export interface Convolution {
  /** `[out, in / groups, kt, kh, kw]`, row-major. */
  readonly weights: Float64Array;
  readonly outputs: number;
  readonly inputsPerGroup: number;
  readonly kernel: Triple;
  readonly bias: Float64Array;
  readonly groups: number;
  readonly strides: Triple;
  readonly dilations: Triple;
  readonly padsBegin: Triple;
  readonly padsEnd: Triple;
  /** T, H, W of the input. */
  readonly places: Triple;
}

/** For time, height, width. */
export type Triple = readonly [number, number, number];

export interface Legalised {
  readonly convolution: Convolution;
  /** How many neighbours along the width are one place: of the input and of the output. */
  readonly foldIn: number;
  readonly foldOut: number;
}

const channelsIn = 4;
const leastOutputs = 16;
const largestFold = 8;

export function outputPlaces({
  places,
  kernel,
  strides,
  dilations,
  padsBegin,
  padsEnd,
}: Convolution): Triple {
  const along = (i: 0 | 1 | 2): number =>
    Math.floor((places[i] + padsBegin[i] + padsEnd[i] - (kernel[i] - 1) * dilations[i] - 1) / strides[i]) + 1;
  return [along(0), along(1), along(2)];
}

/** Whether the fast kernel takes it. */
export function isFast({ groups, inputsPerGroup, outputs }: Convolution): boolean {
  // Depthwise convolutions have a kernel of their own, for channels in sixteens.
  if (groups > 1) return inputsPerGroup === 1 && outputs === groups && groups % leastOutputs === 0;
  return inputsPerGroup % channelsIn === 0 && outputs >= leastOutputs && outputs % channelsIn === 0;
}

/** The smallest fold that the fast kernel takes; as it is when there is none. */
export function legalise(convolution: Convolution): Legalised {
  for (let fold = 1; fold <= largestFold && convolution.groups === 1; fold++) {
    const folded = foldWidth(convolution, fold);
    if (folded && isFast(folded)) {
      return { convolution: folded, foldIn: fold * (fold === 1 ? 1 : convolution.strides[2]), foldOut: fold };
    }
  }
  return { convolution, foldIn: 1, foldOut: 1 };
}

/**
 * `fold` neighbours of the output are one place with `fold` times the channels, computed from `fold * stride` neighbours of
 * the input. Each of them has its own copy of the weights, moved to where it looks; the rest is zero.
 *
 * @returns An equal convolution, of stride 1 along the width; null when the width does not divide. Fold 1 changes nothing.
 */
export function foldWidth(convolution: Convolution, fold: number): Convolution | null {
  if (fold === 1) return convolution;
  const {
    weights,
    outputs,
    inputsPerGroup: inputs,
    kernel,
    strides,
    dilations,
    padsBegin,
    places,
  } = convolution;
  const [kt, kh, kw] = kernel;
  const foldIn = fold * strides[2];
  const isWhole = places[2] % foldIn === 0 && outputPlaces(convolution)[2] === places[2] / strides[2];
  if (!isWhole || convolution.groups !== 1) return null;

  // Where output neighbour q looks with tap r, counted in places of the input from the first of the folded ones.
  const lookAt = (q: number, r: number): number => q * strides[2] + r * dilations[2] - padsBegin[2];
  const first = Math.min(0, Math.floor(lookAt(0, 0) / foldIn));
  const last = Math.max(0, Math.floor(lookAt(fold - 1, kw - 1) / foldIn));
  const taps = last - first + 1;
  const folded = new Float64Array(fold * outputs * foldIn * inputs * kt * kh * taps);
  for (let q = 0; q < fold; q++) {
    for (let r = 0; r < kw; r++) {
      const place = lookAt(q, r);
      const tap = Math.floor(place / foldIn) - first;
      const neighbour = place - (tap + first) * foldIn;
      for (let out = 0; out < outputs; out++) {
        for (let channel = 0; channel < inputs; channel++) {
          for (let rest = 0; rest < kt * kh; rest++) {
            const from = ((out * inputs + channel) * kt * kh + rest) * kw + r;
            const row = (q * outputs + out) * foldIn * inputs + neighbour * inputs + channel;
            folded[(row * kt * kh + rest) * taps + tap] = weights[from]!;
          }
        }
      }
    }
  }
  const bias = new Float64Array(fold * outputs);
  for (let q = 0; q < fold; q++) bias.set(convolution.bias, q * outputs);
  return {
    ...convolution,
    weights: folded,
    bias,
    outputs: fold * outputs,
    inputsPerGroup: foldIn * inputs,
    kernel: [kt, kh, taps],
    strides: [strides[0], strides[1], 1],
    dilations: [dilations[0], dilations[1], 1],
    padsBegin: [padsBegin[0], padsBegin[1], -first],
    padsEnd: [convolution.padsEnd[0], convolution.padsEnd[1], last],
    places: [places[0], places[1], places[2] / foldIn],
  };
}

/**
 * The frames that a place looks at become its channels: `[T, H, W, kt * C]`, tap after tap. A kernel over time, height and
 * width is then one over pictures, which runs faster.
 */
export function stackFrames(convolution: Convolution): Convolution {
  const { weights, outputs, inputsPerGroup: inputs, kernel, strides, padsBegin, padsEnd } = convolution;
  const [kt, kh, kw] = kernel;
  const area = kh * kw;
  const stacked = new Float64Array(weights.length);
  for (let out = 0; out < outputs; out++) {
    for (let channel = 0; channel < inputs; channel++) {
      for (let tap = 0; tap < kt; tap++) {
        const from = ((out * inputs + channel) * kt + tap) * area;
        stacked.set(weights.subarray(from, from + area), ((out * kt + tap) * inputs + channel) * area);
      }
    }
  }
  return {
    ...convolution,
    weights: stacked,
    inputsPerGroup: kt * inputs,
    kernel: [1, kh, kw],
    strides: [1, strides[1], strides[2]],
    dilations: [1, convolution.dilations[1], convolution.dilations[2]],
    padsBegin: [0, padsBegin[1], padsBegin[2]],
    padsEnd: [0, padsEnd[1], padsEnd[2]],
    places: [outputPlaces(convolution)[0], convolution.places[1], convolution.places[2]],
  };
}

/** Empty input channels are added, so that there are as many as the fast kernel takes. */
export function padInputs(convolution: Convolution): Convolution {
  const { weights, outputs, inputsPerGroup, kernel } = convolution;
  const inputs = Math.ceil(inputsPerGroup / channelsIn) * channelsIn;
  const area = kernel[0] * kernel[1] * kernel[2];
  const padded = new Float64Array(outputs * inputs * area);
  for (let out = 0; out < outputs; out++) {
    const row = weights.subarray(out * inputsPerGroup * area, (out + 1) * inputsPerGroup * area);
    padded.set(row, out * inputs * area);
  }
  return { ...convolution, weights: padded, inputsPerGroup: inputs };
}

/** A kernel over time alone sees every place of a picture alike: `[T, H, W]` is `[1, T, H * W]`. */
export function asPlaneOfTime(convolution: Convolution): Convolution | null {
  const { kernel, strides, dilations, padsBegin, padsEnd, places } = convolution;
  const isOverTime =
    kernel[0] > 1 &&
    [1, 2].every((i) => kernel[i] === 1 && strides[i] === 1 && padsBegin[i] === 0 && padsEnd[i] === 0);
  if (!isOverTime) return null;
  return {
    ...convolution,
    kernel: [1, kernel[0], 1],
    strides: [1, strides[0], 1],
    dilations: [1, dilations[0], 1],
    padsBegin: [0, padsBegin[0], 0],
    padsEnd: [0, padsEnd[0], 0],
    places: [1, places[0], places[1] * places[2]],
  };
}

export interface QuantizedWeights {
  /** Same layout as the weights. */
  readonly values: Int8Array;
  /** One for each output channel. */
  readonly scales: Float32Array;
  readonly bias: Int32Array;
}

/**
 * One scale for each output channel, zero point 0; the bias in units of both scales.
 *
 * @param limit Largest weight: 127, or 63 where the products of two pairs are added in 16 bits (x64 without VNNI).
 */
export function quantizeWeights(
  { weights, outputs, bias }: Convolution,
  inputScale: number,
  limit: number,
): QuantizedWeights {
  const perOutput = weights.length / outputs;
  const values = new Int8Array(weights.length);
  const scales = new Float32Array(outputs);
  const biases = new Int32Array(outputs);
  for (let out = 0; out < outputs; out++) {
    const row = weights.subarray(out * perOutput, (out + 1) * perOutput);
    let largest = 0;
    for (const weight of row) largest = Math.max(largest, Math.abs(weight));
    // The bias must fit into 32 bits, with room for the sum of products: a channel that is nearly zero gets a coarser scale.
    const least = Math.abs(bias[out]!) / (inputScale * 2 ** 30);
    const scale = Math.fround(Math.max(largest / limit, least, 1e-12));
    scales[out] = scale;
    for (let i = 0; i < perOutput; i++) values[out * perOutput + i] = Math.round(row[i]! / scale);
    biases[out] = Math.round(bias[out]! / (inputScale * scale));
  }
  return { values, scales, bias: biases };
}

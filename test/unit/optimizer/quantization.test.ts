// Graphs in int8: every operator that has a form in bytes, and the float islands between them.
import { describe, expect, it } from 'vitest';
import { cpuCapability } from '../../../src-inference/model/index.ts';
import { float, type Graph, type GraphNode, int, ints } from '../../../src-inference/optimizer/graph.ts';
import { assignQuantization, valuesToObserve } from '../../../src-inference/optimizer/int8/assign.ts';
import { convolveInFloat } from '../../../src-inference/optimizer/int8/convolve-in-float.ts';
import { emitInt8 } from '../../../src-inference/optimizer/int8/emit.ts';
import { emitQdq } from '../../../src-inference/optimizer/int8/emit-qdq.ts';
import { observe } from '../../../src-inference/optimizer/int8/observe.ts';
import { findPixels } from '../../../src-inference/optimizer/int8/pixels.ts';
import { floats, integers, numbersOf, scalar } from '../../../src-inference/optimizer/onnx/tensor.ts';
import { weightLimits } from '../../../src-inference/optimizer/quantize.ts';
import { farthest, graphOf, inputOf, noise, opsOf, type Pen, resultOf } from '../../graphs.ts';
import { type Accumulation, interpret } from '../../integer-interpreter.ts';

async function quantized(
  graph: Graph,
  { keepFloat = [] as readonly string[], explicit = false, weightLimit = 127 } = {},
): Promise<Graph> {
  const pixels = findPixels(graph);
  const x = inputOf(graph);
  async function* clips() {
    yield new Map([['x', x]]);
  }
  const histograms = await observe(graph, clips(), valuesToObserve(graph, pixels));
  const ranges = new Map([...histograms].map(([name, one]) => [name, one.range('minMax')] as const));
  const assignment = assignQuantization(graph, pixels, ranges, new Set(keepFloat));
  return explicit ? emitQdq(graph, pixels, assignment) : emitInt8(graph, pixels, assignment, { weightLimit });
}

/**
 * The largest difference, as a share of the largest number. What the graph says is computed in whole numbers: the same on
 * every CPU.
 */
async function error(after: Graph, before: Graph, accumulation: Accumulation = 'exact'): Promise<number> {
  const results = await interpret(after, new Map([['x', inputOf(before)]]), accumulation);
  return errorOf(numbersOf(results.get('y')!), before);
}

async function errorOf(actual: readonly number[], before: Graph): Promise<number> {
  const expected = await resultOf(before, inputOf(before));
  expect(actual.length).toBe(expected.length);
  return farthest(actual, expected) / Math.max(...expected.map(Math.abs));
}

function convolution(
  pen: Pen,
  input: string,
  shape: readonly number[],
  attributes: Parameters<Pen['node']>[2] = {},
  seed = 2,
): string {
  return pen.node(
    'Conv',
    [input, pen.constant(noise(shape, seed)), pen.constant(noise([shape[0]!], 3))],
    attributes,
  );
}

const clip = { type: 'float32', shape: [1, 8, 4, 8, 8] } as const;
const pads = { pads: ints([0, 1, 1, 0, 1, 1]) };
const tolerance = 0.03;

const cases: readonly (readonly [string, readonly string[], (pen: Pen) => string])[] = [
  [
    'a convolution with its Relu',
    ['QLinearConv'],
    (pen) => pen.node('Relu', [convolution(pen, 'x', [16, 8, 1, 3, 3], pads)]),
  ],
  [
    'Relu6',
    ['QLinearConv'],
    (pen) => {
      const limits = [0, 2].map((value) => pen.constant(scalar('float32', value)));
      return pen.node('Clip', [convolution(pen, 'x', [16, 8, 1, 1, 1]), ...limits]);
    },
  ],
  [
    'kernels over time',
    ['QLinearConv'],
    (pen) =>
      convolution(pen, 'x', [16, 8, 3, 1, 1], { pads: ints([1, 0, 0, 1, 0, 0]), strides: ints([2, 1, 1]) }),
  ],
  [
    'kernels over all',
    ['QLinearConv'],
    (pen) => convolution(pen, 'x', [16, 8, 3, 3, 3], { pads: ints([1, 1, 1, 1, 1, 1]) }),
  ],
  [
    'few channels',
    ['QLinearConv'],
    (pen) => convolution(pen, convolution(pen, 'x', [4, 8, 1, 1, 1]), [4, 4, 1, 3, 3], pads),
  ],
  [
    'a convolution of each channel',
    ['QLinearConv'],
    (pen) => convolution(pen, 'x', [8, 1, 3, 3, 3], { group: int(8), pads: ints([1, 1, 1, 1, 1, 1]) }),
  ],
  [
    'a residual',
    ['QLinearAdd'],
    (pen) => {
      const a = convolution(pen, 'x', [16, 8, 1, 1, 1]);
      const b = convolution(pen, 'x', [16, 8, 1, 3, 3], pads, 4);
      return pen.node('Relu', [pen.node('Add', [a, b])]);
    },
  ],
  [
    'Swish',
    ['QLinearSigmoid', 'QLinearMul'],
    (pen) => {
      const a = convolution(pen, 'x', [16, 8, 1, 1, 1]);
      return pen.node('Mul', [a, pen.node('Sigmoid', [a])]);
    },
  ],
  ['HardSwish', ['QLinearMul'], (pen) => pen.node('HardSwish', [convolution(pen, 'x', [16, 8, 1, 1, 1])])],
  [
    'HardSigmoid',
    ['QLinearAdd'],
    (pen) =>
      pen.node('HardSigmoid', [convolution(pen, 'x', [16, 8, 1, 1, 1])], {
        alpha: float(0.2),
        beta: float(0.5),
      }),
  ],
  [
    'squeeze and excitation',
    ['QLinearMul'],
    (pen) => {
      const a = convolution(pen, 'x', [16, 8, 1, 1, 1]);
      const gate = pen.node('Sigmoid', [
        convolution(pen, pen.node('ReduceMean', [a], { axes: ints([2, 3, 4]) }), [16, 16, 1, 1, 1], {}, 5),
      ]);
      return pen.node('Mul', [a, gate]);
    },
  ],
  [
    'joined channels',
    ['Concat'],
    (pen) => {
      const a = convolution(pen, 'x', [16, 8, 1, 1, 1]);
      const b = pen.node('Relu', [convolution(pen, 'x', [4, 8, 1, 1, 1], {}, 6)]);
      return convolution(pen, pen.node('Concat', [a, b], { axis: int(1) }), [16, 20, 1, 1, 1]);
    },
  ],
  [
    'pools over pictures',
    ['NhwcMaxPool'],
    (pen) =>
      pen.node('MaxPool', [convolution(pen, 'x', [16, 8, 1, 1, 1])], {
        kernel_shape: ints([1, 3, 3]),
        strides: ints([1, 2, 2]),
        pads: ints([0, 1, 1, 0, 1, 1]),
      }),
  ],
  [
    'pools over time',
    ['NhwcMaxPool'],
    (pen) =>
      pen.node('MaxPool', [convolution(pen, 'x', [16, 8, 1, 1, 1])], {
        kernel_shape: ints([2, 2, 2]),
        strides: ints([2, 2, 2]),
      }),
  ],
  [
    'a Relu by itself',
    ['Clip'],
    (pen) => {
      const a = convolution(pen, 'x', [16, 8, 1, 1, 1]);
      return pen.node('Add', [pen.node('Relu', [a]), a]);
    },
  ],
  [
    'the mean of all places',
    ['MatMul'],
    (pen) => pen.node('ReduceMean', [convolution(pen, 'x', [16, 8, 1, 1, 1])], { axes: ints([2, 3, 4]) }),
  ],
  [
    'a weighted mean of places',
    ['MatMul'],
    (pen) => {
      const weights = floats(
        [1, 1, 4, 8, 8],
        Float32Array.from({ length: 256 }, (_, i) => (i % 3) + 0.5),
      );
      const weighted = pen.node('Mul', [convolution(pen, 'x', [16, 8, 1, 1, 1]), pen.constant(weights)]);
      return pen.node('ReduceMean', [weighted], { axes: ints([2, 3, 4]) });
    },
  ],
  [
    'a constant for each channel',
    ['QLinearMul', 'QLinearAdd'],
    (pen) => {
      const scaled = pen.node('Mul', [
        pen.node('Sigmoid', [convolution(pen, 'x', [16, 8, 1, 1, 1])]),
        pen.constant(noise([16, 1, 1, 1], 6)),
      ]);
      return pen.node('Add', [scaled, pen.constant(noise([1, 16, 1, 1, 1], 8))]);
    },
  ],
  [
    'pictures and planes of time, one memory',
    ['QLinearConv'],
    (pen) => {
      // [1, C, T, H, W] to pictures [T, C, H, W], to a plane [1, C, T, H * W], as networks are written for CPUs.
      const a = convolution(pen, 'x', [16, 8, 1, 1, 1]);
      const pictures = pen.node('Reshape', [
        pen.node('Transpose', [a], { perm: ints([0, 2, 1, 3, 4]) }),
        pen.constant(integers([4, 16, 8, 8])),
      ]);
      const b = convolution(pen, pictures, [16, 16, 3, 3], { pads: ints([1, 1, 1, 1]) });
      const last = pen.node('Reshape', [
        pen.node('Transpose', [b], { perm: ints([0, 2, 3, 1]) }),
        pen.constant(integers([1, 4, 64, 16])),
      ]);
      return convolution(pen, pen.node('Transpose', [last], { perm: ints([0, 3, 1, 2]) }), [16, 16, 3, 1], {
        pads: ints([1, 0, 1, 0]),
      });
    },
  ],
  [
    'what has no form in int8, in between',
    ['DequantizeLinear', 'QuantizeLinear'],
    (pen) => {
      const a = pen.node('Tanh', [convolution(pen, 'x', [16, 8, 1, 1, 1])]);
      return convolution(pen, a, [16, 16, 1, 1, 1], {}, 5);
    },
  ],
];

describe('in int8', () => {
  it.each(cases)('%s', async (_, expected, draw) => {
    const graph = graphOf(clip, draw);
    const after = await quantized(graph);
    expect(opsOf(after)).toEqual(expect.arrayContaining([...expected]));
    expect(await error(after, graph)).toBeLessThan(tolerance);
  });

  it.each(cases)('%s, with explicit quantization', async (name, _, draw) => {
    const graph = graphOf(clip, draw);
    const after = await quantized(graph, { explicit: true });
    // TensorRT has no kernel for these.
    if (name !== 'a convolution of each channel') expect(opsOf(after)).toContain('QuantizeLinear');
    // Left as it is, such a graph is computed in float.
    expect(await errorOf(await resultOf(after, inputOf(graph)), graph)).toBeLessThan(2 * tolerance);
  });

  it.each(cases)('%s, in ONNX Runtime, with the weights for this CPU', async (_, __, draw) => {
    const graph = graphOf(clip, draw);
    const after = await quantized(graph, { weightLimit: weightLimits[cpuCapability().makes] });
    expect(await errorOf(await resultOf(after, inputOf(graph)), graph)).toBeLessThan(tolerance);
  });

  it.each(cases)('%s, with its convolutions in float', async (_, __, draw) => {
    const graph = graphOf(clip, draw);
    const after = convolveInFloat(await quantized(graph));
    expect(opsOf(after)).not.toContain('QLinearConv');
    expect(await errorOf(await resultOf(after, inputOf(graph)), graph)).toBeLessThan(tolerance);
  });

  it('pictures and planes of time cost nothing', async () => {
    const [, , draw] = cases.find(([name]) => name.startsWith('pictures and planes'))!;
    const after = await quantized(graphOf(clip, draw));
    // One on the way in, one on the way out: none between the convolutions.
    expect(opsOf(after).filter((op) => op === 'Transpose')).toHaveLength(2);
  });

  it('layers that must stay in float do', async () => {
    const graph = graphOf(clip, (pen) =>
      convolution(pen, convolution(pen, 'x', [16, 8, 1, 1, 1]), [16, 16, 1, 1, 1], {}, 5),
    );
    const first = graph.nodes.find(({ op }) => op === 'Conv')!;
    const after = await quantized(graph, { keepFloat: [first.name] });
    expect(opsOf(after).filter((op) => op === 'Conv')).toHaveLength(1);
    expect(opsOf(after).filter((op) => op === 'QLinearConv')).toHaveLength(1);
    expect(await error(after, graph)).toBeLessThan(tolerance);
  });
});

describe('bytes in', () => {
  const frames = { type: 'uint8', shape: [8, 16, 16, 3] } as const;
  const normalised = (pen: Pen, input: string): string => {
    const floatsIn = pen.node('Cast', [pen.node('Transpose', [input], { perm: ints([3, 0, 1, 2]) })], {
      to: int(1),
    });
    const scaled = pen.node('Mul', [
      floatsIn,
      pen.constant(floats([3, 1, 1, 1], Float32Array.of(0.017, 0.018, 0.019))),
    ]);
    return pen.node('Sub', [scaled, pen.constant(floats([3, 1, 1, 1], Float32Array.of(2, 2.1, 2.2)))]);
  };
  const stem = { strides: ints([1, 2, 2]), pads: ints([0, 3, 3, 0, 3, 3]) };

  it.each([
    ['a stem over pictures', [16, 3, 1, 7, 7], stem],
    ['a stem over frames', [8, 3, 5, 7, 7], { strides: ints([1, 2, 2]), pads: ints([2, 3, 3, 2, 3, 3]) }],
    [
      'a stem over frames, in steps',
      [16, 3, 3, 7, 7],
      { strides: ints([2, 2, 2]), pads: ints([1, 3, 3, 1, 3, 3]) },
    ],
  ] as const)('%s takes them without converting', async (_, shape, attributes) => {
    const graph = graphOf(frames, (pen) => {
      const made = pen.node('Unsqueeze', [normalised(pen, 'x'), pen.constant(integers([0]))]);
      return pen.node('Relu', [convolution(pen, made, shape, attributes)]);
    });
    const after = await quantized(graph);
    expect(opsOf(after)).not.toContain('QuantizeLinear');
    expect(opsOf(after)).not.toContain('Cast');
    expect(await error(after, graph)).toBeLessThan(tolerance);
  });

  it('a choice of frames is made from bytes', async () => {
    const graph = graphOf(frames, (pen) => {
      const chosen = pen.node('Gather', [normalised(pen, 'x'), pen.constant(integers([0, 3, 7]))], {
        axis: int(1),
      });
      const made = pen.node('Unsqueeze', [chosen, pen.constant(integers([0]))]);
      return convolution(pen, made, [16, 3, 1, 7, 7], stem);
    });
    const after = await quantized(graph);
    expect(opsOf(after)).not.toContain('Cast');
    expect(await error(after, graph)).toBeLessThan(tolerance);
  });
});

describe('on a CPU that adds pairs of products in 16 bits', () => {
  const sevenBits = weightLimits.x64;

  it.each(cases)('%s: no pair of 7-bit weights can overflow, whatever the pictures', async (_, __, draw) => {
    const after = await quantized(graphOf(clip, draw), { weightLimit: sevenBits });
    const sums = after.nodes.filter(({ op }) => op === 'QLinearConv').map((node) => largestPair(node, after));
    expect(sums.length).toBeGreaterThan(0);
    for (const sum of sums) expect(sum).toBeLessThanOrEqual(32767);
  });

  it.each(cases)('%s: 7-bit weights stay within tolerance', async (_, __, draw) => {
    const graph = graphOf(clip, draw);
    const after = await quantized(graph, { weightLimit: sevenBits });
    expect(await error(after, graph, 'pairs')).toBeLessThan(tolerance);
  });

  it('8-bit weights do not', async () => {
    const graph = graphOf(clip, (pen) => convolution(pen, 'x', [16, 8, 3, 3, 3]));
    const after = await quantized(graph);
    expect(largestPair(after.nodes.find(({ op }) => op === 'QLinearConv')!, after)).toBeGreaterThan(32767);
    expect(await error(after, graph, 'pairs')).toBeGreaterThan(tolerance);
  });
});

/** The largest sum of two products that a kernel may form: of the largest byte and any two weights of an output. */
function largestPair({ inputs }: GraphNode, { constants }: Graph): number {
  const { shape, data } = constants.get(inputs[3]!)!;
  const perOutput = data.length / shape[0]!;
  const weights = Array.from(data as Int8Array);
  return Math.max(
    ...Array.from({ length: shape[0]! }, (_, out) => {
      const sorted = weights.slice(out * perOutput, (out + 1) * perOutput).sort((a, b) => a - b);
      const ends = [sorted.slice(0, 2), sorted.slice(-2)];
      return Math.max(...ends.map((pair) => 255 * Math.abs(pair.reduce((sum, weight) => sum + weight, 0))));
    }),
  );
}

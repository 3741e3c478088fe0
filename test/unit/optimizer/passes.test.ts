// Every pass: what it changes, and that the graph computes the same afterwards.
import { describe, expect, it } from 'vitest';
import { int, ints } from '../../../src-inference/optimizer/graph.ts';
import { floats, integers, tensor } from '../../../src-inference/optimizer/onnx/tensor.ts';
import { foldBatchNorm } from '../../../src-inference/optimizer/passes/fold-batch-norm.ts';
import { foldConstants } from '../../../src-inference/optimizer/passes/fold-constants.ts';
import { foldHead } from '../../../src-inference/optimizer/passes/fold-head.ts';
import { foldPadding } from '../../../src-inference/optimizer/passes/fold-padding.ts';
import { fusePreprocessing } from '../../../src-inference/optimizer/passes/fuse-preprocessing.ts';
import { lowerTo2d } from '../../../src-inference/optimizer/passes/lower-to-2d.ts';
import { raiseOpset } from '../../../src-inference/optimizer/passes/raise-opset.ts';
import { removeNoOps } from '../../../src-inference/optimizer/passes/remove-no-ops.ts';
import { bytes, expectSame, farthest, graphOf, noise, opsOf, type Pen, resultOf } from '../../graphs.ts';

const clip = { type: 'float32', shape: [1, 4, 6, 8, 8] } as const;

function convolution(
  pen: Pen,
  input: string,
  shape: readonly number[],
  attributes: Parameters<Pen['node']>[2] = {},
): string {
  return pen.node(
    'Conv',
    [input, pen.constant(noise(shape, 2)), pen.constant(noise([shape[0]!], 3))],
    attributes,
  );
}

function normalisation(pen: Pen, input: string, channels: number): string {
  const variance = floats(
    [channels],
    Float32Array.from({ length: channels }, (_, i) => 0.5 + i),
  );
  const constants = [noise([channels], 6), noise([channels], 7), noise([channels], 8), variance];
  return pen.node('BatchNormalization', [input, ...constants.map((one) => pen.constant(one))]);
}

describe('remove no-ops', () => {
  it('takes out what changes nothing, and joins transpositions', async () => {
    const graph = graphOf(clip, (pen) => {
      const same = pen.node('Identity', ['x']);
      const padded = pen.node('Pad', [same, pen.constant(integers(new Array(10).fill(0)))]);
      const there = pen.node('Transpose', [padded], { perm: ints([0, 2, 3, 4, 1]) });
      const back = pen.node('Transpose', [there], { perm: ints([0, 4, 1, 2, 3]) });
      return pen.node('Relu', [back]);
    });
    const after = removeNoOps(graph);
    expect(opsOf(after)).toEqual(['Relu', 'Identity']);
    await expectSame(after, graph);
  });

  it('keeps a slice that turns its axis round', async () => {
    const graph = graphOf(clip, (pen) => {
      const numbers = [[-1], [-100], [2], [-1]].map((one) => pen.constant(integers(one)));
      return pen.node('Slice', ['x', ...numbers]);
    });
    const after = removeNoOps(graph);
    expect(opsOf(after)).toContain('Slice');
    await expectSame(after, graph);
  });
});

describe('fold batch norm', () => {
  it('puts a normalisation into the convolution before it', async () => {
    const graph = graphOf(clip, (pen) => normalisation(pen, convolution(pen, 'x', [8, 4, 3, 3, 3]), 8));
    const after = foldBatchNorm(graph);
    expect(opsOf(after)).not.toContain('BatchNormalization');
    expect(opsOf(after)).not.toContain('Mul');
    await expectSame(after, graph);
  });

  it('also a factor and a shift of channels, but no constant that differs from place to place', async () => {
    const graph = graphOf(clip, (pen) => {
      const made = convolution(pen, 'x', [8, 4, 1, 3, 3]);
      const scaled = pen.node('Mul', [made, pen.constant(noise([8, 1, 1, 1], 4))]);
      return pen.node('Add', [scaled, pen.constant(noise([6, 6, 6], 5))]);
    });
    const after = foldBatchNorm(graph);
    expect(opsOf(after)).toEqual(['Conv', 'Add', 'Identity']);
    await expectSame(after, graph);
  });

  it('leaves a convolution alone whose result is taken twice', async () => {
    const graph = graphOf(clip, (pen) => {
      const made = convolution(pen, 'x', [8, 4, 1, 1, 1]);
      return pen.node('Add', [normalisation(pen, made, 8), made]);
    });
    const after = foldBatchNorm(graph);
    expect(opsOf(after)).toContain('Mul');
    await expectSame(after, graph);
  });
});

describe('fold padding', () => {
  it('makes a Pad with zeros the padding of the convolution', async () => {
    const graph = graphOf(clip, (pen) => {
      const padded = pen.node('Pad', ['x', pen.constant(integers([0, 0, 1, 0, 2, 0, 0, 0, 1, 1]))]);
      return convolution(pen, padded, [8, 4, 3, 3, 3]);
    });
    const after = foldPadding(graph);
    expect(opsOf(after)).toEqual(['Conv', 'Identity']);
    await expectSame(after, graph);
  });

  it('leaves a Pad with another value', async () => {
    const graph = graphOf(clip, (pen) => {
      const pads = pen.constant(integers([0, 0, 1, 1, 1, 0, 0, 1, 1, 1]));
      const padded = pen.node('Pad', ['x', pads, pen.constant(tensor('float32', [], [1]))]);
      return convolution(pen, padded, [8, 4, 3, 3, 3]);
    });
    expect(opsOf(foldPadding(graph))).toContain('Pad');
  });
});

describe('fold constants', () => {
  it('computes what follows from shapes, as exporters leave it behind', async () => {
    const graph = graphOf(clip, (pen) => {
      const shape = pen.node('Shape', ['x']);
      const batch = pen.node('Gather', [shape, pen.constant(tensor('int64', [1], [0]))], { axis: int(0) });
      const wanted = pen.node('Concat', [batch, pen.constant(integers([-1]))], { axis: int(0) });
      return pen.node('Reshape', ['x', wanted]);
    });
    const after = await foldConstants(graph);
    expect(opsOf(after)).toEqual(['Reshape', 'Identity']);
    expect(after.types.get('y')?.shape).toEqual([1, 1536]);
    await expectSame(after, graph);
  });
});

describe('raise opset', () => {
  it('gives what were attributes in opset 9 as inputs', async () => {
    const graph = graphOf(
      clip,
      (pen) => {
        const part = pen.node('Slice', ['x'], { starts: ints([1]), ends: ints([3]), axes: ints([2]) });
        const more = pen.node('Unsqueeze', [part], { axes: ints([0]) });
        const same = pen.node('Dropout', [pen.node('Squeeze', [more], { axes: ints([0]) })]);
        return pen.node('Clip', [same], {
          min: { kind: 'float', value: -0.5 },
          max: { kind: 'float', value: 0.5 },
        });
      },
      9,
    );
    const after = raiseOpset(graph);
    expect(after.opsets.get('')).toBe(13);
    await expectSame(after, graph);
  });

  it('keeps the meaning of a softmax over all axes from one on', async () => {
    const graph = graphOf(
      { type: 'float32', shape: [1, 3, 4] },
      (pen) => pen.node('Softmax', ['x'], { axis: int(1) }),
      11,
    );
    await expectSame(raiseOpset(graph), graph);
  });

  it('refuses what meant something else', () => {
    const graph = graphOf(clip, (pen) => pen.node('Upsample', ['x', pen.constant(noise([5]))]), 9);
    expect(() => raiseOpset(graph)).toThrow('Upsample');
  });
});

describe('fold head', () => {
  it('turns overlapping averages, a matrix at every place and their mean into one mean and one product', async () => {
    const graph = graphOf(clip, (pen) => {
      const first = pen.node('AveragePool', ['x'], {
        kernel_shape: ints([6, 7, 7]),
        strides: ints([1, 1, 1]),
      });
      const second = pen.node('AveragePool', [convolution(pen, 'x', [4, 4, 1, 1, 1])], {
        kernel_shape: ints([6, 7, 7]),
        strides: ints([1, 1, 1]),
      });
      const joined = pen.node('Concat', [first, second], { axis: int(1) });
      const last = pen.node('Transpose', [joined], { perm: ints([0, 2, 3, 4, 1]) });
      const shifted = pen.node('Add', [
        pen.node('MatMul', [last, pen.constant(noise([8, 5], 4))]),
        pen.constant(noise([5], 6)),
      ]);
      return pen.node('ReduceMean', [shifted], { axes: ints([1, 2, 3]), keepdims: int(0) });
    });
    const after = foldHead(graph);
    expect(opsOf(after)).not.toContain('AveragePool');
    const product = after.nodes.find(({ op }) => op === 'MatMul')!;
    expect(after.types.get(product.inputs[0]!)?.shape).toEqual([1, 1, 1, 1, 8]);
    await expectSame(after, graph);
  });

  it('moves the mean before a convolution of single places', async () => {
    const graph = graphOf(clip, (pen) =>
      pen.node('GlobalAveragePool', [convolution(pen, 'x', [16, 4, 1, 1, 1])]),
    );
    const after = foldHead(graph);
    expect(opsOf(after).indexOf('ReduceMean')).toBeLessThan(opsOf(after).indexOf('Conv'));
    await expectSame(after, graph);
  });

  it('stops at what is not linear', async () => {
    const graph = graphOf(clip, (pen) => pen.node('GlobalAveragePool', [pen.node('Relu', ['x'])]));
    const after = foldHead(graph);
    expect(opsOf(after).slice(0, 2)).toEqual(['Relu', 'ReduceMean']);
    await expectSame(after, graph);
  });

  it('knows what a place counts in averages with pads', async () => {
    for (const counts of [0, 1]) {
      const graph = graphOf(clip, (pen) => {
        const pooled = pen.node('AveragePool', ['x'], {
          kernel_shape: ints([3, 3, 3]),
          strides: ints([2, 1, 2]),
          pads: ints([1, 1, 1, 1, 1, 1]),
          count_include_pad: int(counts),
        });
        return pen.node('GlobalAveragePool', [pooled]);
      });
      const after = foldHead(graph);
      expect(opsOf(after)).not.toContain('AveragePool');
      await expectSame(after, graph);
    }
  });
});

describe('fuse preprocessing', () => {
  it('takes bytes, normalises each channel and chooses frames', async () => {
    const graph = graphOf({ type: 'float32', shape: [1, 3, 2, 4, 4] }, (pen) => pen.node('Identity', ['x']));
    const [mean, std] = [[0.4, 0.5, 0.6] as const, [0.2, 0.25, 0.3] as const];
    const after = fusePreprocessing(graph, {
      size: [8, 4, 4],
      mean,
      std,
      inputs: [{ name: 'x', indices: [1, 6] }],
    });
    expect(after.inputs).toEqual([{ name: 'frames', type: 'uint8', shape: [8, 4, 4, 3] }]);
    const pictures = bytes([8, 4, 4, 3]);
    const expected: number[] = [];
    for (let channel = 0; channel < 3; channel++) {
      for (const frame of [1, 6]) {
        for (let i = 0; i < 16; i++) {
          const byte = Number(pictures.data[(frame * 16 + i) * 3 + channel]);
          expected.push((byte / 255 - mean[channel]!) / std[channel]!);
        }
      }
    }
    expect(farthest(await resultOf(after, pictures), expected)).toBeLessThan(1e-5);
  });
});

describe('lower to pictures', () => {
  const shapes = [
    ['over time', [8, 4, 3, 1, 1], { pads: ints([1, 0, 0, 1, 0, 0]) }],
    ['over time, in steps', [8, 4, 5, 1, 1], { strides: ints([2, 1, 1]), pads: ints([2, 0, 0, 2, 0, 0]) }],
    ['over everything', [8, 4, 3, 3, 3], { strides: ints([1, 2, 2]), pads: ints([1, 1, 1, 1, 1, 1]) }],
    [
      'over everything, spread',
      [8, 4, 3, 3, 3],
      { dilations: ints([2, 1, 2]), pads: ints([0, 1, 2, 2, 1, 0]) },
    ],
    ['over pictures', [8, 4, 1, 3, 3], { pads: ints([0, 1, 1, 0, 1, 1]) }],
    ['of each channel, over pictures', [4, 1, 1, 3, 3], { group: int(4) }],
  ] as const;
  it.each(shapes)('a kernel %s', async (_, shape, attributes) => {
    const graph = graphOf(clip, (pen) => {
      const made = pen.node('Relu', [convolution(pen, 'x', shape, attributes)]);
      const pooled = pen.node('MaxPool', [made], { kernel_shape: ints([1, 2, 2]), strides: ints([1, 2, 2]) });
      return pen.node('Add', [pooled, pooled]);
    });
    const after = lowerTo2d(graph);
    const ranks = after.nodes
      .filter(({ op }) => op === 'Conv')
      .map(({ inputs }) => after.constants.get(inputs[1]!)!.shape.length);
    expect(ranks).toEqual([4]);
    await expectSame(after, graph);
  });

  it.each([
    [5, 3, 16],
    [3, 8, 24],
    [3, 2, 6],
  ])('%i frames of %i channels are seen as %i', async (frames, channels, seen) => {
    const graph = graphOf({ type: 'float32', shape: [1, channels, 8, 4, 4] }, (pen) =>
      convolution(pen, 'x', [8, channels, frames, 1, 1], { pads: ints([1, 0, 0, 2, 0, 0]) }),
    );
    const after = lowerTo2d(graph);
    const [node] = after.nodes.filter(({ op }) => op === 'Conv');
    expect(after.constants.get(node!.inputs[1]!)!.shape[1]).toBe(seen);
    await expectSame(after, graph);
  });

  it('gives what it does not know the value as it was', async () => {
    const graph = graphOf(clip, (pen) => {
      const depthwise = convolution(pen, convolution(pen, 'x', [4, 4, 1, 1, 1]), [4, 1, 3, 3, 3], {
        group: int(4),
      });
      return pen.node('Softmax', [depthwise], { axis: int(1) });
    });
    const after = lowerTo2d(graph);
    expect(opsOf(after).filter((op) => op === 'Conv')).toHaveLength(2);
    await expectSame(after, graph);
  });
});

describe('shapes', () => {
  it('behind an unknown operator are asked of the runtime', async () => {
    const graph = graphOf(clip, (pen) => pen.node('Relu', [pen.node('Softsign', ['x'])]));
    expect(graph.types.has('y')).toBe(false);
    expect((await foldConstants(graph)).types.get('y')?.shape).toEqual(clip.shape);
  });

  it('that are themselves computed are never taken from zeros', async () => {
    // [8 * T] computed from a shape in several steps, as tracing leaves it behind.
    const graph = graphOf(clip, (pen) => {
      const size = pen.node('Gather', [pen.node('Shape', ['x']), pen.constant(integers([2]))], {
        axis: int(0),
      });
      const product = pen.node('Mul', [size, pen.constant(integers([8]))]);
      return pen.node('Reshape', [
        'x',
        pen.node('Concat', [product, pen.constant(integers([-1]))], { axis: int(0) }),
      ]);
    });
    const after = await foldConstants(graph);
    expect(after.types.get('y')?.shape).toEqual([48, 32]);
    await expectSame(after, graph);
  });
});

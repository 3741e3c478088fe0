// SlowFast R50 8x8 (Feichtenhofer et al., ICCV 2019, arXiv:1812.03982) as PyTorchVideo exports it, with seeded random
// weights: as much work as the trained network, and no sense in its answers.
import { type Graph, int, ints } from '../graph.ts';
import { GraphEditor } from '../graph-editor.ts';
import { floats, sizeOf, tensor } from '../onnx/tensor.ts';
import { normal, uniform } from './random.ts';

export interface SlowFastOptions {
  readonly seed: number;
  /** Height and width of the pictures, a multiple of 32. */
  readonly size: number;
  readonly classes: number;
  /** Blocks of each stage. */
  readonly depths: readonly [number, number, number, number];
  /** Channels of the slow stem; the fast pathway has an eighth. */
  readonly channels: number;
}

/** 65.7 thousand million multiplications a clip. */
export const slowFastR50: SlowFastOptions = {
  seed: 1,
  size: 256,
  classes: 400,
  depths: [3, 4, 6, 3],
  channels: 64,
};

const fastFrames = 32;
const slowFrames = 8;
/** The fast pathway has 1/8 of the channels, and 4 times the frames. */
const betaInverse = 8;
const alpha = 4;
/** How much a residual branch adds: sums of 16 blocks stay in the range of trained networks. */
const branchGain = 0.5;

type Triple = readonly [number, number, number];

/** Inputs `slow` `[1, 3, 8, size, size]` and `fast` `[1, 3, 32, size, size]`, output `logits` `[1, classes]`. */
export function makeSlowFast(options: SlowFastOptions): Graph {
  const { size, classes } = options;
  const picture = (name: string, frames: number) =>
    ({ name, type: 'float32', shape: [1, 3, frames, size, size] }) as const;
  const empty: Graph = {
    nodes: [],
    constants: new Map(),
    inputs: [picture('slow', slowFrames), picture('fast', fastFrames)],
    outputs: [{ name: 'logits', type: 'float32', shape: [1, classes] }],
    opsets: new Map([['', 16]]),
    types: new Map(),
  };
  return new Builder(empty, options).build();
}

class Builder {
  private readonly edit: GraphEditor;
  private readonly options: SlowFastOptions;
  private readonly next: () => number;

  constructor(empty: Graph, options: SlowFastOptions) {
    this.edit = new GraphEditor(empty);
    this.options = options;
    this.next = normal(uniform(options.seed));
  }

  build(): Graph {
    const { depths, channels, size, classes } = this.options;
    const fastChannels = channels / betaInverse;
    let slow = this.pool(this.relu(this.convolution('slow', 3, channels, [1, 7, 7], [1, 2, 2])));
    let fast = this.pool(this.relu(this.convolution('fast', 3, fastChannels, [5, 7, 7], [1, 2, 2])));
    slow = this.lateral(slow, fast, fastChannels);
    let [slowIn, fastIn] = [channels + 2 * fastChannels, fastChannels];
    depths.forEach((depth, stage) => {
      const [inner, fastInner] = [channels << stage, fastChannels << stage];
      const stride = stage === 0 ? 1 : 2;
      slow = this.stage(slow, slowIn, inner, depth, stage < 2 ? 1 : 3, stride);
      fast = this.stage(fast, fastIn, fastInner, depth, 3, stride);
      [slowIn, fastIn] = [4 * inner, 4 * fastInner];
      if (stage === depths.length - 1) return;
      slow = this.lateral(slow, fast, fastIn);
      slowIn += 2 * fastIn;
    });
    this.head(slow, fast, slowIn + fastIn, size / 32, classes);
    return this.edit.finish();
  }

  /** Averages over stretches of 7 x 7 places, the classifier at each of them, and the mean of its answers. */
  private head(slow: string, fast: string, features: number, places: number, classes: number): void {
    const kernel = Math.min(7, places);
    const average = (input: string, frames: number): string =>
      this.edit.node('AveragePool', [input], {
        kernel_shape: ints([frames, kernel, kernel]),
        strides: ints([1, 1, 1]),
      });
    const joined = this.edit.node('Concat', [average(slow, slowFrames), average(fast, fastFrames)], {
      axis: int(1),
    });
    const last = this.edit.node('Transpose', [joined], { perm: ints([0, 2, 3, 4, 1]) });
    const products = this.edit.node('MatMul', [last, this.weights([features, classes], features)]);
    const shifted = this.edit.node('Add', [products, this.bias(classes)]);
    this.edit.node(
      'ReduceMean',
      [shifted],
      { axes: ints([1, 2, 3]), keepdims: int(0) },
      { output: 'logits' },
    );
  }

  private stage(
    input: string,
    from: number,
    inner: number,
    depth: number,
    taps: number,
    stride: number,
  ): string {
    let value = input;
    for (let i = 0; i < depth; i++) {
      value = this.block(value, i === 0 ? from : 4 * inner, inner, taps, i === 0 ? stride : 1);
    }
    return value;
  }

  private block(input: string, from: number, inner: number, taps: number, stride: number): string {
    const outer = 4 * inner;
    const strides: Triple = [1, stride, stride];
    const reduced = this.relu(this.convolution(input, from, inner, [taps, 1, 1], [1, 1, 1]));
    const spatial = this.relu(this.convolution(reduced, inner, inner, [1, 3, 3], strides));
    const expanded = this.convolution(spatial, inner, outer, [1, 1, 1], [1, 1, 1], branchGain);
    const shortcut =
      from === outer && stride === 1
        ? input
        : this.convolution(input, from, outer, [1, 1, 1], strides, branchGain);
    return this.relu(this.edit.node('Add', [expanded, shortcut]));
  }

  /** The fast pathway joins the slow one. */
  private lateral(slow: string, fast: string, fastChannels: number): string {
    const joined = this.relu(
      this.convolution(fast, fastChannels, 2 * fastChannels, [7, 1, 1], [alpha, 1, 1]),
    );
    return this.edit.node('Concat', [slow, joined], { axis: int(1) });
  }

  private convolution(
    input: string,
    from: number,
    to: number,
    kernel: Triple,
    strides: Triple,
    gain = Math.SQRT2,
  ): string {
    const pads = kernel.map((size) => Math.floor(size / 2));
    const weights = this.weights([to, from, ...kernel], from * sizeOf(kernel), gain);
    return this.edit.node('Conv', [input, weights, this.bias(to)], {
      kernel_shape: ints(kernel),
      strides: ints(strides),
      pads: ints([...pads, ...pads]),
      dilations: ints([1, 1, 1]),
      group: int(1),
    });
  }

  private pool(input: string): string {
    return this.edit.node('MaxPool', [input], {
      kernel_shape: ints([1, 3, 3]),
      strides: ints([1, 2, 2]),
      pads: ints([0, 1, 1, 0, 1, 1]),
    });
  }

  private relu(input: string): string {
    return this.edit.node('Relu', [input]);
  }

  /** He et al. 2015: the variance of what goes in is that of what comes out. */
  private weights(shape: readonly number[], fanIn: number, gain = 1): string {
    const deviation = gain / Math.sqrt(fanIn);
    const data = Float32Array.from({ length: sizeOf(shape) }, () => this.next() * deviation);
    return this.edit.constant(floats(shape, data));
  }

  private bias(count: number): string {
    return this.edit.constant(
      tensor(
        'float32',
        [count],
        Array.from({ length: count }, () => this.next() * 0.1),
      ),
    );
  }
}

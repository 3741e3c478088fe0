// The taught layers as a part of a network: batch normalisation is folded into the weights.
import { floats, GraphEditor, openGraph } from '../../optimizer/index.ts';
import { gather, summarise } from './layers.ts';
import { emptyGraph, Operators } from './operators.ts';
import { type MapSize, type Parameters, widths } from './sizes.ts';
import { epsilon } from './training-graph.ts';

/** Mean and deviation of each channel of the maps, as taught with: maps are taken as `(value - center) * factor`. */
export interface MapScale {
  readonly center: Float32Array;
  readonly factor: Float32Array;
}

/** What batch normalisation saw while it was taught. */
export interface SeenStatistics {
  readonly firstMean: Float32Array;
  readonly firstVariance: Float32Array;
  readonly secondMean: Float32Array;
  readonly secondVariance: Float32Array;
}

/** Each layer is `input * weights + bias`. */
interface Layer {
  /** `[inputs, outputs]`, row-major. */
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

export interface ConvolutionalHead {
  readonly size: MapSize;
  readonly first: Layer;
  readonly second: Layer;
  readonly last: Layer;
}

export function foldHead(
  size: MapSize,
  parameters: Parameters,
  { center, factor }: MapScale,
  seen: SeenStatistics,
): ConvolutionalHead {
  const { first } = widths;
  const firstLayer = folded(
    parameters.firstWeights.map((weight, at) => weight * factor[Math.floor(at / first)]!),
    { scale: parameters.firstScale, shift: parameters.firstShift },
    { mean: seen.firstMean, variance: seen.firstVariance },
  );
  const bias = firstLayer.bias.slice();
  firstLayer.weights.forEach((weight, at) => {
    bias[at % first]! -= center[Math.floor(at / first)]! * weight;
  });
  return {
    size,
    first: { weights: firstLayer.weights, bias },
    second: folded(
      parameters.secondWeights,
      { scale: parameters.secondScale, shift: parameters.secondShift },
      { mean: seen.secondMean, variance: seen.secondVariance },
    ),
    last: { weights: parameters.lastWeights.slice(), bias: parameters.lastBias.slice() },
  };
  function folded(
    weights: Float32Array,
    { scale, shift }: { readonly scale: Float32Array; readonly shift: Float32Array },
    { mean, variance }: { readonly mean: Float32Array; readonly variance: Float32Array },
  ): Layer {
    const factors = scale.map((value, k) => value / Math.sqrt(variance[k]! + epsilon));
    const count = factors.length;
    return {
      weights: weights.map((weight, at) => weight * factors[at % count]!),
      bias: shift.map((value, k) => value - mean[k]! * factors[k]!),
    };
  }
}

/** Scores divided by the temperature: as sure as held-out windows allow. */
export function cooled(head: ConvolutionalHead, temperature: number): ConvolutionalHead {
  const divided = (values: Float32Array): Float32Array => values.map((value) => value / temperature);
  return { ...head, last: { weights: divided(head.last.weights), bias: divided(head.last.bias) } };
}

/** @param maps `[batch * parts * side * side, channels]`. @returns `[batch, labels]`: scores before the softmax. */
export function addHead(
  op: Operators,
  maps: string,
  { size, first, second, last }: ConvolutionalHead,
  batch: number,
  output: string,
): string {
  const layer = (value: string, { weights, bias }: Layer, name?: string): string => {
    const matrix = op.edit.constant(floats([weights.length / bias.length, bias.length], weights));
    const row = op.edit.constant(floats([bias.length], bias));
    return op.edit.node('Gemm', [value, matrix, row], {}, name === undefined ? {} : { output: name });
  };
  const seen = gather(op, op.relu(layer(maps, first)), size, batch);
  const summary = summarise(op, op.relu(layer(seen, second)), size, batch);
  return layer(summary.value, last, output);
}

export interface HeadRunner {
  /** @param maps Half-precision bits, `[batch, parts * side * side * channels]`. @returns Scores, `[batch, labels]`. */
  scores(maps: Uint16Array): Promise<Float32Array>;
  release(): Promise<void>;
}

/** The head alone, for maps that are there already. */
export async function openHead(head: ConvolutionalHead, batch: number): Promise<HeadRunner> {
  const { parts, side, channels } = head.size;
  const places = parts * side ** 2;
  const edit = new GraphEditor(emptyGraph());
  const op = new Operators(edit);
  addHead(op, op.reshape(op.toFloat('maps'), [batch * places, channels]), head, batch, 'scores');
  const runnable = await openGraph(
    edit.finish({
      inputs: [{ name: 'maps', type: 'float16', shape: [batch, places * channels] }],
      outputs: [{ name: 'scores', type: 'float32', shape: [batch, head.last.bias.length] }],
    }),
  );
  return {
    async scores(maps) {
      const feeds = new Map([
        ['maps', { type: 'float16', shape: [batch, places * channels], data: maps } as const],
      ]);
      return (await runnable.run(feeds)).get('scores')!.data as Float32Array;
    },
    release: () => runnable.release(),
  };
}

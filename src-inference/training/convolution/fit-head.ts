// Teaches the layers on the maps of some windows.
import { createRandom, type Random } from '../../evaluation/index.ts';
import { floats, openGraph, type RunnableGraph } from '../../optimizer/index.ts';
import { Adam, learningRate } from './adam.ts';
import { type Batch, batchSize, drawBatch, type MapRows } from './batches.ts';
import { fromHalf } from './half.ts';
import { type ConvolutionalHead, foldHead, type MapScale, type SeenStatistics } from './head.ts';
import {
  type MapSize,
  type ParameterName,
  type Parameters,
  parameterNames,
  shapesOf,
  widths,
} from './sizes.ts';
import { trainingGraph } from './training-graph.ts';

export interface HeadTrainer {
  /**
   * @param rows Which windows are taught with.
   * @param passes How often each of them is seen, on average.
   * @param onProgress Share that is done; may throw to end it.
   */
  fit(
    rows: Int32Array,
    passes: number,
    seed: number,
    onProgress: (share: number) => Promise<void>,
  ): Promise<ConvolutionalHead>;
  release(): Promise<void>;
}

/** How fast what batch normalisation has seen follows the batches. */
const momentum = 0.1;
/** Channels that vary less than this share of the usual one are not blown up to its size. */
const leastDeviation = 0.25;
/** Windows by which the scale of the maps is measured. */
const scaleWindows = 400;

/** @throws StationError `model_invalid` where ONNX Runtime does not take the graph. */
export async function openTrainer(maps: MapRows, size: MapSize, labels: number): Promise<HeadTrainer> {
  const graph = await openGraph(trainingGraph(size, labels, batchSize));
  return {
    async fit(rows, passes, seed, onProgress) {
      const random = createRandom(seed);
      const scale = scaleOf(maps, rows, size);
      const parameters = initial(size, labels, random);
      const adam = new Adam(parameters);
      const seen: SeenStatistics = {
        firstMean: new Float32Array(widths.first),
        firstVariance: new Float32Array(widths.first).fill(1),
        secondMean: new Float32Array(widths.second),
        secondVariance: new Float32Array(widths.second).fill(1),
      };
      const steps = Math.max(1, Math.round((passes * rows.length) / batchSize));
      for (let step = 0; step < steps; step++) {
        const batch = drawBatch(maps, rows, size, labels, random);
        const results = await runStep(graph, { parameters, scale, batch }, size, labels);
        const numbersOf = (name: string): Float32Array => results.get(name)!.data as Float32Array;
        adam.step((name: ParameterName) => numbersOf(`d:${name}`), learningRate(step / steps));
        for (const name of Object.keys(seen) as (keyof SeenStatistics)[]) {
          const [values, latest] = [seen[name], numbersOf(name)];
          for (let i = 0; i < values.length; i++) values[i]! += momentum * (latest[i]! - values[i]!);
        }
        await onProgress((step + 1) / steps);
      }
      return foldHead(size, parameters, scale, seen);
    },
    release: () => graph.release(),
  };
}

interface StepInput {
  readonly parameters: Parameters;
  readonly scale: MapScale;
  readonly batch: Batch;
}

export function runStep(
  graph: RunnableGraph,
  { parameters, scale, batch }: StepInput,
  size: MapSize,
  labels: number,
): ReturnType<RunnableGraph['run']> {
  const shapes = shapesOf(size, labels);
  const count = batch.partner.length;
  return graph.run(
    new Map([
      ...parameterNames.map((name) => [name, floats(shapes[name], parameters[name])] as const),
      ['maps', { type: 'float16', shape: [count, batch.maps.length / count], data: batch.maps }],
      ['center', floats([size.channels], scale.center)],
      ['factor', floats([size.channels], scale.factor)],
      ['partner', { type: 'int64', shape: [count], data: batch.partner }],
      ['share', floats([], Float32Array.of(batch.share))],
      ['targets', floats([count, labels], batch.targets)],
      ['keepFirst', floats([count, 1, widths.first], batch.keepFirst)],
      ['keepLast', floats([count, batch.keepLast.length / count], batch.keepLast)],
    ]),
  );
}

/** As PyTorch begins: weights uniform within the inverse root of their inputs. */
export function initial(size: MapSize, labels: number, random: Random): Parameters {
  const shapes = shapesOf(size, labels);
  const inputs: Partial<Record<ParameterName, number>> = {
    firstWeights: shapes.firstWeights[0]!,
    secondWeights: shapes.secondWeights[0]!,
    lastWeights: shapes.lastWeights[0]!,
    lastBias: shapes.lastWeights[0]!,
  };
  return Object.fromEntries(
    parameterNames.map((name) => {
      const count = shapes[name].reduce((product, length) => product * length, 1);
      const limit = inputs[name] === undefined ? null : 1 / Math.sqrt(inputs[name]);
      const start = name.endsWith('Scale') ? 1 : 0;
      const values = Float32Array.from({ length: count }, () =>
        limit === null ? start : limit * (2 * random.uniform() - 1),
      );
      return [name, values];
    }),
  ) as unknown as Parameters;
}

function scaleOf({ row }: MapRows, rows: Int32Array, { channels }: MapSize): MapScale {
  const sum = new Float64Array(channels);
  const squares = new Float64Array(channels);
  let places = 0;
  const apart = Math.max(1, Math.floor(rows.length / scaleWindows));
  for (let at = 0; at < rows.length; at += apart) {
    const values = row(rows[at]!);
    places += values.length / channels;
    for (let i = 0; i < values.length; i++) {
      const value = fromHalf(values[i]!);
      sum[i % channels]! += value;
      squares[i % channels]! += value * value;
    }
  }
  const mean = sum.map((value) => value / places);
  const deviation = squares.map((value, c) => Math.sqrt(Math.max(0, value / places - mean[c]! ** 2)));
  const floor = (leastDeviation * deviation.reduce((total, value) => total + value, 0)) / channels;
  return {
    center: Float32Array.from(mean),
    factor: Float32Array.from(deviation, (value) => 1 / Math.max(value, floor, Number.MIN_VALUE)),
  };
}

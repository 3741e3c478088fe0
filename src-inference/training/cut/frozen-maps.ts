// A network up to the maps of features from which it names actions, all brought to one grid in time and place. It is never
// changed by training.
import { StationError } from '../../contract/index.ts';
import type { ModelCard } from '../../model/index.ts';
import { feedsOf, GraphEditor, int, ints, openGraph } from '../../optimizer/index.ts';
import { Operators } from '../convolution/operators.ts';
import type { MapSize } from '../convolution/sizes.ts';
import type { FeatureMap } from './find-head.ts';
import { type FeatureExtractor, type FrozenNetwork, hashOf, readCuttable } from './frozen-body.ts';

export interface FrozenMaps extends FrozenNetwork {
  readonly size: MapSize;
  /** The value with the maps, `[parts * side * side, channels]` float32. */
  readonly value: string;
  /** The output of the graph: the same as one row of float16. */
  readonly output: string;
  readonly opset: number;
}

/** A window is looked at in so many parts, where all maps have pictures enough. */
const partCounts = [4, 2];
const largestSide = 8;
/** A map with so many pictures in a part is kept as two of them. */
const picturesForTwo = 8;
const float16 = 10;

/** @throws StationError `not_possible` where the network cannot be cut, `model_invalid` where it cannot be read. */
export async function cutMaps(card: ModelCard): Promise<FrozenMaps> {
  const { network, head } = await readCuttable(card);
  const { maps } = head;
  if (maps.length === 0) {
    throw new StationError(
      'not_possible',
      'The network has no maps of features on which layers could be taught.',
      {
        where: card.files.fp32.path,
        hint: 'Teach its last layer instead, or teach from another network, such as models/demo.',
      },
    );
  }
  const parts = partCounts.find((count) => maps.every(({ frames }) => frames % count === 0)) ?? 1;
  const side = sideOf(maps);
  const edit = new GraphEditor(network);
  for (const node of network.nodes) edit.keep(node);
  const opset = network.opsets.get('') ?? 13;
  const op = new Operators(edit, opset);
  const grids = maps.map((map) => toGrid(op, map, parts, side));
  const channels = grids.reduce((sum, grid) => sum + grid.channels, 0);
  const all = op.concat(
    grids.map(({ value }) => value),
    2,
  );
  const value = op.reshape(all, [parts * side ** 2, channels]);
  const output = op.node('Cast', [op.reshape(value, [1, -1])], { to: int(float16) });
  const graph = edit.finish({
    outputs: [{ name: output, type: 'float16', shape: [1, parts * side ** 2 * channels] }],
  });
  return { card, graph, sha256: hashOf(graph), size: { parts, side, channels }, value, output, opset };
}

/** Even, so that neighbours can be taken together. */
function sideOf(maps: readonly FeatureMap[]): number {
  const smallest = Math.min(largestSide, ...maps.map(({ height, width }) => Math.min(height, width)));
  return smallest < 2 ? 1 : smallest - (smallest % 2);
}

/** @returns `[parts, side * side, channels]`. */
function toGrid(
  op: Operators,
  { name, timeAxis, frames, channels, height, width }: FeatureMap,
  parts: number,
  side: number,
): { readonly value: string; readonly channels: number } {
  const byTime =
    timeAxis === 0 ? name : op.transpose(op.reshape(name, [channels, frames, height, width]), [1, 0, 2, 3]);
  const perPart = frames / parts;
  const kept = perPart >= picturesForTwo && perPart % 2 === 0 ? 2 : 1;
  const pictures = op.mean(op.reshape(byTime, [parts * kept, perPart / kept, channels, height * width]), [1]);
  const strides = [Math.floor(height / side), Math.floor(width / side)] as const;
  const pooled =
    height === side && width === side
      ? pictures
      : op.node('AveragePool', [op.reshape(pictures, [parts * kept, channels, height, width])], {
          kernel_shape: ints([height - (side - 1) * strides[0], width - (side - 1) * strides[1]]),
          strides: ints(strides),
        });
  const rows = op.reshape(pooled, [parts, kept * channels, side ** 2]);
  return { value: op.transpose(rows, [0, 2, 1]), channels: kept * channels };
}

/** @throws StationError `model_invalid`. */
export async function openMaps({ graph, output, card }: FrozenMaps): Promise<FeatureExtractor<Uint16Array>> {
  const runnable = await openGraph(graph);
  return {
    async extract(frames) {
      const { data } = (await runnable.run(feedsOf(graph, card, frames))).get(output)!;
      // A runtime that knows half precision gives it as numbers; their bits are the same.
      return new Uint16Array(data.buffer, data.byteOffset, data.byteLength / Uint16Array.BYTES_PER_ELEMENT);
    },
    close: () => runnable.release(),
  };
}

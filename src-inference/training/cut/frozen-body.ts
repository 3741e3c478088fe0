// A network without its classifier: what a window shows, as one row of features. It is never changed by training.
import { createHash } from 'node:crypto';
import { StationError } from '../../contract/index.ts';
import type { ModelCard } from '../../model/index.ts';
import {
  encodeGraph,
  feedsOf,
  type Graph,
  GraphEditor,
  int,
  integers,
  openGraph,
  readSimplifiedNetwork,
} from '../../optimizer/index.ts';
import {
  type DescribedGroup,
  describeMap,
  type FeatureGroup,
  featureKinds,
  reduce,
} from './describe-maps.ts';
import { type FeatureValue, findHead, type HeadPlace } from './find-head.ts';

export interface FrozenNetwork {
  readonly card: ModelCard;
  readonly graph: Graph;
  /** Of the graph: features of another one are others. */
  readonly sha256: string;
}

/** The outputs of its graph are the groups, each `[1, count]` float32. */
export interface FrozenBody extends FrozenNetwork {
  /** In the order in which they lie in a row of features. */
  readonly groups: readonly DescribedGroup[];
}

/** Casts to this type of ONNX: float32. */
const float32 = 1;

/** @throws StationError `not_possible` where the network cannot be cut, `model_invalid` where it cannot be read. */
export async function cutNetwork(card: ModelCard): Promise<FrozenBody> {
  const { network, head } = await readCuttable(card);
  const { penultimate, maps } = head;
  const edit = new GraphEditor(network);
  for (const node of network.nodes) edit.keep(node);
  const opset = network.opsets.get('') ?? 13;
  const described =
    maps.length > 0
      ? maps.flatMap((map) => describeMap(map, edit, opset))
      : [describePenultimate(penultimate, edit, opset)];
  const groups = featureKinds.flatMap((kind) => joined(described, kind, edit));
  const graph = edit.finish({
    outputs: groups.map(({ value, count }) => ({ name: value, type: 'float32', shape: [1, count] })),
  });
  return { card, graph, groups, sha256: hashOf(graph) };
}

/** @throws StationError `not_possible` where the network cannot be cut, `model_invalid` where it cannot be read. */
export async function readCuttable(
  card: ModelCard,
): Promise<{ readonly network: Graph; readonly head: HeadPlace }> {
  const where = card.files.fp32.path;
  if (card.input.state.length > 0) {
    throw new StationError(
      'not_possible',
      'A network that keeps a state cannot be taught on without PyTorch.',
      {
        where,
        hint: 'Teach from a network without a state, such as models/demo.',
      },
    );
  }
  const network = await readSimplifiedNetwork(card);
  return { network, head: findHead(network, card.output.name, where) };
}

export function hashOf(graph: Graph): string {
  return createHash('sha256').update(encodeGraph(graph)).digest('hex');
}

/** All of one kind side by side, as float32. */
function joined(
  described: readonly DescribedGroup[],
  kind: FeatureGroup['kind'],
  edit: GraphEditor,
): readonly DescribedGroup[] {
  const ofKind = described.filter((group) => group.kind === kind);
  if (ofKind.length === 0) return [];
  const values = ofKind.map(({ value }) => value);
  const all = values.length === 1 ? values[0]! : edit.node('Concat', values, { axis: int(1) });
  const value = edit.node('Cast', [all], { to: int(float32) });
  return [{ kind, value, count: ofKind.reduce((sum, { count }) => sum + count, 0) }];
}

/** Whatever the matrix takes, as the mean over all places: the scores are their mean as well, or close to it. */
function describePenultimate(
  { name, shape, featureAxis }: FeatureValue,
  edit: GraphEditor,
  opset: number,
): DescribedGroup {
  const others = shape.map((_, axis) => axis).filter((axis) => axis !== featureAxis);
  const mean = reduce(edit, opset, 'ReduceMean', name, others, false);
  const count = shape[featureAxis]!;
  return { kind: 'strength', count, value: edit.node('Reshape', [mean, edit.constant(integers([1, -1]))]) };
}

export interface FeatureExtractor<Row extends Float32Array | Uint16Array = Float32Array | Uint16Array> {
  /** @param frames `[T, H, W, 3]` uint8 RGB. @returns The row of features of a window; half precision as its bits. */
  extract(frames: Uint8Array): Promise<Row>;
  close(): Promise<void>;
}

/** @throws StationError `model_invalid`. */
export async function openBody({ graph, groups, card }: FrozenBody): Promise<FeatureExtractor<Float32Array>> {
  const runnable = await openGraph(graph);
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  return {
    async extract(frames) {
      const values = await runnable.run(feedsOf(graph, card, frames));
      const row = new Float32Array(count);
      let at = 0;
      for (const group of groups) {
        row.set(values.get(group.value)!.data as Float32Array, at);
        at += group.count;
      }
      return row;
    },
    close: () => runnable.release(),
  };
}

// A classifier of its own on a frozen body: a network again.
import { floats, type Graph, GraphEditor, int } from '../../optimizer/index.ts';
import type { FeatureKind } from './describe-maps.ts';
import type { FrozenBody } from './frozen-body.ts';

/** Scores are `features * weights + bias`. */
export interface Classifier {
  /** Kinds of features that it takes, in the order of the groups of the body. */
  readonly kinds: readonly FeatureKind[];
  /** `[features, labels]`, row-major, float32. */
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

/** @returns A network with one output, `[1, labels]` float32, and its name. */
export function attachHead(
  { graph, groups }: FrozenBody,
  { kinds, weights, bias }: Classifier,
): { readonly network: Graph; readonly output: string } {
  const edit = new GraphEditor(graph);
  for (const node of graph.nodes) edit.keep(node);
  const labels = bias.length;
  const wanted = groups.filter(({ kind }) => kinds.includes(kind));
  const values = wanted.map(({ value }) => value);
  const row = values.length === 1 ? values[0]! : edit.node('Concat', values, { axis: int(1) });
  const matrix = edit.constant(floats([weights.length / labels, labels], weights));
  const output = edit.freshName('scores');
  edit.node('Gemm', [row, matrix, edit.constant(floats([labels], bias))], {}, { output });
  return {
    output,
    network: edit.finish({ outputs: [{ name: output, type: 'float32', shape: [1, labels] }] }),
  };
}

// From the network as exported to the one that all targets start from: fixed shapes, no leftovers, bytes in.
import type { Graph, Port } from './graph.ts';
import { foldBatchNorm } from './passes/fold-batch-norm.ts';
import { foldConstants } from './passes/fold-constants.ts';
import { foldHead } from './passes/fold-head.ts';
import { foldPadding } from './passes/fold-padding.ts';
import { fusePreprocessing, type Preprocessing } from './passes/fuse-preprocessing.ts';
import { inferShapes } from './passes/infer-shapes.ts';
import { raiseOpset } from './passes/raise-opset.ts';
import { removeNoOps } from './passes/remove-no-ops.ts';

export interface SimplifyOptions {
  /** Fixed shapes of the inputs, by name. */
  readonly shapes: ReadonlyMap<string, readonly number[]>;
  /** Null: the network takes bytes already. */
  readonly preprocessing: Preprocessing | null;
}

export interface Pass {
  readonly name: string;
  readonly run: (graph: Graph) => Graph | Promise<Graph>;
}

/** The passes in their order. */
export function simplifyPasses({ shapes, preprocessing }: SimplifyOptions): readonly Pass[] {
  return [
    { name: 'fix shapes', run: (graph) => fixShapes(graph, shapes) },
    { name: 'raise opset', run: raiseOpset },
    { name: 'infer shapes, fold constants', run: foldConstants },
    { name: 'remove no-ops', run: (graph) => inferShapes(removeNoOps(graph)) },
    { name: 'fold padding', run: (graph) => inferShapes(foldPadding(graph)) },
    { name: 'fold batch norm', run: (graph) => inferShapes(foldBatchNorm(graph)) },
    { name: 'fold head', run: foldHead },
    ...(preprocessing
      ? [
          {
            name: 'fuse preprocessing',
            run: (graph: Graph) => inferShapes(fusePreprocessing(graph, preprocessing)),
          },
        ]
      : []),
  ];
}

/** @param onPass Sees every graph on the way. */
export async function runPasses(
  graph: Graph,
  passes: readonly Pass[],
  onPass: (name: string, graph: Graph) => Promise<void> | void = () => undefined,
): Promise<Graph> {
  let current = graph;
  for (const { name, run } of passes) {
    current = await run(current);
    await onPass(name, current);
  }
  return current;
}

/** The sizes that the card names, where the file leaves them open. */
function fixShapes(graph: Graph, shapes: SimplifyOptions['shapes']): Graph {
  const inputs = graph.inputs.map((port): Port => ({ ...port, shape: shapes.get(port.name) ?? port.shape }));
  const types = new Map(graph.types);
  for (const { name, type, shape } of inputs) {
    if (shape.every((size) => size !== null)) types.set(name, { type, shape });
  }
  return { ...graph, inputs, types };
}

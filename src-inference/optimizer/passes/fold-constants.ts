// Whatever follows from constants and fixed shapes alone is computed once, by ONNX Runtime itself.
import { type Graph, type GraphNode, linksOf, withoutUnused } from '../graph.ts';
import { GraphEditor } from '../graph-editor.ts';
import { integers, sizeOf, type Tensor } from '../onnx/tensor.ts';
import { openGraph } from '../runtime.ts';
import { inferShapes } from './infer-shapes.ts';
import { measureShapes } from './measure-shapes.ts';

/** Larger results than this are left to be computed: a file should not grow by what one node spreads out. */
const largestResult = 1 << 26;

/** @returns The graph with shapes, in which no node is left that takes constants only. */
export async function foldConstants(graph: Graph): Promise<Graph> {
  let current = await withAllShapes(graph);
  for (;;) {
    const fixed = constantNodes(current);
    if (fixed.length === 0) return current;
    const values = await evaluate(current, fixed);
    const edit = new GraphEditor(current);
    const gone = new Set(fixed);
    for (const node of current.nodes) if (!gone.has(node)) edit.keep(node);
    for (const [name, value] of values) edit.constants.set(name, value);
    current = await withAllShapes(edit.finish());
  }
}

async function withAllShapes(graph: Graph): Promise<Graph> {
  return inferShapes(withFixedShapes(await measureShapes(graph)));
}

/** `Shape` of a value whose shape is known is a constant. */
function withFixedShapes(graph: Graph): Graph {
  const edit = new GraphEditor(graph);
  for (const node of graph.nodes) {
    const known = graph.types.get(node.inputs[0] ?? '') ?? graph.constants.get(node.inputs[0] ?? '');
    if (node.op === 'Constant' && node.attributes.value?.kind === 'tensor') {
      edit.constants.set(node.outputs[0]!, node.attributes.value.value);
    } else if (
      node.op === 'Shape' &&
      node.domain === '' &&
      known &&
      Object.keys(node.attributes).length === 0
    ) {
      edit.constants.set(node.outputs[0]!, integers(known.shape));
    } else edit.keep(node);
  }
  return edit.finish();
}

function constantNodes(graph: Graph): readonly GraphNode[] {
  const fixed = new Set(graph.constants.keys());
  const outputs = new Set(graph.outputs.map(({ name }) => name));
  const nodes: GraphNode[] = [];
  for (const node of graph.nodes) {
    const isFixed = node.domain === '' && node.inputs.every((name) => name === '' || fixed.has(name));
    const isRandom = node.op.startsWith('Random') || node.op === 'Multinomial' || node.op === 'Bernoulli';
    if (!isFixed || isRandom || node.outputs.some((name) => outputs.has(name))) continue;
    const types = node.outputs.filter((name) => name !== '').map((name) => graph.types.get(name));
    if (types.some((type) => type === undefined || sizeOf(type.shape) > largestResult)) continue;
    nodes.push(node);
    for (const name of node.outputs) fixed.add(name);
  }
  return nodes;
}

async function evaluate(graph: Graph, nodes: readonly GraphNode[]): Promise<ReadonlyMap<string, Tensor>> {
  const { consumers } = linksOf(graph);
  const inside = new Set(nodes);
  const wanted = nodes
    .flatMap(({ outputs }) => outputs)
    .filter((name) => consumers.get(name)?.some((node) => !inside.has(node)));
  if (wanted.length === 0) return new Map();
  const outputs = wanted.map((name) => ({ name, ...graph.types.get(name)! }));
  const runnable = await openGraph(withoutUnused({ ...graph, nodes, inputs: [], outputs }), {
    level: 'disabled',
  });
  try {
    return await runnable.run(new Map());
  } finally {
    await runnable.release();
  }
}

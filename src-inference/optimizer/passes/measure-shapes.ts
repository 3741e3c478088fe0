// Shapes behind operators that are not known here: the operator is run once, on zeros, and ONNX Runtime tells.
import { type Graph, type GraphNode, type ValueType, withoutUnused } from '../graph.ts';
import { type DataType, floats, sizeOf, type Tensor, tensor } from '../onnx/tensor.ts';
import { openGraph } from '../runtime.ts';
import { hasRule, inferShapes } from './infer-shapes.ts';

/** @returns With the shapes of everything that follows from the shapes of the inputs. */
export async function measureShapes(graph: Graph): Promise<Graph> {
  let current = inferShapes(graph);
  const asked = new Set<GraphNode>();
  for (;;) {
    const node = current.nodes.find(
      (one) => !asked.has(one) && isUnknown(one, current) && hasKnownInputs(one, current),
    );
    if (!node) return current;
    asked.add(node);
    const types = new Map([...current.types, ...(await typesOfResults(node, current))]);
    current = inferShapes({ ...current, types });
  }
}

function isUnknown(node: GraphNode, graph: Graph): boolean {
  if (hasRule(node) || followsFromNumbers(node, graph)) return false;
  return node.outputs.some((name) => name !== '' && !graph.types.has(name));
}

/** Shapes that depend on the numbers, which zeros would tell wrongly: given as a value, or counted. */
function followsFromNumbers(node: GraphNode, graph: Graph): boolean {
  const isCount = ['NonZero', 'Unique', 'Compress', 'NonMaxSuppression'].includes(node.op);
  return isCount || node.inputs.some((name) => (graph.types.get(name)?.type ?? 'float32') !== 'float32');
}

function hasKnownInputs(node: GraphNode, graph: Graph): boolean {
  return node.inputs.every((name) => name === '' || graph.types.has(name) || graph.constants.has(name));
}

async function typesOfResults(
  node: GraphNode,
  graph: Graph,
): Promise<readonly (readonly [string, ValueType])[]> {
  const inputs = [...new Set(node.inputs)].flatMap((name) => {
    const type = graph.types.get(name);
    return type && !graph.constants.has(name) ? [{ name, ...type }] : [];
  });
  const outputs = node.outputs
    .filter((name) => name !== '')
    .map((name) => ({ name, type: 'float32', shape: [], isUntyped: true }) as const);
  const runnable = await openGraph(withoutUnused({ ...graph, nodes: [node], inputs, outputs }), {
    level: 'disabled',
  });
  try {
    const results = await runnable.run(
      new Map(inputs.map(({ name, type, shape }) => [name, zeros(type, shape)])),
    );
    return [...results].map(([name, { type, shape }]) => [name, { type, shape }] as const);
  } finally {
    await runnable.release();
  }
}

function zeros(type: DataType, shape: readonly number[]): Tensor {
  const count = sizeOf(shape);
  return type === 'float32'
    ? floats(shape, new Float32Array(count))
    : tensor(type, shape, new Array(count).fill(0));
}

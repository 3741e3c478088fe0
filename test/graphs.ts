// Small graphs for the tests of the optimizer, and a comparison of what two graphs compute.
import { expect } from 'vitest';
import type { Attributes, Graph, Port } from '../src-inference/optimizer/graph.ts';
import { GraphEditor } from '../src-inference/optimizer/graph-editor.ts';
import { uniform } from '../src-inference/optimizer/networks/random.ts';
import { floats, sizeOf, type Tensor } from '../src-inference/optimizer/onnx/tensor.ts';
import { inferShapes } from '../src-inference/optimizer/passes/infer-shapes.ts';
import { openGraph } from '../src-inference/optimizer/runtime.ts';

/** Numbers between -1 and 1, always the same for a seed. */
export function noise(shape: readonly number[], seed = 1): Tensor {
  const next = uniform(seed);
  return floats(
    shape,
    Float32Array.from({ length: sizeOf(shape) }, () => 2 * next() - 1),
  );
}

/** Bytes that look like camera noise. */
export function bytes(shape: readonly number[], seed = 1): Tensor {
  const next = uniform(seed);
  return { type: 'uint8', shape, data: Uint8Array.from({ length: sizeOf(shape) }, () => 256 * next()) };
}

export interface Pen {
  node(op: string, inputs: readonly string[], attributes?: Attributes): string;
  constant(value: Tensor): string;
}

/** A graph with the input `x`, and with inferred shapes. The value that `draw` returns is its output `y`. */
export function graphOf(input: Pick<Port, 'type' | 'shape'>, draw: (pen: Pen) => string, opset = 17): Graph {
  const port: Port = { name: 'x', ...input };
  const fixed = port.shape.every((size) => size !== null)
    ? [['x', { type: port.type, shape: port.shape }]]
    : [];
  const edit = new GraphEditor({
    nodes: [],
    constants: new Map(),
    inputs: [port],
    outputs: [],
    opsets: new Map([['', opset]]),
    types: new Map(fixed as [string, { type: 'float32'; shape: number[] }][]),
  });
  const output = draw({
    node: (op, inputs, attributes = {}) => edit.node(op, inputs, attributes),
    constant: (value) => edit.constant(value),
  });
  edit.node('Identity', [output], {}, { output: 'y' });
  const drawn = edit.finish({ outputs: [{ name: 'y', type: 'float32', shape: [] }] });
  const shape =
    inferShapes({ ...drawn, nodes: edit.nodes, constants: edit.constants }).types.get('y')?.shape ?? [];
  return inferShapes({
    ...drawn,
    nodes: edit.nodes,
    constants: edit.constants,
    outputs: [{ name: 'y', type: 'float32', shape }],
  });
}

/** The output of a graph for the input `x`. */
export async function resultOf(graph: Graph, x: Tensor): Promise<readonly number[]> {
  const runnable = await openGraph(graph, { level: 'disabled' });
  try {
    const results = await runnable.run(new Map([[graph.inputs[0]!.name, x]]));
    return Array.from(results.get('y')!.data as Float32Array);
  } finally {
    await runnable.release();
  }
}

export function inputOf(graph: Graph): Tensor {
  const { type, shape } = graph.inputs[0]!;
  return type === 'uint8' ? bytes(shape as number[]) : noise(shape as number[], 5);
}

/** Expects both graphs to compute the same, except for rounding by the order of sums. */
export async function expectSame(after: Graph, before: Graph, tolerance = 1e-4): Promise<void> {
  const x = inputOf(before);
  const [expected, actual] = [await resultOf(before, x), await resultOf(after, x)];
  expect(actual.length).toBe(expected.length);
  expect(Math.max(...expected.map(Math.abs))).toBeGreaterThan(0);
  expect(farthest(actual, expected)).toBeLessThan(tolerance);
}

export function farthest(a: readonly number[], b: readonly number[]): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
}

export function opsOf(graph: Graph): readonly string[] {
  return graph.nodes.map(({ op }) => op);
}

// What TensorRT asks of a graph with explicit quantization: our graphs keep the rules, and one that is broken on purpose is named.
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readModelCard } from '../../../src-inference/model/index.ts';
import { type Graph, type GraphNode, int, ints, isOp } from '../../../src-inference/optimizer/graph.ts';
import { assignQuantization, valuesToObserve } from '../../../src-inference/optimizer/int8/assign.ts';
import { emitQdq } from '../../../src-inference/optimizer/int8/emit-qdq.ts';
import { findPixels } from '../../../src-inference/optimizer/int8/pixels.ts';
import { makeSlowFast } from '../../../src-inference/optimizer/networks/slowfast-r50.ts';
import { scalar, type Tensor, tensor } from '../../../src-inference/optimizer/onnx/tensor.ts';
import { readSimplifiedNetwork } from '../../../src-inference/optimizer/simplified-network.ts';
import { runPasses, simplifyPasses } from '../../../src-inference/optimizer/simplify.ts';
import {
  checkQdq,
  describeFinding,
  type QdqRule,
  qdqRules,
} from '../../../src-inference/optimizer/tensorrt/qdq-rules.ts';
import { splitByPrecision } from '../../../src-inference/optimizer/tensorrt/qdq-view.ts';
import { graphOf, noise } from '../../graphs.ts';

/** Every value has another range, as measured ones have. */
function emitted(graph: Graph, keepFloat: readonly string[] = []): Graph {
  const pixels = findPixels(graph);
  const ranges = new Map(
    valuesToObserve(graph, pixels).map((name, i) => [name, { min: -1 - (i % 7) / 8, max: 1 + (i % 5) / 8 }]),
  );
  return emitQdq(graph, pixels, assignQuantization(graph, pixels, ranges, new Set(keepFloat)));
}

const shapesOf = (graph: Graph) => new Map(graph.inputs.map(({ name, shape }) => [name, shape as number[]]));

async function slowFast(depths: readonly [number, number, number, number]): Promise<Graph> {
  const graph = makeSlowFast({ seed: 5, size: 64, classes: 10, depths, channels: 32 });
  return runPasses(graph, simplifyPasses({ shapes: shapesOf(graph), preprocessing: null }));
}

/** A block of a residual network: two convolutions, a pool and a Concat. */
const clip = { type: 'float32', shape: [1, 8, 4, 8, 8] } as const;
const block = graphOf(clip, (pen) => {
  const convolve = (input: string, seed: number, outputs = 8): string =>
    pen.node('Conv', [
      input,
      pen.constant(noise([outputs, 8, 1, 1, 1], seed)),
      pen.constant(noise([outputs], 3)),
    ]);
  const first = pen.node('Relu', [convolve('x', 1)]);
  const sum = pen.node('Relu', [pen.node('Add', [first, convolve(first, 2)])]);
  const pool = pen.node('MaxPool', [sum], { kernel_shape: ints([1, 1, 1]) });
  return pen.node('ReduceMean', [pen.node('Concat', [pool, sum], { axis: int(1) })]);
});

describe('our graphs keep all rules', () => {
  it('the demo model', async () => {
    const card = await readModelCard(resolve(import.meta.dirname, '../../../models/demo'));
    const graph = emitted(await readSimplifiedNetwork(card));
    expect(checkQdq(graph).map(describeFinding)).toEqual([]);
    expect(splitByPrecision(graph).int8.filter((node) => isOp(node, 'Conv')).length).toBeGreaterThan(5);
  });

  it('a network built as SlowFast R50', async () => {
    const graph = emitted(await slowFast([3, 4, 6, 3]));
    expect(checkQdq(graph).map(describeFinding)).toEqual([]);
    const { int8, float } = splitByPrecision(graph);
    // The two stems see three channels.
    expect(float.filter((node) => isOp(node, 'Conv'))).toHaveLength(2);
    expect(int8.filter((node) => isOp(node, 'Add')).length).toBe(2 * (3 + 4 + 6 + 3));
  });

  it('with layers that were put back to float', async () => {
    const graph = await slowFast([1, 1, 1, 1]);
    const convolutions = graph.nodes.filter((node) => isOp(node, 'Conv')).map(({ name }) => name);
    for (const name of convolutions) {
      expect(checkQdq(emitted(graph, [name])).map(describeFinding), name).toEqual([]);
    }
  });

  it('a block with a pool and a Concat', () => {
    const graph = emitted(block);
    expect(checkQdq(graph).map(describeFinding)).toEqual([]);
    expect(splitByPrecision(graph).float.map(({ op }) => op)).toEqual(['ReduceMean', 'Identity']);
  });
});

/** A graph with one node, or one constant, changed. */
function changed(
  graph: Graph,
  find: (node: GraphNode) => boolean,
  change: (node: GraphNode) => GraphNode,
): Graph {
  const node = graph.nodes.find(find)!;
  return { ...graph, nodes: graph.nodes.map((one) => (one === node ? change(node) : one)) };
}

function withConstant(graph: Graph, value: Tensor): { readonly name: string; readonly graph: Graph } {
  const name = 'broken';
  return { name, graph: { ...graph, constants: new Map([...graph.constants, [name, value]]) } };
}

/** Puts another constant in the place of an input of some node. */
function replaced(place: number, value: Tensor, find: (node: GraphNode, graph: Graph) => boolean) {
  return (graph: Graph): Graph => {
    const { name, graph: grown } = withConstant(graph, value);
    return changed(
      grown,
      (node) => find(node, graph),
      (node) => ({ ...node, inputs: node.inputs.map((input, i) => (i === place ? name : input)) }),
    );
  };
}

const isQuantizer = (node: GraphNode): boolean => isOp(node, 'QuantizeLinear');
const isDequantizer = (node: GraphNode): boolean => isOp(node, 'DequantizeLinear');
const isWeights = (node: GraphNode, graph: Graph): boolean =>
  isDequantizer(node) && graph.constants.has(node.inputs[0]!);
const producer = (graph: Graph, name: string): GraphNode =>
  graph.nodes.find(({ outputs }) => outputs.includes(name))!;

/** What went into the pair that makes this input. */
function unrounded(graph: Graph, name: string): string {
  return producer(graph, producer(graph, name).inputs[0]!).inputs[0]!;
}

function withoutPair(op: string, place: 'first' | 'last') {
  return (graph: Graph): Graph =>
    changed(
      graph,
      (node) => isOp(node, op),
      (node) => {
        const rounded = node.inputs.filter((name) => isDequantizer(producer(graph, name) ?? node));
        const bare = place === 'first' ? rounded[0]! : rounded.at(-1)!;
        return {
          ...node,
          inputs: node.inputs.map((name) => (name === bare ? unrounded(graph, name) : name)),
        };
      },
    );
}

describe('a graph that is broken on purpose is named', () => {
  const cases: readonly (readonly [name: string, rule: QdqRule, breaks: (graph: Graph) => Graph])[] = [
    ['zero point of an activation', 'symmetric', replaced(2, scalar('int8', 3), isQuantizer)],
    ['zero point of weights', 'symmetric', replaced(2, tensor('int8', [8], new Array(8).fill(1)), isWeights)],
    ['uint8', 'type', replaced(2, scalar('uint8', 0), isQuantizer)],
    ['a scale of 0', 'scale', replaced(1, scalar('float32', 0), isQuantizer)],
    ['weights with one scale', 'weights', replaced(1, scalar('float32', 0.1), isWeights)],
    [
      'an activation with a scale for each channel',
      'activations',
      replaced(1, tensor('float32', [8], new Array(8).fill(0.1)), isQuantizer),
    ],
    ['two scales in one pair', 'pairs', replaced(1, scalar('float32', 0.7), isQuantizer)],
    ['no pair at the branch of an Add', 'residual', withoutPair('Add', 'first')],
    ['no pair at an input of a Concat', 'concat', withoutPair('Concat', 'last')],
    ['no pair at the input of a Conv', 'convolution', withoutPair('Conv', 'first')],
    [
      'weights along another axis',
      'weights',
      (graph) =>
        changed(
          graph,
          (node) => isWeights(node, graph),
          (node) => ({ ...node, attributes: { axis: int(1) } }),
        ),
    ],
    [
      'a float behind a MaxPool on bytes',
      'closed',
      (graph) => {
        const pool = graph.nodes.find((node) => isOp(node, 'MaxPool'))!;
        return changed(
          graph,
          (node) => isOp(node, 'ReduceMean'),
          (node) => ({ ...node, inputs: [pool.outputs[0]!] }),
        );
      },
    ],
    [
      'groups of three channels',
      'groups',
      (graph) => {
        const flat = graphOf({ type: 'float32', shape: [1, 6, 8, 8] }, (pen) =>
          pen.node('Conv', ['x', pen.constant(noise([6, 6, 1, 1]))]),
        );
        return changed(
          { ...emitted(flat), opsets: graph.opsets },
          (node) => isOp(node, 'Conv'),
          (node) => ({ ...node, attributes: { ...node.attributes, group: int(2) } }),
        );
      },
    ],
    [
      'a contributed operator',
      'operators',
      (graph) =>
        changed(
          graph,
          (node) => isOp(node, 'Add'),
          (node) => ({ ...node, domain: 'com.microsoft' }),
        ),
    ],
  ];

  it.each(cases)('%s: %s', (_, rule, breaks) => {
    const findings = checkQdq(breaks(emitted(block)));
    const finding = findings.find((one) => one.rule === rule);
    expect(findings.map((one) => one.rule)).toContain(rule);
    expect(describeFinding(finding!)).toContain(qdqRules[rule].source);
  });
});

it('depthwise and first 3D convolutions stay float', () => {
  const depthwise = graphOf(clip, (pen) =>
    pen.node(
      'Conv',
      [
        pen.node('Relu', [pen.node('Conv', ['x', pen.constant(noise([8, 8, 1, 1, 1]))])]),
        pen.constant(noise([8, 1, 1, 1, 1])),
      ],
      { group: int(8) },
    ),
  );
  const graph = emitted(depthwise);
  expect(checkQdq(graph)).toEqual([]);
  expect(splitByPrecision(graph).float.map(({ op }) => op)).toEqual(['Conv', 'Identity']);
});

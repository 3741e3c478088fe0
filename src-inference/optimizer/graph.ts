// A network as the passes see it: nodes in order, constants, what is known of the values between them. Never changed in
// place: a pass takes one and gives another.
import type { DataType, Tensor } from './onnx/tensor.ts';

/** An attribute of a node, by its kind in onnx.proto. */
export type Attribute =
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'ints'; readonly value: readonly number[] }
  | { readonly kind: 'floats'; readonly value: readonly number[] }
  | { readonly kind: 'strings'; readonly value: readonly string[] }
  | { readonly kind: 'tensor'; readonly value: Tensor };

export type Attributes = Readonly<Record<string, Attribute>>;

export interface GraphNode {
  readonly op: string;
  /** Empty for the operators of ONNX itself. */
  readonly domain: string;
  readonly name: string;
  /** An empty name stands for an input that is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Attributes;
}

export interface ValueType {
  readonly type: DataType;
  readonly shape: readonly number[];
}

/** An input or output of the network; null: the size is not fixed. */
export interface Port {
  readonly name: string;
  readonly type: DataType;
  readonly shape: readonly (number | null)[];
  /** Nothing but the name is written: type and shape are for the runtime to tell. */
  readonly isUntyped?: boolean;
}

export interface Graph {
  /** Each after the nodes whose outputs it takes. */
  readonly nodes: readonly GraphNode[];
  readonly constants: ReadonlyMap<string, Tensor>;
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  /** Version of each operator set; '' is ONNX itself. */
  readonly opsets: ReadonlyMap<string, number>;
  /** What is known of inputs and of values between nodes. */
  readonly types: ReadonlyMap<string, ValueType>;
}

/** The operators that ONNX Runtime adds to ONNX. */
export const microsoft = 'com.microsoft';

export function int(value: number): Attribute {
  return { kind: 'int', value };
}

export function float(value: number): Attribute {
  return { kind: 'float', value };
}

export function ints(value: readonly number[]): Attribute {
  return { kind: 'ints', value };
}

export function intOf(node: GraphNode, name: string, otherwise: number): number {
  const attribute = node.attributes[name];
  return attribute?.kind === 'int' ? attribute.value : otherwise;
}

export function floatOf(node: GraphNode, name: string, otherwise: number): number {
  const attribute = node.attributes[name];
  return attribute?.kind === 'float' ? attribute.value : otherwise;
}

export function intsOf(node: GraphNode, name: string): readonly number[] | null {
  const attribute = node.attributes[name];
  return attribute?.kind === 'ints' ? attribute.value : null;
}

export function stringOf(node: GraphNode, name: string, otherwise: string): string {
  const attribute = node.attributes[name];
  return attribute?.kind === 'string' ? attribute.value : otherwise;
}

/** An operator of ONNX itself by this name. */
export function isOp(node: GraphNode, ...ops: readonly string[]): boolean;
export function isOp(node: GraphNode | undefined, ...ops: readonly string[]): node is GraphNode;
export function isOp(node: GraphNode | undefined, ...ops: readonly string[]): boolean {
  return node !== undefined && node.domain === '' && ops.includes(node.op);
}

/** The names that a node needs. */
function usesOf(node: GraphNode): readonly string[] {
  return node.inputs.filter((name) => name !== '');
}

export interface Links {
  /** The node that makes a value. */
  readonly producers: ReadonlyMap<string, GraphNode>;
  /** The nodes that take a value, one entry for each use. */
  readonly consumers: ReadonlyMap<string, readonly GraphNode[]>;
  /** Whether somebody outside of the graph takes it. */
  isOutput(name: string): boolean;
  /** The one node that takes a value; undefined when there are several, or when it is an output. */
  soleConsumer(name: string): GraphNode | undefined;
}

export function linksOf(graph: Graph): Links {
  const producers = new Map<string, GraphNode>();
  const consumers = new Map<string, GraphNode[]>();
  for (const node of graph.nodes) {
    for (const name of node.outputs) producers.set(name, node);
    for (const name of usesOf(node)) {
      const known = consumers.get(name);
      if (known) known.push(node);
      else consumers.set(name, [node]);
    }
  }
  const outputs = new Set(graph.outputs.map(({ name }) => name));
  return {
    producers,
    consumers,
    isOutput: (name) => outputs.has(name),
    soleConsumer(name) {
      const all = consumers.get(name) ?? [];
      return all.length === 1 && !outputs.has(name) ? all[0] : undefined;
    },
  };
}

/** Leaves out nodes and constants that nothing needs, and what is known of values that are gone. */
export function withoutUnused(graph: Graph): Graph {
  const needed = new Set(graph.outputs.map(({ name }) => name));
  const nodes: GraphNode[] = [];
  for (const node of graph.nodes.toReversed()) {
    if (!node.outputs.some((name) => needed.has(name))) continue;
    for (const name of usesOf(node)) needed.add(name);
    nodes.push(node);
  }
  const there = new Set([
    ...graph.inputs.map(({ name }) => name),
    ...nodes.flatMap(({ outputs }) => outputs),
  ]);
  return {
    ...graph,
    nodes: nodes.reverse(),
    constants: new Map([...graph.constants].filter(([name]) => needed.has(name))),
    types: new Map([...graph.types].filter(([name]) => there.has(name))),
  };
}

/** The axes that a reducing node works on, whether given as attribute or (from opset 18 on) as input; null: all. */
export function reducedAxes(node: GraphNode, graph: Graph): readonly number[] | null {
  const given = intsOf(node, 'axes');
  if (given) return given;
  const name = node.inputs[1];
  const constant = name ? graph.constants.get(name) : undefined;
  return constant ? Array.from(constant.data as BigInt64Array, Number) : null;
}

// Rewrites a graph node by node: every pass that changes nodes is written on this.
import { type Attributes, type Graph, type GraphNode, type ValueType, withoutUnused } from './graph.ts';
import { bytesOf, type Tensor } from './onnx/tensor.ts';

export class GraphEditor {
  readonly nodes: GraphNode[] = [];
  readonly constants: Map<string, Tensor>;
  readonly types: Map<string, ValueType>;
  private readonly source: Graph;
  private readonly taken: Set<string>;
  private readonly aliases = new Map<string, string>();
  private readonly shared = new Map<string, string>();
  private count = 0;

  constructor(source: Graph) {
    this.source = source;
    this.constants = new Map(source.constants);
    this.types = new Map(source.types);
    this.taken = new Set([
      ...source.constants.keys(),
      ...source.inputs.map(({ name }) => name),
      ...source.nodes.flatMap(({ outputs }) => outputs),
    ]);
  }

  /** Takes over a node as it is. */
  keep(node: GraphNode): void {
    this.nodes.push(node);
  }

  /** Adds a node with one output, and returns the output's name: `output` where it takes the place of a known value. */
  node(
    op: string,
    inputs: readonly string[],
    attributes: Attributes = {},
    { output, domain = '' }: { output?: string; domain?: string } = {},
  ): string {
    const name = output ?? this.freshName(op);
    this.nodes.push({ op, domain, name: `${name}`, inputs, outputs: [name], attributes });
    return name;
  }

  /** Adds a constant; equal small ones are shared. */
  constant(value: Tensor): string {
    const key =
      value.data.byteLength > 256
        ? null
        : `${value.type} ${value.shape.join('x')} ${Buffer.from(bytesOf(value)).toString('hex')}`;
    const known = key === null ? undefined : this.shared.get(key);
    if (known !== undefined) return known;
    const name = this.freshName('constant');
    this.constants.set(name, value);
    if (key !== null) this.shared.set(key, name);
    return name;
  }

  /** Whoever takes `name` takes `other` from now on. */
  alias(name: string, other: string): void {
    this.aliases.set(name, this.resolve(other));
  }

  /** What stands for a value by now. */
  resolve(name: string): string {
    let current = name;
    for (let next = this.aliases.get(current); next !== undefined; next = this.aliases.get(current))
      current = next;
    return current;
  }

  freshName(hint: string): string {
    let name: string;
    do name = `${hint}_${++this.count}`;
    while (this.taken.has(name));
    this.taken.add(name);
    return name;
  }

  /** The outputs keep their names, whatever took their place. */
  finish(changes: Partial<Graph> = {}): Graph {
    const nodes = this.nodes.map((node) => ({
      ...node,
      inputs: node.inputs.map((name) => this.resolve(name)),
    }));
    for (const { name } of this.source.outputs) {
      const standsFor = this.resolve(name);
      if (standsFor !== name) {
        nodes.push({
          op: 'Identity',
          domain: '',
          name: `${name} (name)`,
          inputs: [standsFor],
          outputs: [name],
          attributes: {},
        });
      }
    }
    return withoutUnused({ ...this.source, nodes, constants: this.constants, types: this.types, ...changes });
  }
}

/**
 * Visits every node in order. `visit` returns true when it has dealt with the node (put others in its place, or aliased
 * its outputs); otherwise the node is kept.
 */
export function rewrite(graph: Graph, visit: (node: GraphNode, edit: GraphEditor) => boolean): Graph {
  const edit = new GraphEditor(graph);
  for (const node of graph.nodes) {
    const current = { ...node, inputs: node.inputs.map((name) => edit.resolve(name)) };
    if (!visit(current, edit)) edit.keep(current);
  }
  return edit.finish();
}

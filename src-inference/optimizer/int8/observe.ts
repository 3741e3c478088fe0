// What values a network computes on real clips. It runs in segments, so that only a few of its values are there at a time.
import { type Graph, type GraphNode, linksOf, type Port, withoutUnused } from '../graph.ts';
import { sizeOf, type Tensor } from '../onnx/tensor.ts';
import { openGraph, type RunnableGraph } from '../runtime.ts';
import { Histogram } from './histogram.ts';

/** What the nodes of a segment may make. It is held up to three times: by ONNX Runtime, by Node, and by what comes next. */
const segmentBytes = 96 * 2 ** 20;

interface Segment {
  readonly runnable: RunnableGraph;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/**
 * @param clips One after the other; each is given as the inputs of the graph.
 * @param names Values to look at.
 */
export async function observe(
  graph: Graph,
  clips: AsyncIterable<ReadonlyMap<string, Tensor>>,
  names: readonly string[],
): Promise<ReadonlyMap<string, Histogram>> {
  const histograms = new Map(names.map((name) => [name, new Histogram()]));
  const segments = await openSegments(graph, new Set(names));
  try {
    for await (const clip of clips) {
      const alive = new Map(clip);
      for (const [name, value] of clip) histograms.get(name)?.add(value.data as Float32Array);
      for (const [i, segment] of segments.entries()) {
        const results = await segment.runnable.run(alive);
        for (const [name, value] of results) {
          histograms.get(name)?.add(value.data as Float32Array);
          alive.set(name, value);
        }
        const later = new Set(segments.slice(i + 1).flatMap(({ inputs }) => inputs));
        for (const name of alive.keys()) if (!later.has(name)) alive.delete(name);
      }
    }
  } finally {
    for (const { runnable } of segments) await runnable.release();
  }
  return histograms;
}

async function openSegments(graph: Graph, observed: ReadonlySet<string>): Promise<readonly Segment[]> {
  const segments: Segment[] = [];
  for (const nodes of cut(graph)) segments.push(await openSegment(graph, nodes, observed));
  return segments;
}

/** Stretches of nodes that make about as many bytes as a segment may. */
function cut(graph: Graph): readonly (readonly GraphNode[])[] {
  const stretches: GraphNode[][] = [[]];
  let bytes = 0;
  for (const node of graph.nodes) {
    const made = node.outputs.reduce((sum, name) => sum + bytesOf(name, graph), 0);
    if (bytes > 0 && bytes + made > segmentBytes) {
      stretches.push([]);
      bytes = 0;
    }
    bytes += made;
    stretches.at(-1)!.push(node);
  }
  return stretches;
}

function bytesOf(name: string, graph: Graph): number {
  return 4 * sizeOf(graph.types.get(name)?.shape ?? []);
}

async function openSegment(
  graph: Graph,
  nodes: readonly GraphNode[],
  observed: ReadonlySet<string>,
): Promise<Segment> {
  const { consumers } = linksOf(graph);
  const inside = new Set(nodes);
  const made = new Set(nodes.flatMap(({ outputs }) => outputs));
  const graphOutputs = new Set(graph.outputs.map(({ name }) => name));
  const taken = new Set(nodes.flatMap(({ inputs }) => inputs).filter((name) => name !== ''));
  const inputs = [...taken].filter((name) => !made.has(name) && !graph.constants.has(name));
  const outputs = [...made].filter(
    (name) =>
      observed.has(name) ||
      graphOutputs.has(name) ||
      (consumers.get(name) ?? []).some((node) => !inside.has(node)),
  );
  const port = (name: string): Port => ({ name, ...graph.types.get(name)! });
  const part = withoutUnused({ ...graph, nodes, inputs: inputs.map(port), outputs: outputs.map(port) });
  return { runnable: await openGraph(part, { keepMemory: false }), inputs, outputs };
}

// The taught layers on the maps of a frozen network: a network again.
import { type Graph, GraphEditor } from '../../optimizer/index.ts';
import type { FrozenMaps } from '../cut/frozen-maps.ts';
import { addHead, type ConvolutionalHead } from './head.ts';
import { Operators } from './operators.ts';

/** @returns A network with one output, `[1, labels]` float32, and its name. */
export function attachLayers(
  { graph, value, opset }: FrozenMaps,
  head: ConvolutionalHead,
): { readonly network: Graph; readonly output: string } {
  const edit = new GraphEditor(graph);
  for (const node of graph.nodes) edit.keep(node);
  const output = edit.freshName('scores');
  addHead(new Operators(edit, opset), value, head, 1, output);
  return {
    output,
    network: edit.finish({ outputs: [{ name: output, type: 'float32', shape: [1, head.last.bias.length] }] }),
  };
}

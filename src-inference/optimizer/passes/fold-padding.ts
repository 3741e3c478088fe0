// A Pad with zeros before a convolution becomes the convolution's own padding.
import { type Graph, type GraphNode, ints, isOp, linksOf, stringOf } from '../graph.ts';
import { rewrite } from '../graph-editor.ts';
import { numbersOf } from '../onnx/tensor.ts';
import { slidingWindow } from './sliding-window.ts';

/** @param graph With shapes. */
export function foldPadding(graph: Graph): Graph {
  const { producers } = linksOf(graph);
  return rewrite(graph, (node, edit) => {
    if (!isOp(node, 'Conv')) return false;
    const pad = producers.get(node.inputs[0]!);
    const added = isOp(pad, 'Pad') ? zeroPads(pad, graph) : null;
    const weights = graph.constants.get(node.inputs[1]!);
    const shape = graph.types.get(node.inputs[0]!)?.shape;
    if (!added || !weights || !shape) return false;
    const own = slidingWindow(node, shape.slice(2), weights.shape.slice(2));
    if (!own) return false;
    const rank = shape.length;
    const begin = own.padsBegin.map((size, i) => size + added[i + 2]!);
    const end = own.padsEnd.map((size, i) => size + added[rank + i + 2]!);
    const rest = Object.entries(node.attributes).filter(([name]) => name !== 'auto_pad');
    edit.keep({
      ...node,
      inputs: [edit.resolve(pad!.inputs[0]!), ...node.inputs.slice(1)],
      attributes: { ...Object.fromEntries(rest), pads: ints([...begin, ...end]) },
    });
    return true;
  });
}

/** The pads of a node that adds zeros around places, not around channels; null when it does something else. */
function zeroPads(pad: GraphNode, graph: Graph): readonly number[] | null {
  const given = graph.constants.get(pad.inputs[1] ?? '');
  const value = pad.inputs[2] ? graph.constants.get(pad.inputs[2]) : null;
  if (stringOf(pad, 'mode', 'constant') !== 'constant' || !given || pad.inputs[3]) return null;
  if (value === undefined || (value !== null && numbersOf(value)[0] !== 0)) return null;
  const pads = numbersOf(given);
  const rank = pads.length / 2;
  const isPlain = pads.every((size, i) => size >= 0 && (i % rank >= 2 || size === 0));
  return isPlain ? pads : null;
}

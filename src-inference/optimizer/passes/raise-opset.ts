// Networks of opset 9 to 12 in the words of opset 13: the passes then know one form of every operator.
import { StationError } from '../../contract/index.ts';
import { type Graph, type GraphNode, intOf, intsOf } from '../graph.ts';
import { type GraphEditor, rewrite } from '../graph-editor.ts';
import { integers, scalar } from '../onnx/tensor.ts';

const oldest = 13;
/** Operators that mean something else since, and that no classifier of clips needs. */
const refused = ['Upsample', 'Resize', 'TopK', 'NonMaxSuppression', 'RoiAlign'];

/** @throws StationError `model_invalid` for an operator whose meaning has changed beyond a new form. */
export function raiseOpset(graph: Graph): Graph {
  const opset = graph.opsets.get('') ?? oldest;
  if (opset >= oldest) return graph;
  const raised = rewrite(graph, (node, edit) => node.domain === '' && raise(node, edit, graph));
  return { ...raised, opsets: new Map([...graph.opsets, ['', oldest]]) };
}

function raise(node: GraphNode, edit: GraphEditor, graph: Graph): boolean {
  if (refused.includes(node.op)) {
    throw new StationError('model_invalid', `The network uses ${node.op} as it was before opset 13.`, {
      hint: 'Export it again, best with opset 17.',
    });
  }
  const form = Object.hasOwn(forms, node.op) ? forms[node.op] : undefined;
  return form ? form(node, edit, graph) : false;
}

/** Attributes that have become inputs since; their order is that of the inputs. */
function inputsFrom(...names: readonly string[]): (node: GraphNode, edit: GraphEditor) => boolean {
  return (node, edit) => {
    if (!names.some((name) => node.attributes[name])) return false;
    const added = names.map((name) => {
      const attribute = node.attributes[name];
      if (attribute?.kind === 'ints') return edit.constant(integers(attribute.value));
      return attribute?.kind === 'float' ? edit.constant(scalar('float32', attribute.value)) : '';
    });
    const rest = Object.entries(node.attributes).filter(([name]) => !names.includes(name));
    edit.keep({ ...node, inputs: [node.inputs[0]!, ...added], attributes: Object.fromEntries(rest) });
    return true;
  };
}

/** Before opset 13 the axes from `axis` on were one. */
function softmax(node: GraphNode, edit: GraphEditor, graph: Graph): boolean {
  const axis = intOf(node, 'axis', 1);
  const rank = graph.types.get(node.inputs[0]!)?.shape.length;
  const last = { axis: { kind: 'int', value: -1 } } as const;
  if (axis === -1 || axis === (rank ?? 2) - 1) {
    edit.keep({ ...node, attributes: last });
    return true;
  }
  const shape = edit.node('Shape', [node.inputs[0]!]);
  const flat = edit.node('Flatten', [node.inputs[0]!], { axis: { kind: 'int', value: axis } });
  const result = edit.node(node.op, [flat], last);
  edit.node('Reshape', [result, shape], {}, { output: node.outputs[0]! });
  return true;
}

const forms: Readonly<Record<string, (node: GraphNode, edit: GraphEditor, graph: Graph) => boolean>> = {
  Squeeze: inputsFrom('axes'),
  Unsqueeze: inputsFrom('axes'),
  ReduceSum: inputsFrom('axes'),
  Split: inputsFrom('split'),
  Pad: inputsFrom('pads', 'value'),
  Clip: inputsFrom('min', 'max'),
  Slice(node, edit) {
    if (!node.attributes.starts) return false;
    const count = intsOf(node, 'starts')!.length;
    const axes = intsOf(node, 'axes') ?? Array.from({ length: count }, (_, i) => i);
    const attributes = { ...node.attributes, axes: { kind: 'ints', value: axes } as const };
    return inputsFrom('starts', 'ends', 'axes')({ ...node, attributes }, edit);
  },
  Dropout(node, edit) {
    edit.alias(node.outputs[0]!, node.inputs[0]!);
    return true;
  },
  Softmax: softmax,
  LogSoftmax: softmax,
};

// Makes the int8 network: channels last, with the contributed operators of ONNX Runtime that compute on bytes
// (https://github.com/microsoft/onnxruntime/blob/main/docs/ContribOperators.md). What is not assigned to int8 stays as it is,
// between a DequantizeLinear and a QuantizeLinear.
import { type Graph, type GraphNode, intsOf } from '../graph.ts';
import type { Assignment } from './assign.ts';
import { emitConvolution } from './emit-convolution.ts';
import {
  emitBinary,
  emitConcat,
  emitHardSwish,
  emitMaxPool,
  emitMean,
  emitRelu,
  emitReshape,
  emitSigmoid,
  hardSigmoid,
} from './emit-operators.ts';
import { type EmitOptions, Emitter } from './emitter.ts';
import type { PixelView } from './pixels.ts';

export function emitInt8(
  graph: Graph,
  pixels: ReadonlyMap<string, PixelView>,
  assignment: Assignment,
  options: EmitOptions,
): Graph {
  const emitter = new Emitter(graph, pixels, assignment, options);
  const absorbed = new Set(assignment.activations.values());
  for (const node of graph.nodes) {
    if (absorbed.has(node)) continue;
    if (assignment.nodes.has(node)) emit(emitter, node);
    else emitter.keep(node);
  }
  return emitter.finish();
}

function emit(emitter: Emitter, node: GraphNode): void {
  const mean = emitter.assignment.means.get(node);
  if (mean) return emitMean(emitter, node, mean.input, mean.weights);
  switch (node.op) {
    case 'Conv':
      return emitConvolution(emitter, node);
    case 'Add':
    case 'Mul':
      return emitBinary(emitter, node);
    case 'Sigmoid':
      return emitSigmoid(emitter, node);
    case 'HardSigmoid':
      return emitter.give(node, hardSigmoid(emitter, emitter.quantized(node.inputs[0]!), node));
    case 'HardSwish':
      return emitHardSwish(emitter, node);
    case 'MaxPool':
      return emitMaxPool(emitter, node);
    case 'Relu':
      return emitRelu(emitter, node);
    case 'Concat':
      return emitConcat(emitter, node);
    case 'Transpose': {
      const value = emitter.quantized(node.inputs[0]!);
      const order = intsOf(node, 'perm')!.map((axis) => value.order[axis]!);
      return emitter.give(node, { ...value, order });
    }
    case 'Reshape':
    case 'Squeeze':
    case 'Unsqueeze':
      return emitReshape(emitter, node);
    default:
      throw new Error(`no int8 form of ${node.op}`);
  }
}

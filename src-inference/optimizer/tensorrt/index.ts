// What TensorRT asks of a graph with explicit quantization.
export { checkQdq, describeFinding, mayBeInt8, qdqRules } from './qdq-rules.ts';
export { splitByPrecision } from './qdq-view.ts';

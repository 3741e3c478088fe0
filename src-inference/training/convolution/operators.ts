// The operators of ONNX that the layers are written in, with plain names.

import { type Attribute, type Graph, type GraphEditor, int, integers } from '../../optimizer/index.ts';
import { reduce } from '../cut/describe-maps.ts';

/** Of graphs that begin empty. */
const usualOpset = 17;

export class Operators {
  readonly edit: GraphEditor;
  private readonly opset: number;

  constructor(edit: GraphEditor, opset = usualOpset) {
    this.edit = edit;
    this.opset = opset;
  }

  node(op: string, inputs: readonly string[], attributes: Readonly<Record<string, Attribute>> = {}): string {
    return this.edit.node(op, inputs, attributes);
  }

  add(a: string, b: string): string {
    return this.node('Add', [a, b]);
  }

  subtract(a: string, b: string): string {
    return this.node('Sub', [a, b]);
  }

  multiply(a: string, b: string): string {
    return this.node('Mul', [a, b]);
  }

  scale(a: string, factor: number): string {
    return this.multiply(a, this.number(factor));
  }

  product(a: string, b: string, transpose: 'first' | 'second' | null = null): string {
    return this.node('Gemm', [a, b], {
      transA: int(transpose === 'first' ? 1 : 0),
      transB: int(transpose === 'second' ? 1 : 0),
    });
  }

  relu(a: string): string {
    return this.node('Relu', [a]);
  }

  /** 1 where `a` is above 0, else 0. */
  isPositive(a: string): string {
    return this.toFloat(this.node('Greater', [a, this.number(0)]));
  }

  toFloat(a: string): string {
    return this.node('Cast', [a], { to: int(1) });
  }

  reshape(a: string, shape: readonly number[]): string {
    return this.node('Reshape', [a, this.integers(shape)]);
  }

  transpose(a: string, order: readonly number[]): string {
    return this.node('Transpose', [a], { perm: { kind: 'ints', value: order } });
  }

  expand(a: string, shape: readonly number[]): string {
    return this.node('Expand', [a, this.integers(shape)]);
  }

  mean(a: string, axes: readonly number[], keep = false): string {
    return reduce(this.edit, this.opset, 'ReduceMean', a, axes, keep);
  }

  maximum(a: string, axes: readonly number[], keep = false): string {
    return reduce(this.edit, this.opset, 'ReduceMax', a, axes, keep);
  }

  sum(a: string, axes: readonly number[], keep = false): string {
    return this.node('ReduceSum', [a, this.integers(axes)], { keepdims: int(keep ? 1 : 0) });
  }

  concat(values: readonly string[], axis: number): string {
    return values.length === 1 ? values[0]! : this.node('Concat', values, { axis: int(axis) });
  }

  slice(a: string, axis: number, from: number, to: number): string {
    return this.node('Slice', [a, this.integers([from]), this.integers([to]), this.integers([axis])]);
  }

  /** Adds zeros along one axis of `rank`. */
  pad(a: string, rank: number, axis: number, before: number, after: number): string {
    const pads = new Array<number>(2 * rank).fill(0);
    pads[axis] = before;
    pads[rank + axis] = after;
    return this.node('Pad', [a, this.integers(pads)]);
  }

  number(value: number): string {
    return this.edit.constant({ type: 'float32', shape: [], data: Float32Array.of(value) });
  }

  integers(values: readonly number[]): string {
    return this.edit.constant(integers(values));
  }
}

export function emptyGraph(): Graph {
  return {
    nodes: [],
    constants: new Map(),
    inputs: [],
    outputs: [],
    opsets: new Map([['', usualOpset]]),
    types: new Map(),
  };
}

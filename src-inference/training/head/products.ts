// Products of large matrices, by ONNX Runtime: it is many times faster at them than JavaScript, and there anyway.
import { type Graph, int, openGraph, type RunnableGraph } from '../../optimizer/index.ts';
import type { Matrix } from './matrix.ts';

export interface Products {
  /** `a * b`, or with `transposeFirst` the transpose of `a` times `b`. */
  multiply(a: Matrix, b: Matrix, transposeFirst?: boolean): Promise<Matrix>;
  release(): Promise<void>;
}

const opset = 17;
/** Most products are small: to wait for a second thread takes longer than the work, above all on a busy machine. */
const threads = 1;

export async function openProducts(): Promise<Products> {
  const plain = await openGraph(productGraph(false), { threads });
  const transposed = await openGraph(productGraph(true), { threads });
  return {
    multiply: (a, b, transposeFirst = false) => run(transposeFirst ? transposed : plain, a, b),
    async release() {
      await plain.release();
      await transposed.release();
    },
  };
}

function productGraph(transposeFirst: boolean): Graph {
  const open = (name: string) => ({ name, type: 'float32', shape: [null, null] }) as const;
  return {
    nodes: [
      {
        op: 'Gemm',
        domain: '',
        name: 'product',
        inputs: ['a', 'b'],
        outputs: ['c'],
        attributes: { transA: int(transposeFirst ? 1 : 0) },
      },
    ],
    constants: new Map(),
    inputs: [open('a'), open('b')],
    outputs: [open('c')],
    opsets: new Map([['', opset]]),
    types: new Map(),
  };
}

async function run(graph: RunnableGraph, a: Matrix, b: Matrix): Promise<Matrix> {
  if (a.data.length === 0 || b.data.length === 0) throw new RangeError('a matrix without numbers');
  const toTensor = ({ rows, columns, data }: Matrix) =>
    ({ type: 'float32', shape: [rows, columns], data }) as const;
  const results = await graph.run(
    new Map([
      ['a', toTensor(a)],
      ['b', toTensor(b)],
    ]),
  );
  const { shape, data } = results.get('c')!;
  return { rows: shape[0]!, columns: shape[1]!, data: data as Float32Array };
}

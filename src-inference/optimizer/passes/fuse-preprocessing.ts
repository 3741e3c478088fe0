// Bytes in: normalisation and the choice of frames become part of the graph, whose one input is `[T, H, W, 3]` uint8 RGB.
import type { Graph } from '../graph.ts';
import { ints } from '../graph.ts';
import { GraphEditor } from '../graph-editor.ts';
import { floats, integers } from '../onnx/tensor.ts';

interface PictureInput {
  /** The float input of the graph that is replaced, `[1, 3, indices.length, H, W]`. */
  readonly name: string;
  /** Which of the T frames it takes. */
  readonly indices: readonly number[];
}

export interface Preprocessing {
  /** T, H, W. */
  readonly size: readonly [number, number, number];
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
  readonly inputs: readonly PictureInput[];
}

/** Name of the input that is left. */
export const framesInput = 'frames';

export function fusePreprocessing(graph: Graph, { size, mean, std, inputs }: Preprocessing): Graph {
  const edit = new GraphEditor(graph);
  const [frames, height, width] = size;
  const name = edit.freshName(framesInput).replace(/_\d+$/, '');
  const scale = edit.constant(
    floats(
      [3, 1, 1, 1],
      Float32Array.from(std, (value) => 1 / (255 * value)),
    ),
  );
  const offset = edit.constant(
    floats(
      [3, 1, 1, 1],
      Float32Array.from(mean, (value, i) => -value / std[i]!),
    ),
  );
  for (const input of inputs) {
    const isAll = input.indices.length === frames && input.indices.every((index, i) => index === i);
    const chosen = isAll
      ? name
      : edit.node('Gather', [name, edit.constant(integers(input.indices))], {
          axis: { kind: 'int', value: 0 },
        });
    // Bytes are moved, not floats: a quarter of the memory.
    const planes = edit.node('Transpose', [chosen], { perm: ints([3, 0, 1, 2]) });
    const numbers = edit.node('Cast', [planes], { to: { kind: 'int', value: 1 } });
    const scaled = edit.node('Mul', [numbers, scale]);
    const shifted = edit.node('Add', [scaled, offset]);
    const shape = edit.constant(integers([1, 3, input.indices.length, height, width]));
    edit.node('Reshape', [shifted, shape], {}, { output: input.name });
  }
  for (const node of graph.nodes) edit.keep(node);
  const port = { name, type: 'uint8', shape: [frames, height, width, 3] } as const;
  edit.types.set(name, port);
  return edit.finish({ inputs: [port] });
}

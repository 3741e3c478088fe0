// How far an optimised network answers as the exported one does.
import { type Agreement, argmax } from '../contract/index.ts';
import { clipTensors, type InputLayout, type ModelCard, softmax, takesBytes } from '../model/index.ts';
import type { Graph } from './graph.ts';
import type { Tensor } from './onnx/tensor.ts';
import { framesInput } from './passes/fuse-preprocessing.ts';
import { openGraph, type RunOptions } from './runtime.ts';
import type { SampleClip } from './sample-clips.ts';

/** One row of probabilities for each clip. */
export type Answers = readonly (readonly number[])[];

/** Clip bytes as they are: what every network takes once the preprocessing is part of it. */
export function bytesIn(frames: Uint8Array, input: InputLayout): ReadonlyMap<string, Tensor> {
  return new Map([[takesBytes(input) ? input.tensors[0]!.name : framesInput, bytes(frames, input)]]);
}

function bytes(frames: Uint8Array, { frames: count, height, width }: InputLayout): Tensor {
  return { type: 'uint8', shape: [count, height, width, 3], data: frames };
}

/** What a graph of the card takes for a clip: bytes as they are, or what the exported network takes. */
export function feedsOf(graph: Graph, card: ModelCard, frames: Uint8Array): ReadonlyMap<string, Tensor> {
  const isFused = graph.inputs.length === 1 && graph.inputs[0]!.type === 'uint8';
  return isFused ? bytesIn(frames, card.input) : clipTensors(frames, card.input);
}

/**
 * Runs a graph over clips; which form of input it takes shows in its inputs.
 *
 * @param level How much ONNX Runtime may change.
 */
export async function answersOf(
  graph: Graph,
  card: ModelCard,
  clips: readonly SampleClip[],
  level: NonNullable<RunOptions['level']> = 'all',
): Promise<Answers> {
  const runnable = await openGraph(graph, { level });
  try {
    const answers: (readonly number[])[] = [];
    for (const { frames } of clips) {
      const feeds = feedsOf(graph, card, frames);
      const values = (await runnable.run(feeds)).get(card.output.name)!;
      const scores = Array.from(values.data as Float32Array);
      answers.push(card.output.activation === 'softmax' ? softmax(scores) : scores);
      // The engine answers, and can be stopped, between two clips.
      await new Promise((resolve) => setImmediate(resolve));
    }
    return answers;
  } finally {
    await runnable.release();
  }
}

export function agreementOf(reference: Answers, optimised: Answers): Agreement {
  const same = reference.filter((row, i) => argmax(row) === argmax(optimised[i]!)).length;
  return {
    clips: reference.length,
    top1: same / reference.length,
    largestDifference: Math.max(...reference.map((row, i) => largestDifference(row, optimised[i]!))),
  };
}

/** Of numbers that are none, it is infinite. */
export function largestDifference(a: readonly number[], b: readonly number[]): number {
  return a.reduce((most, value, i) => {
    const difference = Math.abs(value - b[i]!);
    return Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(most, difference);
  }, 0);
}

/** Mean square difference: what calibration methods and layers are ranked by. */
export function meanSquareDifference(reference: Answers, optimised: Answers): number {
  const rows = reference.map((row, i) =>
    row.reduce((sum, value, k) => sum + (value - optimised[i]![k]!) ** 2, 0),
  );
  return rows.reduce((sum, value) => sum + value, 0) / rows.length;
}

/** Share of the labelled clips that are named right; null when none has a label. */
export function accuracyOf(
  answers: Answers,
  clips: readonly SampleClip[],
): { readonly windows: number; readonly rate: number } | null {
  const labelled = clips.flatMap(({ truth }, i) => (truth === null ? [] : [argmax(answers[i]!) === truth]));
  if (labelled.length === 0) return null;
  return { windows: labelled.length, rate: labelled.filter(Boolean).length / labelled.length };
}

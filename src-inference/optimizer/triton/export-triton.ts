// stepwatch export triton: a network of a card as a model of a Triton model repository. The network as exported gets an axis for
// several windows and takes bytes, where that can be done: its answers are compared with those of the original first.
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Precision, StationError, type TritonExport } from '../../contract/index.ts';
import { makeFolder, unwritable, writeAllAtomically } from '../../files/index.ts';
import {
  chooseNetwork,
  type ModelCard,
  type ModelFile,
  networkFile,
  servedInput,
  shapeOfTensor,
  thisMachine,
} from '../../model/index.ts';
import { feedsOf } from '../compare.ts';
import type { Graph } from '../graph.ts';
import { encodeGraph, readModelFile } from '../onnx/model-file.ts';
import type { Tensor } from '../onnx/tensor.ts';
import { openGraph } from '../runtime.ts';
import { batched } from './batched.ts';
import { type TritonConfig, tritonConfigText } from './config-text.ts';

/** Windows that come while others are named are never many: a station sends one in half a second. */
const maxBatch = 8;
/** Rounding may differ with the number of clips, and with where the pictures become floats. */
const tolerance = 1e-3;

export interface TritonExportOptions {
  /** The model repository. */
  readonly directory: string;
  /** Null: as the card says. */
  readonly name: string | null;
  readonly precision: Precision;
}

/**
 * @throws StationError `not_possible` for a network with a state; `model_not_found` and `cpu_unsuitable` for a precision that the
 *   card does not have, or not for this machine; `model_invalid`; `record_unwritable`.
 */
export async function exportTriton(card: ModelCard, options: TritonExportOptions): Promise<TritonExport> {
  if (card.input.state.length > 0) {
    throw new StationError(
      'not_possible',
      `The network of "${card.name}" keeps a state from window to window.`,
      {
        where: card.directory,
        hint: 'Such a network runs on the machine of the station.',
      },
    );
  }
  const { precision } = options;
  const choice = chooseNetwork(card, thisMachine(), { precision, target: null, backend: null });
  const file = networkFile(card, choice)!;
  const { path } = file;
  const name = options.name ?? plainName(card.name);
  const directory = join(options.directory, name);
  const network =
    precision === 'fp32' ? await forBatches(card, path) : `an ${precision} network takes one clip at a time`;
  const unbatchable = typeof network === 'string' ? network : null;
  const config = typeof network === 'string' ? await configAsIs(card, file) : batchConfig(card, network);
  const text = tritonConfigText({ ...config, name, labels: 'labels.txt' });
  const version = join(directory, '1');
  const onnx = join(version, 'model.onnx');
  try {
    makeFolder(version);
    if (typeof network === 'string' && precision !== 'fp32') await copyFile(path, onnx);
    else {
      const content = encodeGraph(typeof network === 'string' ? await readModelFile(path) : network);
      await writeAllAtomically([{ path: onnx, content }], 0o644);
    }
    await writeAllAtomically(
      [
        {
          path: join(directory, 'labels.txt'),
          content: `${card.labels.map(({ name: label }) => label).join('\n')}\n`,
        },
        { path: join(directory, 'config.pbtxt'), content: text },
      ],
      0o644,
    );
  } catch (cause) {
    throw cause instanceof StationError ? cause : unwritable(directory, cause);
  }
  return { directory, name, precision, maxBatch: config.maxBatch, unbatchable };
}

/** The network for several clips at once; a sentence that says why it is not possible. */
async function forBatches(card: ModelCard, path: string): Promise<Graph | string> {
  const original = await readModelFile(path);
  const network = batched(original, card.input);
  if (typeof network === 'string') return network;
  const { frames, height, width } = card.input;
  const clips = [1, 2].map((seed) => noise(frames * height * width * 3, seed));
  let answer: Tensor;
  try {
    const runnable = await openGraph(network);
    try {
      answer = (await runnable.run(batchOf(clips, card))).get(card.output.name)!;
    } finally {
      await runnable.release();
    }
  } catch (thrown) {
    return `the network does not run with two clips at once (${firstLine(thrown)})`;
  }
  const runnable = await openGraph(original);
  try {
    const singles: number[] = [];
    for (const clip of clips) {
      const { data } = (await runnable.run(feedsOf(original, card, clip))).get(card.output.name)!;
      singles.push(...Array.from(data as Float32Array));
    }
    const together = Array.from(answer.data as Float32Array);
    const isSame =
      answer.shape[0] === clips.length &&
      together.length === singles.length &&
      together.every(
        (value, i) => Math.abs(value - singles[i]!) <= tolerance * Math.max(1, Math.abs(singles[i]!)),
      );
    return isSame ? network : 'the network answers otherwise with two clips at once';
  } finally {
    await runnable.release();
  }
}

function batchOf(clips: readonly Uint8Array[], { input }: ModelCard): ReadonlyMap<string, Tensor> {
  const { frames, height, width } = input;
  const data = new Uint8Array(Buffer.concat(clips));
  return new Map([[servedInput, { type: 'uint8', shape: [clips.length, frames, height, width, 3], data }]]);
}

type TensorConfig = Pick<TritonConfig, 'maxBatch' | 'inputs' | 'outputs'>;

function batchConfig({ input, output }: ModelCard, network: Graph): TensorConfig {
  const { frames, height, width } = input;
  const answered = network.outputs.find(({ name }) => name === output.name)!;
  return {
    maxBatch,
    inputs: [{ name: servedInput, type: 'uint8', dims: [frames, height, width, 3] }],
    outputs: [{ name: output.name, type: answered.type, dims: answered.shape.slice(1) }],
  };
}

async function configAsIs(
  { output }: ModelCard,
  { path, input }: Pick<ModelFile, 'path' | 'input'>,
): Promise<TensorConfig> {
  const graph = await readModelFile(path);
  const answered = graph.outputs.find(({ name }) => name === output.name)!;
  return {
    maxBatch: 0,
    inputs: input.tensors.map((tensor) => ({
      name: tensor.name,
      type: tensor.type,
      dims: shapeOfTensor(tensor, input),
    })),
    outputs: [{ name: answered.name, type: answered.type, dims: answered.shape }],
  };
}

/** Triton takes names as those of folders. */
function plainName(name: string): string {
  return name.replace(/[^A-Za-z0-9_.-]+/g, '-').replace(/^[-.]+|-+$/g, '') || 'stepwatch';
}

/** The same bytes every time. */
function noise(length: number, seed: number): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
}

function firstLine(thrown: unknown): string {
  const { hint, message } = thrown as StationError;
  return (hint ?? message).split('\n', 1)[0]!.slice(0, 200);
}

// model.yaml: what the engine must know to feed a network and to read its answer. docs/model-card.md is its reference.
import { readFile, realpath, stat } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import {
  type Agreement,
  type Backend,
  type LabelInfo,
  type ModelInfo,
  type ModelQuality,
  type NetworkChoice,
  type NetworkTarget,
  type Precision,
  precisions,
  StationError,
} from '../contract/index.ts';
import { parseYamlDocument } from '../yaml/index.ts';
import { type CardFile, cardSchema } from './card-schema.ts';
import { type CpuCapability, runsOnCpu } from './cpu-capability.ts';

/** Mean and standard deviation of each channel, of pixels scaled to 0..1. */
export interface Normalisation {
  readonly mean: readonly [number, number, number];
  readonly std: readonly [number, number, number];
}

type CardNetwork = CardFile['files']['fp32'] | NonNullable<CardFile['files']['fp32Lowered']>;

interface PictureSize {
  /** Pictures in a window, T. */
  readonly frames: number;
  readonly height: number;
  readonly width: number;
}

/** One input `[T, H, W, 3]` uint8 RGB; the graph normalises and samples. */
interface FramesInput extends PictureSize {
  readonly layout: 'frames';
  readonly name: string;
}

/** One input `[1, 3, T, H, W]` float32. */
interface ClipInput extends PictureSize {
  readonly layout: 'clip';
  readonly name: string;
  readonly normalisation: Normalisation;
}

/** Two inputs `[1, 3, Ts, H, W]` and `[1, 3, T, H, W]` float32, as PyTorchVideo exports SlowFast. */
interface PathwaysInput extends PictureSize {
  readonly layout: 'pathways';
  readonly slow: { readonly name: string; readonly frames: number };
  readonly fast: { readonly name: string };
  readonly normalisation: Normalisation;
}

/** What the network takes for one window. */
export type InputLayout = FramesInput | ClipInput | PathwaysInput;

export interface ModelFile {
  /** Absolute, inside the model's folder. */
  readonly path: string;
  readonly bytes: number;
  /** What this file takes: the optimizer's take bytes, whatever the exported one takes. */
  readonly input: InputLayout;
  /** Kind of machine that it was made for; null: any. */
  readonly target: NetworkTarget | null;
  readonly quality: ModelQuality | null;
  readonly agreement: Agreement | null;
}

/** Where the card wants its networks to run. */
export interface BackendSettings {
  readonly name: Backend | 'auto';
  /** Number of the GPU. */
  readonly device: number;
  readonly fp16: boolean;
  readonly int8: boolean;
  /** Folder in which TensorRT keeps what it built. */
  readonly engineCache: string | null;
  readonly workspaceMegabytes: number | null;
}

export interface ModelCard {
  readonly directory: string;
  readonly name: string;
  readonly description: string;
  readonly labels: readonly LabelInfo[];
  readonly background: string | null;
  readonly window: { readonly seconds: number; readonly hopSeconds: number };
  readonly input: InputLayout;
  readonly output: { readonly name: string; readonly activation: 'softmax' | 'none' };
  readonly files: {
    /** As exported. */
    readonly fp32: ModelFile;
    readonly fp32Lowered?: ModelFile;
    /** One for each target. */
    readonly int8?: readonly ModelFile[];
    readonly int8Qdq?: ModelFile;
  };
  readonly backend: BackendSettings;
}

/** @throws StationError `model_not_found` or, with line and column, `model_card_invalid`. */
export async function readModelCard(directory: string): Promise<ModelCard> {
  const where = join(directory, 'model.yaml');
  const text = await readCardText(directory, where);
  const { value, positionOf } = parseYamlDocument<CardFile>(text, cardSchema, {
    where,
    code: 'model_card_invalid',
    hint: 'docs/model-card.md describes every field.',
  });
  const input = toLayout(value.input);
  const { frames, height, width } = value.input;
  const toFile = async (file: CardNetwork, path: readonly PropertyKey[]): Promise<ModelFile> => ({
    ...(await locateWeights(directory, file.path, () => ({ where, ...positionOf([...path, 'path']) }))),
    input: 'input' in file ? { ...file.input, frames, height, width } : input,
    target: 'target' in file ? (file.target ?? null) : null,
    quality: toQuality(file.quality),
    agreement: 'agreement' in file ? (file.agreement ?? null) : null,
  });
  const { fp32, fp32Lowered, int8, int8Qdq } = value.files;
  return {
    directory,
    name: value.name,
    description: value.description,
    labels: value.labels.map((label) =>
      typeof label === 'string'
        ? { name: label, title: label, color: null }
        : { name: label.name, title: label.title ?? label.name, color: label.color ?? null },
    ),
    background: value.background ?? null,
    window: value.window,
    input,
    output: value.output,
    files: {
      fp32: await toFile(fp32, ['files', 'fp32']),
      ...(fp32Lowered && { fp32Lowered: await toFile(fp32Lowered, ['files', 'fp32Lowered']) }),
      ...(int8 && {
        int8: await Promise.all(int8.map((file, i) => toFile(file, ['files', 'int8', i]))),
      }),
      ...(int8Qdq && { int8Qdq: await toFile(int8Qdq, ['files', 'int8Qdq']) }),
    },
    backend: toSettings(value.backend, directory),
  };
}

/** The networks that a card has in this form: several in int8, one otherwise, or none. */
export function filesOf(card: ModelCard, precision: Precision): readonly ModelFile[] {
  const file = card.files[precision];
  return file === undefined ? [] : [file].flat();
}

/**
 * The card for people, with the sizes of its files.
 *
 * @param cpu Of this machine.
 */
export function describeModel(card: ModelCard, choice: NetworkChoice, cpu: CpuCapability): ModelInfo {
  return {
    name: card.name,
    description: card.description,
    labels: card.labels,
    background: card.background,
    windowSeconds: card.window.seconds,
    hopSeconds: card.window.hopSeconds,
    input: describeInput(card.input),
    picture: { width: card.input.width, height: card.input.height },
    files: precisions.flatMap((precision) =>
      filesOf(card, precision).map((file) => {
        const { target, path, bytes, quality, agreement } = file;
        return { precision, target, runsHere: runsOnCpu(file, cpu), path, bytes, quality, agreement };
      }),
    ),
    choice,
  };
}

function describeInput(input: InputLayout): string {
  const { frames, height, width } = input;
  switch (input.layout) {
    case 'frames':
      return `${input.name}: ${frames} x ${height} x ${width} x 3 uint8`;
    case 'clip':
      return `${input.name}: 1 x 3 x ${frames} x ${height} x ${width} float32`;
    case 'pathways':
      return (
        `${input.slow.name}: 1 x 3 x ${input.slow.frames} x ${height} x ${width} float32, ` +
        `${input.fast.name}: 1 x 3 x ${frames} x ${height} x ${width} float32`
      );
  }
}

function toLayout(input: CardFile['input']): InputLayout {
  const size = { frames: input.frames, height: input.height, width: input.width };
  if (input.layout === 'frames') return { layout: 'frames', name: input.name, ...size };
  const normalisation = { mean: perChannel(input.mean), std: perChannel(input.std) };
  return input.layout === 'clip'
    ? { layout: 'clip', name: input.name, ...size, normalisation }
    : { layout: 'pathways', slow: input.slow, fast: input.fast, ...size, normalisation };
}

function perChannel(value: number | readonly number[]): readonly [number, number, number] {
  return typeof value === 'number' ? [value, value, value] : [value[0]!, value[1]!, value[2]!];
}

function toQuality(quality: CardFile['files']['fp32']['quality']): ModelQuality | null {
  if (!quality) return null;
  return {
    ...quality,
    confusion: quality.confusion ?? null,
    calibrationError: quality.calibrationError ?? null,
  };
}

function toSettings(backend: CardFile['backend'], directory: string): BackendSettings {
  return {
    name: backend?.name ?? 'auto',
    device: backend?.device ?? 0,
    fp16: backend?.fp16 ?? true,
    int8: backend?.int8 ?? true,
    engineCache: backend?.engineCache === undefined ? null : resolve(directory, backend.engineCache),
    workspaceMegabytes: backend?.workspaceMegabytes ?? null,
  };
}

async function readCardText(directory: string, where: string): Promise<string> {
  try {
    return await readFile(where, 'utf8');
  } catch (cause) {
    throw new StationError('model_not_found', `There is no model in "${directory}": it needs a model.yaml.`, {
      where,
      hint: 'Give a folder with model.yaml and the weights, such as models/demo.',
      cause,
    });
  }
}

/** The weights must lie inside the folder: a card from elsewhere opens nothing else on this machine. */
async function locateWeights(
  directory: string,
  path: string,
  place: () => { where: string; line: number; column: number },
): Promise<{ path: string; bytes: number }> {
  const target = join(directory, path);
  let real: string;
  try {
    real = await realpath(target);
  } catch (cause) {
    throw new StationError(
      'model_not_found',
      `The card names the weights "${path}", but there is no such file.`,
      {
        ...place(),
        hint: 'Put the file beside model.yaml, or correct the path in the card.',
        cause,
      },
    );
  }
  if (!real.startsWith((await realpath(directory)) + sep)) {
    throw new StationError('model_card_invalid', `The weights "${path}" lie outside of the model's folder.`, {
      ...place(),
      hint: 'Put the file beside model.yaml.',
    });
  }
  const info = await stat(real);
  if (!info.isFile() || info.size === 0) {
    throw new StationError('model_invalid', `"${path}" is ${info.isFile() ? 'empty' : 'not a file'}.`, {
      where: target,
      hint: 'Export the network again, or correct the path in the card.',
    });
  }
  return { path: real, bytes: info.size };
}

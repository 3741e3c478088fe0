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
import { refusedBySandbox } from '../files/index.ts';
import { parseYamlDocument } from '../yaml/index.ts';
import { type CardFile, cardSchema } from './card-schema.ts';
import { type CpuCapability, runsOnCpu } from './cpu-capability.ts';
import { bytesLayout, describeInput, type InputLayout } from './input.ts';
import { toInputLayout } from './input-schema.ts';

type CardNetwork = CardFile['files']['fp32'] | NonNullable<CardFile['files']['fp32Lowered']>;

export interface ModelFile {
  /** Absolute, inside the model's folder. */
  readonly path: string;
  readonly bytes: number;
  /** What `hashNetwork` must say of it; null: the card does not say. */
  readonly sha256: string | null;
  /** Of the file in the card. */
  readonly place: CardPlace;
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
  /** Number of the deep learning accelerator of a Jetson that networks run on, in place of the GPU; null: the GPU. */
  readonly dla: number | null;
  /** Folder in which TensorRT keeps what it built; null: one of the user. */
  readonly engineCache: string | null;
  readonly workspaceMegabytes: number | null;
}

/** What the network answers for one window. */
export interface OutputForm {
  readonly name: string;
  /** What is still to be applied; `none`: the network answers probabilities. */
  readonly activation: 'softmax' | 'none';
  /** How several rows, such as one for each picture, become one; `one`: there are no several. */
  readonly rows: 'one' | 'meanOfScores' | 'meanOfProbabilities' | 'last';
}

/** Where the card says what, for errors that show only when the network is there. */
export interface CardPlaces {
  readonly input: CardPlace;
  readonly output: CardPlace;
  readonly labels: CardPlace;
}

/** 1-based line and column of a file. */
export interface CardPlace {
  readonly where: string;
  readonly line: number;
  readonly column: number;
}

export interface ModelCard {
  readonly directory: string;
  readonly name: string;
  readonly description: string;
  readonly labels: readonly LabelInfo[];
  readonly background: string | null;
  readonly window: { readonly seconds: number; readonly hopSeconds: number };
  readonly input: InputLayout;
  readonly output: OutputForm;
  readonly files: {
    /** As exported. */
    readonly fp32: ModelFile;
    readonly fp32Lowered?: ModelFile;
    /** One for each target. */
    readonly int8?: readonly ModelFile[];
    readonly int8Qdq?: ModelFile;
  };
  readonly backend: BackendSettings;
  readonly places: CardPlaces;
}

/** @throws StationError `model_not_found` or, with line and column, `model_card_invalid`. */
export async function readModelCard(directory: string): Promise<ModelCard> {
  const where = join(directory, 'model.yaml');
  return parseModelCard(await readCardText(directory, where), directory);
}

/**
 * @param text Of the card, which need not be a file yet.
 * @throws StationError, as `readModelCard` does.
 */
export async function parseModelCard(text: string, directory: string): Promise<ModelCard> {
  const where = join(directory, 'model.yaml');
  const { value, positionOf } = parseYamlDocument<CardFile>(text, cardSchema, {
    where,
    code: 'model_card_invalid',
    hint: 'docs/model-card.md describes every field.',
  });
  const input = toInputLayout(value.input);
  const placeOf = (...path: PropertyKey[]): CardPlace => ({ where, ...positionOf(path) });
  const toFile = async (file: CardNetwork, path: readonly PropertyKey[]): Promise<ModelFile> => ({
    ...(await locateWeights(directory, file.path, () => placeOf(...path, 'path'))),
    sha256: file.sha256 ?? null,
    place: placeOf(...path, file.sha256 === undefined ? 'path' : 'sha256'),
    input: 'input' in file ? bytesLayout(file.input.name, input) : input,
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
    output: { ...value.output, rows: value.output.rows ?? 'one' },
    files: {
      fp32: await toFile(fp32, ['files', 'fp32']),
      ...(fp32Lowered && { fp32Lowered: await toFile(fp32Lowered, ['files', 'fp32Lowered']) }),
      ...(int8 && {
        int8: await Promise.all(int8.map((file, i) => toFile(file, ['files', 'int8', i]))),
      }),
      ...(int8Qdq && { int8Qdq: await toFile(int8Qdq, ['files', 'int8Qdq']) }),
    },
    backend: toSettings(value.backend, directory),
    places: { input: placeOf('input'), output: placeOf('output'), labels: placeOf('labels') },
  };
}

/**
 * Seconds from one window's start to the next.
 *
 * @param wished Null: as the card says.
 */
export function hopOf({ window, input }: Pick<ModelCard, 'window' | 'input'>, wished: number | null): number {
  // A network with a state must see every picture once.
  if (input.state.length > 0) return window.seconds;
  // Between windows that do not touch, actions would be overlooked.
  return Math.min(wished ?? window.hopSeconds, window.seconds);
}

/** The networks that a card has in this form: several in int8, one otherwise, or none. */
export function filesOf(card: Pick<ModelCard, 'files'>, precision: Precision): readonly ModelFile[] {
  const file = card.files[precision];
  return file === undefined ? [] : [file].flat();
}

/** The network of a card that was chosen; null when the card has none in this form for this target. */
export function networkFile(
  card: Pick<ModelCard, 'files'>,
  { precision, target }: Pick<NetworkChoice, 'precision' | 'target'>,
): ModelFile | null {
  return filesOf(card, precision).find((file) => file.target === target) ?? null;
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
        const { target, path, bytes, sha256, quality, agreement } = file;
        return {
          precision,
          target,
          runsHere: runsOnCpu(file, cpu),
          path,
          bytes,
          ...(sha256 !== null && { sha256 }),
          quality,
          agreement,
        };
      }),
    ),
    choice,
  };
}

function toQuality(quality: CardFile['files']['fp32']['quality']): ModelQuality | null {
  if (!quality) return null;
  return {
    ...quality,
    confusion: quality.confusion ?? null,
    calibrationError: quality.calibrationError ?? null,
    errors: quality.errors ?? null,
  };
}

function toSettings(backend: CardFile['backend'], directory: string): BackendSettings {
  return {
    name: backend?.name ?? 'auto',
    device: backend?.device ?? 0,
    fp16: backend?.fp16 ?? true,
    int8: backend?.int8 ?? true,
    dla: backend?.dla ?? null,
    engineCache: backend?.engineCache === undefined ? null : resolve(directory, backend.engineCache),
    workspaceMegabytes: backend?.workspaceMegabytes ?? null,
  };
}

async function readCardText(directory: string, where: string): Promise<string> {
  try {
    return await readFile(where, 'utf8');
  } catch (cause) {
    const refused = refusedBySandbox(cause);
    if (refused !== null) throw refused;
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
  place: () => CardPlace,
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

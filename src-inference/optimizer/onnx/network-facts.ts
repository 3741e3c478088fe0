// What an ONNX file says of the network in it, without its weights: also of networks that cannot be taken apart, but run.
import { readFile } from 'node:fs/promises';
import { StationError } from '../../contract/index.ts';
import { decodeModel, type GraphMessage, type ModelMessage, type ValueMessage } from './schema.ts';
import { typeOfCode } from './tensor.ts';

export interface NetworkPort {
  readonly name: string;
  /** As ONNX names it; `unknown` for what is no tensor of numbers. */
  readonly type: string;
  /** A text, or null, for a size that is not fixed. */
  readonly shape: readonly (number | string | null)[];
}

export interface NetworkFacts {
  /** Such as "pytorch 2.5.1"; empty when the file does not say it. */
  readonly producer: string;
  readonly opset: number;
  readonly inputs: readonly NetworkPort[];
  /** With the operator that makes it. */
  readonly outputs: readonly (NetworkPort & { readonly operator: string })[];
  /** Files with weights, relative to the folder of the network. */
  readonly externalFiles: readonly string[];
}

const external = 1;

/** @throws StationError `model_not_found`, `model_invalid`. */
export async function readNetworkFacts(path: string): Promise<NetworkFacts> {
  const model = decode(await read(path), path);
  const graph = model.graph!;
  const constants = new Set((graph.initializer ?? []).map(({ name }) => name));
  const makers = new Map(
    (graph.node ?? []).flatMap(({ output = [], opType }) => output.map((name) => [name, opType] as const)),
  );
  return {
    producer: [model.producerName, model.producerVersion].filter(Boolean).join(' '),
    opset: Number(model.opsetImport?.find(({ domain }) => !domain || domain === 'ai.onnx')?.version ?? 0),
    inputs: (graph.input ?? []).filter(({ name }) => !constants.has(name)).map(portOf),
    outputs: (graph.output ?? []).map((value) => ({
      ...portOf(value),
      operator: makers.get(value.name) ?? '',
    })),
    externalFiles: externalFilesOf(graph),
  };
}

async function read(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new StationError('model_not_found', `"${path}" cannot be read: ${(cause as Error).message}.`, {
      where: path,
      hint: 'Give the ONNX file that the network was exported to.',
      cause,
    });
  }
}

function decode(bytes: Uint8Array, path: string): ModelMessage {
  const fail = (cause?: unknown): never => {
    throw new StationError('model_invalid', `"${path}" is no ONNX network.`, {
      where: path,
      hint: 'Give an ONNX file (.onnx). Weights of PyTorch (.pt, .pth) must be exported first, with torch.onnx.export.',
      cause,
    });
  };
  try {
    const model = decodeModel(bytes);
    return model.graph?.node?.length ? model : fail();
  } catch (thrown) {
    return thrown instanceof StationError ? fail() : fail(thrown);
  }
}

function portOf({ name, type }: ValueMessage): NetworkPort {
  const { elemType = 0, shape } = type?.tensorType ?? {};
  return {
    name,
    type: typeOfCode(elemType) ?? 'unknown',
    shape: (shape?.dim ?? []).map(({ dimValue, dimParam }) => {
      if (dimParam) return dimParam;
      const size = Number(dimValue ?? 0);
      return size < 1 ? null : size;
    }),
  };
}

function externalFilesOf({ initializer = [] }: GraphMessage): readonly string[] {
  const places = initializer
    .filter(({ dataLocation }) => dataLocation === external)
    .map(({ externalData = [] }) => externalData.find(({ key }) => key === 'location')?.value ?? '');
  return [...new Set(places)];
}

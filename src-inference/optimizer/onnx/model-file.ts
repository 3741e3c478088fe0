// Reads ONNX files into graphs, and writes graphs as ONNX files.
import { readFile, realpath } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { StationError } from '../../contract/index.ts';
import type { Attribute, Attributes, Graph, GraphNode, Port, ValueType } from '../graph.ts';
import {
  type AttributeMessage,
  decodeModel,
  encodeModel,
  type GraphMessage,
  type Long,
  type ModelMessage,
  type TensorMessage,
  type ValueMessage,
} from './schema.ts';
import { bytesOf, type Tensor, tensor, tensorFromBytes, typeCodes, typeOfCode } from './tensor.ts';

/** The lowest that opset 13 to 22 of onnxruntime-node asks for; files of newer ones keep theirs out of the way. */
const irVersion = 9;
/** `AttributeProto.AttributeType`. */
const attributeTypes = { float: 1, int: 2, string: 3, tensor: 4, floats: 6, ints: 7, strings: 8 } as const;
const oldestOpset = 9;
const newestOpset = 22;
const external = 1;

/** @throws StationError `model_invalid`: no ONNX network, or one that cannot be taken apart. */
export async function readModelFile(path: string): Promise<Graph> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    throw invalid(
      path,
      `"${path}" cannot be read: ${(cause as Error).message}.`,
      'Check path and permissions.',
    );
  }
  let model: ModelMessage;
  try {
    model = decodeModel(bytes);
  } catch {
    throw invalid(path, `"${path}" is no ONNX network.`, 'Export it again.');
  }
  if (!model.graph?.node?.length) throw invalid(path, `"${path}" is no ONNX network.`, 'Export it again.');
  await loadExternal(model.graph, path);
  try {
    return toGraph(model, path);
  } catch (thrown) {
    if (thrown instanceof StationError) throw thrown;
    throw invalid(path, `"${path}" is damaged: ${(thrown as Error).message}.`, 'Export it again.');
  }
}

/** @param where The file, for messages. @throws StationError `model_invalid`. */
function toGraph(model: ModelMessage, where: string): Graph {
  const graph = model.graph!;
  if (model.functions?.length) {
    throw invalid(
      where,
      `The network defines functions of its own ("${model.functions[0]!.name}").`,
      'Export it with its functions expanded: onnx.inliner.inline_local_functions does that.',
    );
  }
  const opsets = new Map(
    (model.opsetImport ?? []).map(({ domain = '', version = 0 }) => [plainDomain(domain), toNumber(version)]),
  );
  const opset = opsets.get('') ?? 0;
  if (opset < oldestOpset || opset > newestOpset) {
    throw invalid(
      where,
      `The network is of opset ${opset}; ${oldestOpset} to ${newestOpset} are understood.`,
      'Export it again, best with opset 17.',
    );
  }
  const constants = new Map<string, Tensor>();
  for (const one of graph.initializer ?? []) constants.set(one.name ?? '', toTensor(one, where));
  const nodes = (graph.node ?? []).map(
    (node, i): GraphNode => ({
      op: node.opType,
      domain: plainDomain(node.domain ?? ''),
      name: node.name || `${node.opType} ${i}`,
      inputs: node.input ?? [],
      outputs: node.output ?? [],
      attributes: toAttributes(node.attribute ?? [], node.opType, where),
    }),
  );
  // Until opset 9 constants had to be listed as inputs as well.
  const inputs = (graph.input ?? [])
    .filter(({ name }) => !constants.has(name))
    .map((one) => toPort(one, where));
  const outputs = (graph.output ?? []).map((one) => toPort(one, where));
  const types = new Map<string, ValueType>();
  for (const port of [...inputs, ...(graph.valueInfo ?? []).flatMap((one) => toPortOrNone(one))]) {
    const { name, type, shape } = port;
    if (shape.every((size) => size !== null)) types.set(name, { type, shape });
  }
  return { nodes, constants, inputs, outputs, opsets, types };
}

/** The graph as the bytes of an ONNX file. */
export function encodeGraph(graph: Graph): Uint8Array {
  return encodeModel({
    irVersion,
    producerName: 'stepwatch',
    opsetImport: [...graph.opsets].map(([domain, version]) => ({ domain, version })),
    graph: {
      name: 'network',
      node: graph.nodes.map((node) => ({
        opType: node.op,
        ...(node.domain !== '' && { domain: node.domain }),
        name: node.name,
        input: [...node.inputs],
        output: [...node.outputs],
        attribute: Object.entries(node.attributes).map(([name, one]) => fromAttribute(name, one)),
      })),
      initializer: [...graph.constants].map(([name, value]) => fromTensor(value, name)),
      input: graph.inputs.map(fromPort),
      output: graph.outputs.map(fromPort),
    },
  });
}

function toTensor(message: TensorMessage, where: string): Tensor {
  const name = message.name ?? '';
  const type = typeOfCode(message.dataType ?? 0);
  if (type === null) {
    throw invalid(
      where,
      `The constant "${name}" is of a type that is not understood (${message.dataType}).`,
      'Export the network in float32.',
    );
  }
  const shape = (message.dims ?? []).map(toNumber);
  const { rawData } = message;
  if (rawData?.length) return tensorFromBytes(type, shape, rawData);
  const listed =
    [message.floatData, message.int32Data, message.int64Data, message.doubleData, message.uint64Data].find(
      (list) => list?.length,
    ) ?? [];
  return tensor(type, shape, listed.map(toNumber));
}

function fromTensor(value: Tensor, name: string): TensorMessage {
  return { name, dims: [...value.shape], dataType: typeCodes[value.type], rawData: bytesOf(value) };
}

function toAttributes(messages: readonly AttributeMessage[], op: string, where: string): Attributes {
  return Object.fromEntries(messages.map((message) => [message.name, toAttribute(message, op, where)]));
}

function toAttribute(message: AttributeMessage, op: string, where: string): Attribute {
  const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
  switch (message.type) {
    case attributeTypes.float:
      return { kind: 'float', value: message.f ?? 0 };
    case attributeTypes.int:
      return { kind: 'int', value: toNumber(message.i ?? 0) };
    case attributeTypes.string:
      return { kind: 'string', value: text(message.s ?? new Uint8Array()) };
    case attributeTypes.tensor:
      return { kind: 'tensor', value: toTensor(message.t!, where) };
    case attributeTypes.floats:
      return { kind: 'floats', value: message.floats ?? [] };
    case attributeTypes.ints:
      return { kind: 'ints', value: (message.ints ?? []).map(toNumber) };
    case attributeTypes.strings:
      return { kind: 'strings', value: (message.strings ?? []).map(text) };
    default:
      throw invalid(
        where,
        `The network branches while it runs (${op}).`,
        'Export it for one fixed input size, by tracing, with flatten or mean instead of squeeze (which PyTorch turns into a ' +
          'branch where it does not know the size): then nothing is left to decide.',
      );
  }
}

function fromAttribute(name: string, attribute: Attribute): AttributeMessage {
  const type = attributeTypes[attribute.kind];
  switch (attribute.kind) {
    case 'float':
      return { name, type, f: attribute.value };
    case 'int':
      return { name, type, i: attribute.value };
    case 'string':
      return { name, type, s: Buffer.from(attribute.value) };
    case 'tensor':
      return { name, type, t: fromTensor(attribute.value, '') };
    case 'floats':
      return { name, type, floats: [...attribute.value] };
    case 'ints':
      return { name, type, ints: [...attribute.value] };
    case 'strings':
      return { name, type, strings: attribute.value.map((one) => Buffer.from(one)) };
    default:
      return attribute satisfies never;
  }
}

function toPortOrNone(message: ValueMessage): Port[] {
  const { elemType, shape } = message.type?.tensorType ?? {};
  const type = typeOfCode(elemType ?? 0);
  // Without a shape nothing is known; with an empty one it is a single number.
  if (type === null || !shape) return [];
  const sizes = (shape.dim ?? []).map(({ dimValue, dimParam }) => {
    const size = toNumber(dimValue ?? 0);
    return dimParam || size < 1 ? null : size;
  });
  return [{ name: message.name, type, shape: sizes }];
}

function toPort(message: ValueMessage, where: string): Port {
  const type = typeOfCode(message.type?.tensorType?.elemType ?? 0);
  if (type === null) {
    throw invalid(
      where,
      `"${message.name}" is no tensor of numbers.`,
      'Export the network with tensors in and out.',
    );
  }
  return toPortOrNone(message)[0] ?? { name: message.name, type, shape: [] };
}

function fromPort({ name, type, shape, isUntyped }: Port): ValueMessage {
  if (isUntyped) return { name };
  const dim = shape.map((size, i) => (size === null ? { dimParam: `size ${i}` } : { dimValue: size }));
  return { name, type: { tensorType: { elemType: typeCodes[type], shape: { dim } } } };
}

/** Weights in files of their own: they must lie in the folder of the network, as the network in that of the card. */
async function loadExternal(graph: GraphMessage, path: string): Promise<void> {
  const folder = dirname(path);
  const files = new Map<string, Uint8Array>();
  for (const one of graph.initializer ?? []) {
    if (one.dataLocation !== external) continue;
    const entries = new Map((one.externalData ?? []).map(({ key, value }) => [key, value]));
    const location = entries.get('location') ?? '';
    if (!files.has(location)) files.set(location, await readExternal(folder, location, path));
    const bytes = files.get(location)!;
    const offset = Number(entries.get('offset') ?? 0);
    const length = Number(entries.get('length') ?? bytes.length - offset);
    one.rawData = bytes.subarray(offset, offset + length);
  }
}

async function readExternal(folder: string, location: string, where: string): Promise<Uint8Array> {
  try {
    const target = await realpath(join(folder, location));
    if (!target.startsWith((await realpath(folder)) + sep)) {
      throw new Error('it lies outside of the folder of the network');
    }
    return await readFile(target);
  } catch (cause) {
    throw invalid(
      where,
      `The weights "${location}" of the network cannot be read: ${(cause as Error).message}.`,
      'Put the file beside the network, or export it into one file.',
    );
  }
}

function plainDomain(domain: string): string {
  return domain === 'ai.onnx' ? '' : domain;
}

function toNumber(value: Long): number {
  return typeof value === 'number' ? value : value.toNumber();
}

function invalid(where: string, message: string, hint: string): StationError {
  return new StationError('model_invalid', message, { where, hint });
}

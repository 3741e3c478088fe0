// Which network of a card an inference server runs: the one whose inputs are those that the server asks for. Pure.
import type { NetworkTarget, Precision, StationError } from '../../contract/index.ts';
import { type Datatype, type ModelMetadata, serverError, type TensorForm } from '../../kserve/index.ts';
import { filesOf, type ModelCard, type OutputForm } from '../card.ts';
import { bytesLayout, describeInput, type InputLayout, type InputTensor, shapeOfTensor } from '../input.ts';

/** A network as a server may have it. */
export interface ServableNetwork {
  readonly precision: Precision;
  readonly target: NetworkTarget | null;
  readonly input: InputLayout;
}

/** One that a server has. */
export interface ServedNetwork extends ServableNetwork {
  /** Shapes to send, by the name of the input: some servers want a batch axis before the axes of the card. */
  readonly shapes: Readonly<Record<string, readonly number[]>>;
}

/** Name of the input of networks that `stepwatch export triton` writes: bytes in, whatever the exported network takes. */
export const servedInput = 'rgb';

export const datatypes: Readonly<Record<InputTensor['type'], Datatype>> = {
  uint8: 'UINT8',
  float32: 'FP32',
  float16: 'FP16',
};

/** From the one that is most likely on a server on. Where two take the same, they cannot be told apart: the first one counts. */
export function servableNetworks(card: ModelCard): readonly ServableNetwork[] {
  const networks = (['fp32', 'fp32Lowered', 'int8Qdq', 'int8'] as const).flatMap((precision) =>
    filesOf(card, precision).map(({ target, input }) => ({ precision, target, input })),
  );
  return [{ precision: 'fp32', target: null, input: bytesLayout(servedInput, card.input) }, ...networks];
}

export interface Wanted {
  readonly networks: readonly ServableNetwork[];
  readonly output: OutputForm;
  /** How many labels the card has. */
  readonly labels: number;
}

/**
 * @param target The server, for messages.
 * @throws StationError `server_mismatch`.
 */
export function fitServed(metadata: ModelMetadata, wanted: Wanted, target: string): ServedNetwork {
  for (const network of wanted.networks) {
    const shapes = shapesFor(network.input, metadata.inputs);
    if (shapes === null) continue;
    mustAnswer(metadata.outputs, wanted, target);
    return { ...network, shapes };
  }
  const exported = wanted.networks.find(({ input }) => input.tensors[0]?.name !== servedInput)!;
  throw mismatch(
    target,
    `the card takes ${describeInput(exported.input)}, the model of the server takes ${described(metadata.inputs)}`,
  );
}

/** Null: other names, types or sizes. */
function shapesFor(
  input: InputLayout,
  inputs: readonly TensorForm[],
): Readonly<Record<string, readonly number[]>> | null {
  if (input.state.length > 0 || input.tensors.length !== inputs.length) return null;
  const shapes: Record<string, readonly number[]> = {};
  for (const tensor of input.tensors) {
    const asked = inputs.find(({ name }) => name === tensor.name);
    if (asked === undefined || asked.datatype !== datatypes[tensor.type]) return null;
    const shape = fitted(shapeOfTensor(tensor, input), asked.shape.map(Number));
    if (shape === null) return null;
    shapes[tensor.name] = shape;
  }
  return shapes;
}

/** One window as the server wants it: as the card says, or with a batch of one before. */
function fitted(shape: readonly number[], asked: readonly number[]): readonly number[] | null {
  const fits = (own: readonly number[]): boolean =>
    own.length === asked.length && asked.every((size, i) => size < 0 || size === own[i]);
  if (fits(shape)) return shape;
  return fits([1, ...shape]) ? [1, ...shape] : null;
}

function mustAnswer(outputs: readonly TensorForm[], { output, labels }: Wanted, target: string): void {
  const answered = outputs.find(({ name }) => name === output.name);
  if (answered === undefined) {
    throw mismatch(
      target,
      `the card names the output "${output.name}", the model of the server has ${described(outputs)}`,
    );
  }
  if (!/^FP(16|32|64)$/.test(answered.datatype)) {
    throw mismatch(target, `the output ${described([answered])} is no number that can be a probability`);
  }
  const shape = answered.shape.map(Number);
  const classes = shape.at(-1) ?? -1;
  const isFixed = shape.slice(1).every((size) => size > 0);
  const count = shape.slice(shape[0] === -1 ? 1 : 0).reduce((product, size) => product * size, 1);
  // One label for each number, or rows of them.
  if (classes < 0 || classes === labels || (isFixed && count === labels)) return;
  throw mismatch(
    target,
    `the card has ${labels} labels, the model of the server answers ${described([answered])}`,
  );
}

function described(tensors: readonly TensorForm[]): string {
  if (tensors.length === 0) return 'nothing';
  return tensors
    .map(
      ({ name, datatype, shape }) =>
        `${name}: ${shape.map((size) => (Number(size) < 0 ? '?' : String(size))).join(' x ')} ${datatype}`,
    )
    .join(', ');
}

function mismatch(target: string, what: string): StationError {
  return serverError('server_mismatch', target, what);
}

// An ONNX Runtime session that was checked against its card: bytes of a window in, one probability per label out.
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { StationError } from '../contract/index.ts';
import { providersOf } from './backends.ts';
import { slowIndices, toPlanes } from './sampling.ts';
import type { SessionSetup } from './session-messages.ts';

export interface Session {
  /** @param frames `[T, H, W, 3]` uint8 RGB. @returns What the network takes. */
  prepare(frames: Uint8Array): Record<string, Tensor>;
  /** @returns One probability for each label. */
  infer(tensors: Record<string, Tensor>): Promise<readonly number[]>;
}

interface ExpectedInput {
  readonly type: string;
  readonly shape: readonly number[];
}

/** Probabilities of a network that applies its own softmax add up to 1 within this. */
const sumTolerance = 0.02;

/** @throws StationError `model_invalid` or `model_mismatch`. */
export async function openSession(setup: SessionSetup): Promise<Session> {
  const session = await createSession(setup);
  const inputs = expectedInputs(setup);
  checkNames(session, inputs, setup);
  for (const metadata of session.inputMetadata) {
    if (metadata.isTensor) checkInput(metadata, inputs.get(metadata.name)!, setup);
  }

  const prepare = (frames: Uint8Array): Record<string, Tensor> => toTensors(frames, setup);
  const infer = async (tensors: Record<string, Tensor>): Promise<readonly number[]> => {
    const results = await session.run(tensors);
    const values = Array.from(results[setup.output.name]!.data as Float32Array, Number);
    return toProbabilities(values, setup);
  };
  // Symbolic shapes say nothing: one clip of zeros shows whether the rest fits.
  const { frames, height, width } = setup.input;
  try {
    await infer(prepare(new Uint8Array(frames * height * width * 3)));
  } catch (thrown) {
    if (thrown instanceof StationError) throw thrown;
    throw mismatch(setup, `the network does not run on what the card describes: ${firstLine(thrown)}`);
  }
  return { prepare, infer };
}

async function createSession({ file, threads, backend, settings }: SessionSetup): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(file, {
      executionProviders: providersOf(backend, settings),
      intraOpNumThreads: threads,
      executionMode: 'sequential',
      enableMemPattern: false,
      graphOptimizationLevel: 'all',
      logSeverityLevel: 4,
      // Spinning threads would take the cores from the decoder.
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    });
  } catch (cause) {
    throw new StationError('model_invalid', `"${file}" cannot be loaded as an ONNX network.`, {
      where: file,
      hint: `Export it again. ONNX Runtime says: ${firstLine(cause)}`,
      cause,
    });
  }
}

function expectedInputs({ input }: SessionSetup): Map<string, ExpectedInput> {
  const { frames, height, width } = input;
  const planes = (count: number): ExpectedInput => ({ type: 'float32', shape: [1, 3, count, height, width] });
  switch (input.layout) {
    case 'frames':
      return new Map([[input.name, { type: 'uint8', shape: [frames, height, width, 3] }]]);
    case 'clip':
      return new Map([[input.name, planes(frames)]]);
    case 'pathways':
      return new Map([
        [input.slow.name, planes(input.slow.frames)],
        [input.fast.name, planes(frames)],
      ]);
  }
}

function checkNames(
  session: InferenceSession,
  inputs: ReadonlyMap<string, ExpectedInput>,
  setup: SessionSetup,
): void {
  const named = [...inputs.keys()];
  const same =
    named.length === session.inputNames.length && named.every((name) => session.inputNames.includes(name));
  if (!same) {
    throw mismatch(
      setup,
      `the card names the inputs ${quoted(named)}, the network has ${quoted(session.inputNames)}`,
    );
  }
  if (!session.outputNames.includes(setup.output.name)) {
    throw mismatch(
      setup,
      `the card names the output ${quoted([setup.output.name])}, the network has ${quoted(session.outputNames)}`,
    );
  }
}

function checkInput(
  actual: InferenceSession.TensorValueMetadata,
  expected: ExpectedInput,
  setup: SessionSetup,
): void {
  const fits =
    actual.type === expected.type &&
    actual.shape.length === expected.shape.length &&
    actual.shape.every((size, i) => typeof size === 'string' || size < 1 || size === expected.shape[i]);
  if (fits) return;
  throw mismatch(
    setup,
    `the card says that input "${actual.name}" is ${expected.shape.join(' x ')} ${expected.type}, ` +
      `the network has ${actual.shape.join(' x ')} ${actual.type}`,
  );
}

function toTensors(frames: Uint8Array, { input }: SessionSetup): Record<string, Tensor> {
  const { height, width } = input;
  if (input.layout === 'frames') {
    return { [input.name]: new Tensor('uint8', frames, [input.frames, height, width, 3]) };
  }
  const planes = (count: number): Tensor =>
    new Tensor(
      'float32',
      toPlanes(frames, slowIndices(input.frames, count), height * width, input.normalisation),
      [1, 3, count, height, width],
    );
  if (input.layout === 'clip') return { [input.name]: planes(input.frames) };
  return { [input.slow.name]: planes(input.slow.frames), [input.fast.name]: planes(input.frames) };
}

function toProbabilities(values: readonly number[], setup: SessionSetup): readonly number[] {
  if (values.length !== setup.labels) {
    throw mismatch(
      setup,
      `the card has ${setup.labels} labels, the network answers ${values.length} numbers`,
    );
  }
  if (!values.every(Number.isFinite)) {
    throw new StationError('model_invalid', 'The network answered something that is no number.', {
      where: setup.file,
      hint: 'The weights are damaged, or the normalisation in the card is not the one of the training.',
    });
  }
  if (setup.output.activation === 'softmax') return softmax(values);
  const sum = values.reduce((total, value) => total + value, 0);
  if (Math.abs(sum - 1) > sumTolerance || values.some((value) => value < -sumTolerance)) {
    throw mismatch(
      setup,
      `the card says that the network answers probabilities (activation: none), but they add up to ${sum.toFixed(2)}`,
    );
  }
  return values;
}

function softmax(scores: readonly number[]): readonly number[] {
  const highest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - highest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

function mismatch({ file }: SessionSetup, what: string): StationError {
  return new StationError('model_mismatch', `Card and network disagree: ${what}.`, {
    where: file,
    hint: 'Correct model.yaml, or export the network again.',
  });
}

/** Native messages go on with source positions and blank lines. */
function firstLine(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return text
    .trim()
    .split('\n', 1)[0]!
    .replace(/^Load model from .* failed:\s*/, '');
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}

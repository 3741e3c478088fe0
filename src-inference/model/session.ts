// A session of ONNX Runtime or TensorRT that was checked against its card: bytes of a window in, one probability per label out.
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { StationError } from '../contract/index.ts';
import { toProbabilities } from './answer.ts';
import { providersOf } from './backends.ts';
import { clipTensors } from './clip-tensors.ts';
import { describeTensor, shapeOfTensor } from './input.ts';
import { inputMismatch, mismatch, quoted } from './mismatch.ts';
import type { SessionSetup } from './session-messages.ts';
import { fitsShape, NetworkState } from './state.ts';
import { openEngine, type RunnableSession } from './tensorrt/index.ts';

export interface Session {
  /** @param frames `[T, H, W, 3]` uint8 RGB. @returns What the network takes. */
  prepare(frames: Uint8Array): Record<string, Tensor>;
  /** With what the network remembers of the clip before. @returns One probability for each label. */
  infer(tensors: Record<string, Tensor>): Promise<readonly number[]>;
  /** The next clip does not follow the one before. */
  forget(): void;
}

/** @throws StationError `model_invalid` or `model_mismatch`; with an engine as `openEngine` does. */
export async function openSession(setup: SessionSetup): Promise<Session> {
  const { engine, file } = setup;
  const session = engine === null ? await createSession(setup) : await openEngine(engine, file);
  checkNames(session, setup);
  checkInputs(session, setup);
  const state = new NetworkState(session, setup);
  const wanted = [setup.output.name, ...state.outputNames];

  const prepare = (frames: Uint8Array): Record<string, Tensor> => toTensors(frames, setup);
  const infer = async (tensors: Record<string, Tensor>): Promise<readonly number[]> => {
    const results = await session.run({ ...tensors, ...state.inputs }, wanted);
    state.keep(results);
    return toProbabilities(results[setup.output.name] as Tensor, setup);
  };
  // Symbolic shapes say nothing: one clip of zeros shows whether the rest fits.
  const { frames, height, width } = setup.input;
  try {
    await infer(prepare(new Uint8Array(frames * height * width * 3)));
  } catch (thrown) {
    if (thrown instanceof StationError) throw thrown;
    throw mismatch(
      `the network does not run on what the card describes: ${firstLine(thrown)}`,
      setup.places.input,
      'Correct the sizes there, or export the network again.',
    );
  }
  state.forget();
  return { prepare, infer, forget: () => state.forget() };
}

async function createSession({ file, threads, backend, settings }: SessionSetup): Promise<RunnableSession> {
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
      hint: `${loadHint(firstLine(cause))} ONNX Runtime says: ${firstLine(cause)}`,
      cause,
    });
  }
}

function checkNames(
  { inputNames, outputNames }: RunnableSession,
  { input, output, places }: SessionSetup,
): void {
  const inputs = [...input.tensors.map(({ name }) => name), ...input.state.map((state) => state.input)];
  if (inputs.length !== inputNames.length || !inputs.every((name) => inputNames.includes(name))) {
    throw mismatch(
      `the card names the inputs ${quoted(inputs)}, the network has ${quoted(inputNames)}`,
      places.input,
      'Write the names of the network; what it remembers from window to window belongs under "state".',
    );
  }
  const outputs = [output.name, ...input.state.map((state) => state.output)];
  const missing = outputs.find((name) => !outputNames.includes(name));
  if (missing === undefined) return;
  throw mismatch(
    `the card names the output "${missing}", the network has ${quoted(outputNames)}`,
    missing === output.name ? places.output : places.input,
    'Write the name of the one that answers a number for each label.',
  );
}

function checkInputs({ inputMetadata }: RunnableSession, { input, file, places }: SessionSetup): void {
  for (const tensor of input.tensors) {
    const actual = inputMetadata.find(({ name }) => name === tensor.name);
    if (!actual?.isTensor) continue;
    if (actual.type === tensor.type && fitsShape(actual, shapeOfTensor(tensor, input))) continue;
    throw inputMismatch(actual, describeTensor(tensor, input), file, places.input);
  }
}

function toTensors(frames: Uint8Array, { input }: SessionSetup): Record<string, Tensor> {
  return Object.fromEntries(
    [...clipTensors(frames, input)].map(([name, { type, shape, data }]) => [
      name,
      new Tensor(type as 'float32', data as Float32Array, shape),
    ]),
  );
}

function loadHint(reason: string): string {
  return /external data/i.test(reason)
    ? 'Put the file with its weights beside it, as the export wrote it.'
    : 'Export it again.';
}

/** Native messages go on with source positions and blank lines. */
function firstLine(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return text
    .trim()
    .split('\n', 1)[0]!
    .replace(/^Load model from .* failed:\s*/, '');
}

// One run of a network on black pictures: what the file does not fix shows in its answers.
import { InferenceSession, type Tensor } from 'onnxruntime-node';
import { StationError } from '../contract/index.ts';
import { isNumeric, shapeOf, zeros } from '../model/index.ts';
import type { NetworkInputs } from './pictures.ts';
import { cannotImport } from './questions.ts';

export interface ProbedOutput {
  readonly name: string;
  readonly type: string;
  readonly shape: readonly number[];
}

/** @throws StationError `model_invalid` when it cannot be loaded, or does not run on these shapes. */
export async function probe(file: string, inputs: NetworkInputs): Promise<readonly ProbedOutput[]> {
  const session = await load(file);
  try {
    const results = await session.run(blackClip(inputs, file));
    return session.outputNames.map((name) => {
      const { type, dims } = results[name] as Tensor;
      return { name, type, shape: dims };
    });
  } catch (cause) {
    const { frames, height, width } = inputs.size;
    throw new StationError(
      'model_invalid',
      `The network does not run on ${frames} pictures of ${width} x ${height} with the axes ${inputs.axes}: ${firstLine(cause)}`,
      { where: file, hint: 'Give what differs with --axes, --frames, --height and --width.', cause },
    );
  } finally {
    await session.release();
  }
}

async function load(file: string): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(file, { logSeverityLevel: 4 });
  } catch (cause) {
    throw cannotImport(
      `ONNX Runtime does not load it: ${firstLine(cause)}`,
      file,
      'Put files with weights that belong to it beside it. For an operator or opset that is not there, export it with opset 17.',
    );
  }
}

function blackClip(
  { pictures, axes, type, size, states }: NetworkInputs,
  file: string,
): Record<string, Tensor> {
  const shapes = [
    ...pictures.map(({ name, frames }) => ({ name, type, shape: shapeOf(axes, { ...size, frames }) })),
    ...states.map(({ input, shape }) => ({ ...input, shape })),
  ];
  return Object.fromEntries(
    shapes.map(({ name, type: kind, shape }) => {
      if (!isNumeric(kind))
        throw cannotImport(`input "${name}" takes ${kind}`, file, 'Export it with inputs of numbers.');
      return [name, zeros(kind, shape)];
    }),
  );
}

/** Native messages go on with source positions and blank lines. */
function firstLine(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return text.trim().split('\n', 1)[0]!;
}

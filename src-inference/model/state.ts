// What a network remembers from one window to the next. It begins with zeros, and again wherever pictures are missing
// between two windows: at the start of a source, after a jump, after windows that were dropped.
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import type { CardPlaces } from './card.ts';
import type { InputLayout, StateTensor } from './input.ts';
import { inputMismatch, mismatch, type TensorForm } from './mismatch.ts';
import { isNumeric, zeros } from './zeros.ts';

export interface StateSetup {
  readonly file: string;
  readonly input: InputLayout;
  readonly places: CardPlaces;
}

interface Form {
  readonly type: Parameters<typeof zeros>[0];
  readonly shape: readonly number[];
}

export class NetworkState {
  private readonly setup: StateSetup;
  private readonly forms = new Map<string, Form>();
  private current: Record<string, Tensor> = {};

  /** @throws StationError `model_mismatch`. */
  constructor(session: Pick<InferenceSession, 'inputMetadata' | 'outputNames'>, setup: StateSetup) {
    this.setup = setup;
    for (const state of setup.input.state) {
      const metadata = session.inputMetadata.find(({ name }) => name === state.input);
      if (metadata?.isTensor) this.forms.set(state.input, this.formOf(metadata, state));
    }
    this.forget();
  }

  /** What the network takes beside the pictures. */
  get inputs(): Readonly<Record<string, Tensor>> {
    return this.current;
  }

  /** The outputs that become inputs. */
  get outputNames(): readonly string[] {
    return this.setup.input.state.map(({ output }) => output);
  }

  /** The next window follows nothing. */
  forget(): void {
    this.current = Object.fromEntries(
      [...this.forms].map(([name, { type, shape }]) => [name, zeros(type, shape)]),
    );
  }

  /** @throws StationError `model_mismatch` when an output cannot be the input of the next window. */
  keep(results: InferenceSession.OnnxValueMapType): void {
    const next: Record<string, Tensor> = {};
    for (const { input, output } of this.setup.input.state) {
      const value = results[output] as Tensor;
      const { type, shape } = this.forms.get(input)!;
      if (value.type !== type || value.dims.join() !== shape.join()) {
        throw mismatch(
          `the state "${input}" is ${shape.join(' x ')} ${type}, output "${output}" gives ${value.dims.join(' x ')} ${value.type}`,
          this.setup.places.input,
          `Name the output that belongs to "${input}", or write the shape that the network goes on with.`,
        );
      }
      next[input] = value;
    }
    this.current = next;
  }

  private formOf(metadata: InferenceSession.TensorValueMetadata, state: StateTensor): Form {
    const { file, places } = this.setup;
    const { type } = metadata;
    const shape = state.shape ?? metadata.shape;
    const isFixed = (size: number | string): size is number => typeof size === 'number' && size > 0;
    const fixed = shape.filter(isFixed);
    if (fixed.length < shape.length) {
      throw mismatch(
        `the state "${state.input}" is ${shape.join(' x ')} in the network, whose sizes are not all fixed`,
        places.input,
        `Write its shape into the card: { input: ${state.input}, output: ${state.output}, shape: [...] }.`,
      );
    }
    if (!fitsShape(metadata, fixed)) {
      const form: TensorForm = { name: state.input, type, shape: metadata.shape };
      throw inputMismatch(form, `${fixed.join(' x ')}`, file, places.input);
    }
    if (!isNumeric(type)) {
      throw mismatch(
        `the state "${state.input}" is of type ${type} in the network, which cannot begin with zeros`,
        places.input,
        'Export the network with a state of numbers.',
      );
    }
    return { type, shape: fixed };
  }
}

/** Whether the sizes of the network that are fixed are those. */
export function fitsShape(
  actual: Pick<InferenceSession.TensorValueMetadata, 'shape'>,
  expected: readonly number[],
): boolean {
  return (
    actual.shape.length === expected.length &&
    actual.shape.every((size, i) => typeof size === 'string' || size < 1 || size === expected[i])
  );
}

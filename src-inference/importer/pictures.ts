// Which inputs of a network are pictures, and which are a state that it gives back. Pure.
import { type ImportAnswers, type ImportQuestion, StationError } from '../contract/index.ts';
import { type Axes, guessInput, isAxes, type PictureSize } from '../model/index.ts';
import type { NetworkFacts, NetworkPort } from '../optimizer/index.ts';
import { cannotImport, question } from './questions.ts';

interface PictureInput {
  readonly name: string;
  readonly frames: number;
}

interface StatePair {
  readonly input: NetworkPort;
  readonly output: string;
  /** A size that is not fixed counts as one clip. */
  readonly shape: readonly number[];
}

export interface NetworkInputs {
  readonly axes: Axes;
  readonly type: string;
  readonly size: PictureSize;
  /** Slow before fast. */
  readonly pictures: readonly PictureInput[];
  readonly states: readonly StatePair[];
  /** Shape of the input, for the comment in the card. */
  readonly shape: string;
}

export type InputReading =
  | { readonly kind: 'known'; readonly inputs: NetworkInputs }
  | { readonly kind: 'open'; readonly questions: readonly ImportQuestion[]; readonly axes: string | null };

const pictureTypes: readonly string[] = ['uint8', 'float32', 'float16'];

/** @throws StationError `model_invalid` for inputs that are neither. */
export function readInputs(facts: NetworkFacts, answers: ImportAnswers, file: string): InputReading {
  if (answers.axes !== null && !isAxes(answers.axes)) {
    throw new StationError('usage', `"${answers.axes}" is no order of axes.`, {
      hint: 'Name T, C, H and W once, and N for the batch: such as NCTHW, NTCHW, TCHW or N(TC)HW (docs/model-card.md).',
    });
  }
  const ports = pictureInputs(facts, answers);
  if (ports.length === 0 || ports.length > 2) throw noPictures(facts, file);
  const first = ports[0]!;
  if (!pictureTypes.includes(first.type)) {
    throw cannotImport(
      `input "${first.name}" takes ${first.type}`,
      file,
      'Export it with pictures as float32, float16 or uint8.',
    );
  }
  const guesses = ports.map((port) => guessOf(port, answers));
  const guess = guesses.at(-1)!;
  if (guess === null) {
    mustTakeOneClip(first, answers, file);
    return { kind: 'open', questions: [question('axes')], axes: null };
  }
  const frames = answers.frames ?? most(guesses.map((one) => one?.frames ?? null));
  const height = answers.height ?? guess.height;
  const width = answers.width ?? guess.width;
  if (frames === null || height === null || width === null) {
    const sizes = { frames, height, width };
    const open = (['frames', 'height', 'width'] as const).filter((field) => sizes[field] === null);
    return { kind: 'open', questions: open.map((field) => question(field)), axes: guess.axes };
  }
  const pictures = ports
    .map((port, i) => ({ name: port.name, frames: guesses[i]?.frames ?? frames }))
    .sort((a, b) => a.frames - b.frames);
  return {
    kind: 'known',
    inputs: {
      axes: guess.axes,
      type: first.type,
      size: { frames, height, width },
      pictures,
      states: statesOf(facts, ports, file),
      shape: wordShape(first),
    },
  };
}

/** With axes that a person gave, pictures are what has as many axes. */
function pictureInputs({ inputs }: NetworkFacts, { axes }: ImportAnswers): readonly NetworkPort[] {
  if (axes !== null) {
    const rank = axes.replace(/\(\w+\)/g, '1').length;
    const [first, second] = inputs.filter(({ shape }) => shape.length === rank);
    return [first, second].filter(
      (one) => one !== undefined && (one === first || guessInput(sizes(one)) !== null),
    ) as NetworkPort[];
  }
  const likely = inputs.filter(
    (port) => pictureTypes.includes(port.type) && guessInput(sizes(port)) !== null,
  );
  // Feature maps that are kept from window to window may have the rank of pictures, but not their three channels.
  if (likely.length > 0 && likely.length <= 2) return likely;
  return likely.length > 2 ? likely.slice(0, 1) : inputs.filter(({ shape }) => shape.length >= 4).slice(0, 1);
}

interface Guess {
  readonly axes: Axes;
  readonly frames: number | null;
  readonly height: number | null;
  readonly width: number | null;
}

function guessOf(port: NetworkPort, answers: ImportAnswers): Guess | null {
  const shape = sizes(port);
  if (answers.axes === null) return guessInput(shape);
  if (!isAxes(answers.axes)) return null;
  const groups = answers.axes.match(/\w|\(\w+\)/g)!;
  const of = (letter: string): number | null => {
    const at = groups.indexOf(letter);
    if (at >= 0) return shape[at] ?? null;
    const merged = groups.findIndex((group) => group.includes(letter));
    const whole = shape[merged] ?? null;
    return letter === 'T' && whole !== null ? whole / (groups[merged]!.includes('C') ? 3 : 1) : null;
  };
  return { axes: answers.axes, frames: of('T'), height: of('H'), width: of('W') };
}

/** @throws StationError `model_invalid` for a batch of several clips that is fixed. */
function mustTakeOneClip(port: NetworkPort, { axes }: ImportAnswers, file: string): void {
  const [batch, ...clip] = sizes(port);
  if (axes !== null || typeof batch !== 'number' || guessInput([1, ...clip]) === null) return;
  throw cannotImport(
    `input "${port.name}" (${wordShape(port)}) takes ${batch} clips at once`,
    file,
    'Export it with a batch of 1, or with a batch that is not fixed.',
  );
}

/** Inputs that are no pictures, each with the output that has its type and shape: by name where several have, else in order. */
function statesOf(facts: NetworkFacts, pictures: readonly NetworkPort[], file: string): readonly StatePair[] {
  const left = facts.inputs.filter((port) => !pictures.includes(port));
  const free = [...facts.outputs];
  return left.map((input) => {
    const fitting = free.filter(
      (output) => output.type === input.type && mayEqual(output.shape, input.shape),
    );
    // PyTorch lists what a network answers before its states.
    const output =
      fitting.find(({ name }) => isSameState(input.name, name)) ??
      fitting.find((one) => one !== facts.outputs[0]) ??
      fitting[0];
    if (output === undefined) {
      throw cannotImport(
        `input "${input.name}" (${wordShape(input)} ${input.type}) is neither pictures nor a state that an output gives back`,
        file,
        'Export the network with this input fixed to a constant, or left out: the station has pictures to give and nothing else.',
      );
    }
    free.splice(free.indexOf(output), 1);
    return { input, output: output.name, shape: sizes(input).map((size) => size ?? 1) };
  });
}

function mayEqual(a: NetworkPort['shape'], b: NetworkPort['shape']): boolean {
  return (
    a.length === b.length &&
    a.every((size, i) => typeof size !== 'number' || typeof b[i] !== 'number' || size === b[i])
  );
}

/** `h0` and `hn`, `state_3` and `new_state_3`: the names differ in a word for old and new. */
function isSameState(input: string, output: string): boolean {
  const plain = (name: string): string =>
    name
      .toLowerCase()
      .replace(/(new|next|out(put)?|in(put)?|prev(ious)?|old|[_./:-])/g, '')
      .replace(/^([hc])[0nt]$/, '$1');
  return plain(input) === plain(output);
}

function noPictures({ inputs }: NetworkFacts, file: string): Error {
  const seen = inputs.map((port) => `"${port.name}" ${wordShape(port)} ${port.type}`).join(', ');
  return cannotImport(
    `none of its inputs looks like pictures (${seen})`,
    file,
    'An input of pictures has 4 to 6 axes, one of them of 3 channels, and takes one clip at a time; say with --axes how it is.',
  );
}

function sizes({ shape }: NetworkPort): readonly (number | null)[] {
  return shape.map((size) => (typeof size === 'number' ? size : null));
}

function wordShape({ shape }: NetworkPort): string {
  return shape.map((size) => size ?? '?').join(' x ');
}

function most(counts: readonly (number | null)[]): number | null {
  return counts.reduce((highest, count) => (count === null ? highest : Math.max(highest ?? 0, count)), null);
}

// The text of a first card. Whatever is only likely says so in a comment. Pure.
import type { ImportAnswers } from '../contract/index.ts';
import { conventions, type PixelValues } from './conventions.ts';
import type { NetworkAnswer } from './outputs.ts';
import type { NetworkInputs } from './pictures.ts';

export interface FirstCard {
  readonly name: string;
  /** File of the network, in the folder of the card. */
  readonly file: string;
  /** Of the network. */
  readonly sha256: string;
  readonly origin: string;
  readonly labels: readonly string[];
  readonly background: string | null;
  readonly window: number;
  readonly inputs: NetworkInputs;
  readonly values: PixelValues;
  readonly channels: 'RGB' | 'BGR';
  readonly answer: NetworkAnswer;
}

/** What a person answered of pixels. Null: nothing yet. Bytes go in as they are. */
export function pixelValuesOf(
  { normalisation, mean, std, range }: Pick<ImportAnswers, 'normalisation' | 'mean' | 'std' | 'range'>,
  type: string,
): PixelValues | null {
  if (type === 'uint8') return {};
  const given: PixelValues = {
    ...(range !== null && { range }),
    ...(mean !== null && { mean: single(mean) }),
    ...(std !== null && { std: single(std) }),
  };
  const isGiven = range !== null || (mean !== null && std !== null);
  if (isGiven) return given;
  const convention = normalisation === null ? undefined : conventions[normalisation];
  return convention === undefined ? null : { ...convention.values, ...given };
}

export function cardText(card: FirstCard): string {
  const { inputs, answer, window } = card;
  // A network with a state must see every picture once.
  const hopSeconds = inputs.states.length > 0 ? window : window / 2;
  const { name, activation, rows } = answer.output;
  const output = [
    `name: ${quote(name)}`,
    `activation: ${activation}`,
    ...(rows === 'one' ? [] : [`rows: ${rows}`]),
  ];
  return `# Made by "stepwatch model import" from ${card.origin}. docs/model-card.md describes every field.
name: ${quote(card.name)}
labels: # in the order of the network's outputs
${card.labels.map((label) => `  - ${quote(label)}`).join('\n')}
${card.background === null ? '' : `background: ${quote(card.background)}\n`}window: { seconds: ${window}, hopSeconds: ${hopSeconds} }
input:
${inputLines(card)
  .map((line) => `  ${line}`)
  .join('\n')}
output: { ${output.join(', ')} } # ${answer.shape.join(' x ')}
files:
  fp32:
    path: ${quote(card.file)}
    sha256: ${card.sha256} # the network must be this one
`;
}

function inputLines({ inputs, values, channels }: FirstCard): readonly string[] {
  const { axes, type, size, pictures, states, shape } = inputs;
  const [first, second] = pictures;
  return [
    `axes: ${quote(axes)} # the network has ${shape}`,
    ...(second === undefined
      ? [`name: ${quote(first!.name)}`]
      : [
          `slow: { name: ${quote(first!.name)}, frames: ${first!.frames} }`,
          `fast: { name: ${quote(second.name)} }`,
        ]),
    `frames: ${size.frames}`,
    `height: ${size.height}`,
    `width: ${size.width}`,
    `type: ${type}`,
    `channels: ${channels}`,
    ...Object.entries(values).map(
      ([field, value]) => `${field}: ${JSON.stringify(value).replaceAll(',', ', ')}`,
    ),
    ...(states.length === 0 ? [] : ['state: # zeros at the start of a source']),
    ...states.map(
      ({ input, output, shape: sizes }) =>
        `  - { input: ${quote(input.name)}, output: ${quote(output)}, shape: [${sizes.join(', ')}] }`,
    ),
  ];
}

function single(values: readonly number[]): number | readonly number[] {
  return values.length === 1 ? values[0]! : values;
}

/** JSON's strings are YAML's; plain words need no quotes. */
function quote(text: string): string {
  return /^[A-Za-z][\w.-]*$/.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text)
    ? text
    : JSON.stringify(text);
}

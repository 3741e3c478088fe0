// What a network answers, as one probability for each label.
import { StationError } from '../contract/index.ts';
import type { CardPlaces, OutputForm } from './card.ts';
import { fromHalf } from './half.ts';
import { mismatch, wordForm } from './mismatch.ts';

export interface AnswerForm {
  readonly output: OutputForm;
  /** How many labels the card has. */
  readonly labels: number;
  /** The network, for messages. */
  readonly file: string;
  readonly places: CardPlaces;
}

/** An output as ONNX Runtime gives it. */
export interface RawAnswer {
  readonly type: string;
  readonly dims: readonly number[];
  readonly data: ArrayLike<number | bigint | string>;
}

/** Probabilities of a network that applies its own softmax add up to 1 within this. */
const sumTolerance = 0.02;

/** @throws StationError `model_mismatch`; `model_invalid` for what is no number. */
export function toProbabilities(answer: RawAnswer, form: AnswerForm): readonly number[] {
  const rows = rowsOf(answer, form);
  if (!rows.flat().every(Number.isFinite)) {
    throw new StationError('model_invalid', 'The network answered something that is no number.', {
      where: form.file,
      hint: 'The weights are damaged, or the normalisation in the card is not the one of the training.',
    });
  }
  const { activation, rows: how } = form.output;
  const activated = (values: readonly number[]): readonly number[] =>
    activation === 'softmax' ? softmax(values) : probabilities(values, form);
  switch (how) {
    case 'one':
      return activated(rows[0]!);
    case 'last':
      return activated(rows.at(-1)!);
    case 'meanOfScores':
      return activated(meanOf(rows));
    case 'meanOfProbabilities':
      return meanOf(rows.map(activated));
    default:
      return how satisfies never;
  }
}

function rowsOf({ type, dims, data }: RawAnswer, form: AnswerForm): readonly (readonly number[])[] {
  const { labels, output, places } = form;
  const values = numbersOf(type, data);
  if (values.length === labels) return [values];
  const classes = dims.at(-1) ?? 1;
  const answered = `output "${output.name}" answers ${dims.join(' x ')}, that is ${values.length} numbers`;
  if (classes !== labels) {
    throw mismatch(
      `the card has ${labels} labels, ${answered}`,
      places.labels,
      `Write one label for each class that the network was trained on${classes > 1 ? `: likely ${classes}` : ''}.`,
    );
  }
  if (output.rows === 'one') {
    throw mismatch(
      `the card says that output "${output.name}" is one row of ${labels} numbers, the network answers ${wordForm({ shape: dims, type })}`,
      places.output,
      'Write what makes one row of them: "rows: meanOfScores", "rows: meanOfProbabilities" or "rows: last".',
    );
  }
  return Array.from({ length: values.length / labels }, (_, i) => values.slice(i * labels, (i + 1) * labels));
}

function numbersOf(type: string, data: RawAnswer['data']): readonly number[] {
  // Node before 24 has no array of half precision: its bits come then.
  if (type === 'float16' && data instanceof Uint16Array) return Array.from(data, fromHalf);
  return Array.from(data, Number);
}

function probabilities(values: readonly number[], { places }: AnswerForm): readonly number[] {
  const sum = values.reduce((total, value) => total + value, 0);
  if (Math.abs(sum - 1) > sumTolerance || values.some((value) => value < -sumTolerance)) {
    throw mismatch(
      `the card says that the network answers probabilities (activation: none), but they add up to ${sum.toFixed(2)}`,
      places.output,
      'Write "activation: softmax" when the network answers scores.',
    );
  }
  return values;
}

function meanOf(rows: readonly (readonly number[])[]): readonly number[] {
  return rows[0]!.map((_, i) => rows.reduce((sum, row) => sum + row[i]!, 0) / rows.length);
}

export function softmax(scores: readonly number[]): readonly number[] {
  const highest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - highest));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

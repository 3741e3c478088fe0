// Which output of a network answers the classes, and how. Pure.
import type { ImportAnswers, ImportQuestion } from '../contract/index.ts';
import type { OutputForm } from '../model/index.ts';
import type { NetworkFacts } from '../optimizer/index.ts';
import type { ProbedOutput } from './probe.ts';
import { cannotImport, question } from './questions.ts';

export interface NetworkAnswer {
  readonly output: OutputForm;
  readonly classes: number;
  /** As the network gives it, for people. */
  readonly shape: readonly number[];
  /** Names of the outputs that do not count. */
  readonly others: readonly string[];
}

export type OutputReading =
  | { readonly kind: 'known'; readonly answer: NetworkAnswer }
  | { readonly kind: 'open'; readonly question: ImportQuestion };

/** Outputs by such names answer classes; features and attention maps come with others. */
const usualNames = /logits|scores?|prob|pred|class|cls|output/i;

/** @throws StationError `model_invalid` when there is none, or not the one that was named. */
export function readOutput(
  outputs: readonly ProbedOutput[],
  facts: NetworkFacts,
  states: ReadonlySet<string>,
  answers: Pick<ImportAnswers, 'output'>,
  file: string,
): OutputReading {
  const free = outputs.filter(({ name }) => !states.has(name));
  const likely = free.filter(isAnswer);
  if (likely.length === 0) {
    throw cannotImport(
      `none of its outputs answers a number for each class (${listed(free)})`,
      file,
      'Export the whole network, with its classifier; the last axis of what it answers are the classes.',
    );
  }
  const chosen =
    answers.output === null && likely.length === 1
      ? likely[0]
      : likely.find(({ name }) => name === answers.output);
  if (chosen !== undefined) return { kind: 'known', answer: answerOf(chosen, free, facts, file) };
  if (answers.output !== null) {
    throw cannotImport(
      `there is no output "${answers.output}" that answers classes; it has ${listed(free)}`,
      file,
      'Name one of these with --output.',
    );
  }
  const suggestion = (likely.find(({ name }) => usualNames.test(name)) ?? likely[0]!).name;
  const asked = question('output', suggestion);
  return { kind: 'open', question: { ...asked, text: `${asked.text} (${listed(likely)})` } };
}

/** One row of at least two numbers, or several. */
function isAnswer({ shape, type }: ProbedOutput): boolean {
  const isFloat = type === 'float32' || type === 'float16' || type === 'float64';
  return isFloat && shape.length <= 3 && classesOf(shape) >= 2;
}

function classesOf(shape: readonly number[]): number {
  return shape.at(-1) ?? 1;
}

function answerOf(
  output: ProbedOutput,
  free: readonly ProbedOutput[],
  facts: NetworkFacts,
  file: string,
): NetworkAnswer {
  const classes = classesOf(output.shape);
  const rows = output.shape.reduce((product, size) => product * size, 1) / classes;
  const operator = facts.outputs.find(({ name }) => name === output.name)?.operator;
  if (operator === 'Sigmoid') {
    throw cannotImport(
      `output "${output.name}" is made by Sigmoid, so that several classes may hold at once`,
      file,
      'Export what goes into the Sigmoid, if one class holds at a time; otherwise train the network with softmax.',
    );
  }
  return {
    output: {
      name: output.name,
      activation: operator === 'Softmax' ? 'none' : 'softmax',
      // What 2D networks over pictures are trained with: the consensus of TSN and TSM is the mean of the scores.
      rows: rows === 1 ? 'one' : 'meanOfScores',
    },
    classes,
    shape: output.shape,
    others: free.filter(({ name }) => name !== output.name).map(({ name }) => name),
  };
}

function listed(outputs: readonly ProbedOutput[]): string {
  return outputs.map(({ name, shape }) => `"${name}" ${shape.join(' x ')}`).join(', ');
}

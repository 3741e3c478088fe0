// stepwatch model import FILE: asks what the file does not say, and shows what was seen.
import { createInterface } from 'node:readline';
import {
  type ImportAnswers,
  type ImportOptions,
  type ImportQuestion,
  type ImportResult,
  type ImportTrial,
  StationError,
} from '../../src-inference/contract/index.ts';
import { withJob } from './job-progress.ts';
import { clock, colors, counted, percent, printJson, printLine } from './output.ts';
import { table } from './table.ts';

type Imported = Extract<ImportResult, { kind: 'imported' }>;

export async function importModel(
  engineEntry: URL,
  options: ImportOptions,
  { json }: { json: boolean },
): Promise<void> {
  const look = (given: ImportOptions): Promise<ImportResult> =>
    withJob(engineEntry, (engine) => engine.request('importModel', given));
  const canAsk = !json && process.stdin.isTTY === true && process.stdout.isTTY === true;
  let result = await look(options);
  if (!json) printSeen(result.seen);
  if (result.kind === 'questions') {
    if (!canAsk) throw missing(result.questions);
    result = await dialogue(result, options, look);
  }
  if (json) return printJson(result);
  printImported(result);
}

/** Asks until the file and the answers say all. */
async function dialogue(
  first: ImportResult,
  options: ImportOptions,
  look: (given: ImportOptions) => Promise<ImportResult>,
): Promise<Imported> {
  // One reader for all questions: what is typed ahead is kept for the next one.
  const terminal = createInterface({ input: process.stdin, terminal: false });
  const lines = terminal[Symbol.asyncIterator]();
  try {
    let result = first;
    let given = options;
    while (result.kind === 'questions') {
      given = { ...given, answers: { ...given.answers, ...(await ask(result.questions, lines)) } };
      result = await look(given);
    }
    return result;
  } finally {
    terminal.close();
  }
}

function printSeen(seen: readonly string[]): void {
  for (const line of seen) printLine(line);
  printLine();
}

function printImported({ card, text, trial }: Imported): void {
  printTrial(trial);
  printLine();
  printLine(`${colors.bold(card)} was written:`);
  printLine();
  printLine(colors.dim(text.trimEnd()));
  printLine();
  printLine('Check labels, window and normalisation; "stepwatch evaluate" measures it on labelled videos.');
}

function printTrial({ video, windows, milliseconds, isConstant }: ImportTrial): void {
  printLine(
    `tried on ${video ?? 'a test picture'}: ${counted(windows.length, 'window')}, ${milliseconds.toFixed(1)} ms each`,
  );
  const rows = windows.map(({ startSeconds, endSeconds, label, probability }) => ({
    cells: [clock(startSeconds), clock(endSeconds), percent(probability), label],
  }));
  printLine(table(['from', 'to', '', 'label'], rows, [0, 1, 2]));
  if (!isConstant) return;
  printLine(
    colors.yellow('The network answers the same, whatever it sees: axes or normalisation are likely wrong.'),
  );
}

/** Every question until it is answered; an empty line takes what is suggested. */
async function ask(
  questions: readonly ImportQuestion[],
  lines: AsyncIterator<string>,
): Promise<Partial<ImportAnswers>> {
  const answers: Record<string, unknown> = {};
  for (const { field, text, suggestion } of questions) {
    while (answers[field] === undefined) {
      process.stdout.write(`${text}${suggestion === null ? '' : ` [${suggestion}]`} `);
      const { value, done } = await lines.next();
      if (done) throw new StationError('aborted', 'The questions were not answered: nothing was written.');
      answers[field] = readAnswer(field, value.trim() || (suggestion ?? ''));
    }
  }
  return answers;
}

const numberFields: readonly string[] = ['window', 'frames', 'height', 'width'];

/** Undefined: it is no answer, and is asked for again. */
function readAnswer(field: ImportQuestion['field'], text: string): string | number | undefined {
  if (text === '') return undefined;
  if (!numberFields.includes(field)) return text;
  return Number(text) > 0 ? Number(text) : undefined;
}

function missing(questions: readonly ImportQuestion[]): StationError {
  const options = questions.map(({ option, suggestion }) =>
    suggestion === null ? option : `${option} (likely ${suggestion})`,
  );
  return new StationError('usage', 'The file does not say all that a card needs.', {
    hint: `Give ${options.join('; ')}. On a terminal they are asked for.`,
  });
}

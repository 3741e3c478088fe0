// `stepwatch model import`: looks at an ONNX file, asks for what it does not say, tries the network, and writes a first card.
import { copyFile, mkdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import {
  type ImportOptions,
  type ImportQuestion,
  type ImportResult,
  StationError,
} from '../contract/index.ts';
import { hashNetwork, mustBeWritable, parseModelCard, replaceFile } from '../model/index.ts';
import { type NetworkFacts, readNetworkFacts } from '../optimizer/index.ts';
import { cardText, pixelValuesOf } from './card-text.ts';
import { likelyNormalisation } from './conventions.ts';
import { readClassNames } from './labels.ts';
import { type NetworkAnswer, readOutput } from './outputs.ts';
import { type InputReading, type NetworkInputs, readInputs } from './pictures.ts';
import { probe } from './probe.ts';
import { question } from './questions.ts';
import { tryNetwork } from './trial.ts';

type OnProgress = (text: string, done: number | null) => Promise<void>;

/** @throws StationError; the card is written last, when the network has run by it. */
export async function importModel(
  options: ImportOptions,
  onProgress: OnProgress,
  signal: AbortSignal,
): Promise<ImportResult> {
  const file = resolve(options.file);
  const facts = await readNetworkFacts(file);
  await mustHaveWeights(facts, file);
  const target = resolve(options.directory ?? dirname(file));
  await mustBeFree(target, file, facts, options.force);
  const reading = readInputs(facts, options.answers, file);
  const open = openQuestions(reading, facts, options);
  if (reading.kind === 'open') return { kind: 'questions', seen: seenOf(facts, null, null), questions: open };
  const { inputs } = reading;
  const states = new Set(inputs.states.map(({ output }) => output));
  const outputs = await probe(file, inputs);
  const output = readOutput(outputs, facts, states, options.answers, file);
  const answer = output.kind === 'known' ? output.answer : null;
  const seen = seenOf(facts, inputs, answer);
  const questions = output.kind === 'open' ? [...open, output.question] : open;
  if (questions.length > 0 || answer === null) return { kind: 'questions', seen, questions };
  const text = await textOf(options, facts, inputs, answer);
  // By the card as it will be, but with the network where it is.
  const card = await parseModelCard(text, dirname(file));
  const trial = await tryNetwork(card, options.video, onProgress, signal);
  if (target !== dirname(file)) await copyNetwork(file, facts, target);
  const path = join(target, 'model.yaml');
  await replaceFile(path, Buffer.from(text));
  return { kind: 'imported', seen, card: path, text, trial };
}

function openQuestions(
  reading: InputReading,
  facts: NetworkFacts,
  { answers }: ImportOptions,
): readonly ImportQuestion[] {
  const questions: ImportQuestion[] = reading.kind === 'open' ? [...reading.questions] : [];
  const type = reading.kind === 'known' ? reading.inputs.type : (facts.inputs[0]?.type ?? '');
  if (pixelValuesOf(answers, type) === null) {
    questions.push(question('normalisation', suggestedNormalisation(reading, facts)));
  }
  if (answers.window === null) questions.push(question('window'));
  if (answers.labels === null) questions.push(question('labels'));
  return questions;
}

function suggestedNormalisation(reading: InputReading, facts: NetworkFacts): string {
  const known = reading.kind === 'known' ? reading.inputs : null;
  return likelyNormalisation({
    inputNames: facts.inputs.map(({ name }) => name),
    axes: known?.axes ?? (reading.kind === 'open' ? (reading.axes ?? '') : ''),
    hasPathways: known !== null && known.pictures.length > 1,
    hasState: known !== null && known.states.length > 0,
    height: known?.size.height ?? null,
  });
}

async function textOf(
  { file, name, answers }: ImportOptions,
  facts: NetworkFacts,
  inputs: NetworkInputs,
  answer: NetworkAnswer,
): Promise<string> {
  const plain = basename(file);
  return cardText({
    sha256: await hashNetwork(file),
    name: name ?? plain.replace(/\.onnx$/i, ''),
    file: plain,
    origin: `${plain} (opset ${facts.opset}${facts.producer === '' ? '' : `, ${facts.producer}`})`,
    labels: await readClassNames(answers.labels!, answer.classes),
    background: answers.background,
    window: answers.window!,
    inputs,
    values: pixelValuesOf(answers, inputs.type)!,
    channels: answers.channels ?? 'RGB',
    answer,
  });
}

/** What was seen, one sentence each. */
function seenOf(
  facts: NetworkFacts,
  inputs: NetworkInputs | null,
  answer: NetworkAnswer | null,
): readonly string[] {
  const forms = facts.inputs.map(
    ({ name, type, shape }) => `"${name}" ${shape.map((size) => size ?? '?').join(' x ')} ${type}`,
  );
  const lines = [
    `opset ${facts.opset}${facts.producer === '' ? '' : `, written by ${facts.producer}`}`,
    `inputs: ${forms.join(', ')}`,
  ];
  if (inputs !== null) {
    const { size, axes, states } = inputs;
    lines.push(`pictures: ${size.frames} of ${size.width} x ${size.height}, axes ${axes}`);
    for (const { input, output } of states)
      lines.push(`state: "${output}" goes into "${input.name}" of the next window`);
  }
  if (answer !== null) {
    const { output, classes, shape, others } = answer;
    lines.push(`answer: "${output.name}" ${shape.join(' x ')}, ${classes} classes`);
    if (output.rows !== 'one') lines.push('several rows in an answer: the mean of their scores counts');
    if (output.activation === 'none') lines.push('the network applies softmax by itself');
    if (others.length > 0)
      lines.push(`other outputs, which are left out: ${others.map((name) => `"${name}"`).join(', ')}`);
  }
  if (facts.externalFiles.length > 0)
    lines.push(`weights in files of their own: ${facts.externalFiles.join(', ')}`);
  return lines;
}

/** Files of weights must lie in the folder of the network, as ONNX Runtime asks for it as well. */
async function mustHaveWeights({ externalFiles }: NetworkFacts, file: string): Promise<void> {
  const folder = await realpath(dirname(file));
  for (const name of externalFiles) {
    const place = await realpath(join(folder, name)).catch(() => null);
    if (place?.startsWith(folder + sep)) continue;
    throw new StationError(
      'model_invalid',
      `The weights "${name}" of the network ${place === null ? 'are not there' : 'lie outside of its folder'}.`,
      { where: file, hint: 'Put the file beside the network, as the export wrote it.' },
    );
  }
}

/** @throws StationError `output_unwritable`, before any work is done for nothing. */
async function mustBeFree(target: string, file: string, facts: NetworkFacts, force: boolean): Promise<void> {
  const copied = target === dirname(file) ? [] : [basename(file), ...facts.externalFiles];
  if (!force) {
    for (const name of ['model.yaml', ...copied]) {
      const path = join(target, name);
      if (!(await stat(path).catch(() => null))) continue;
      throw new StationError('output_unwritable', `"${path}" is there already.`, {
        where: path,
        hint: 'Give another folder with --directory, or replace it with --force.',
      });
    }
  }
  if (target === dirname(file)) await mustBeWritable(target);
}

/** The network last: a folder with a network has its weights. */
async function copyNetwork(file: string, { externalFiles }: NetworkFacts, target: string): Promise<void> {
  for (const name of [...externalFiles, basename(file)]) {
    const to = join(target, name);
    const part = `${to}.part`;
    try {
      await mkdir(dirname(to), { recursive: true });
      await copyFile(join(dirname(file), name), part);
      await rename(part, to);
    } catch (cause) {
      await rm(part, { force: true });
      throw new StationError('output_unwritable', `"${to}" cannot be written: ${(cause as Error).message}.`, {
        where: to,
        hint: 'Check the permissions and the space on the disk.',
        cause,
      });
    }
  }
}

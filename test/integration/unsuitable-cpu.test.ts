// A network with 8-bit weights is never run on a CPU without VNNI, whoever asks for it. STEPWATCH_CPU stands in for the CPU.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { cpuCapability } from '../../src-inference/model/index.ts';
import { makeColours } from '../media-files.ts';
import { runProgram } from '../run-program.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-cpu-'));
afterAll(() => rmSync(folder, { recursive: true }));
const root = resolve(import.meta.dirname, '../..');
const demo = join(root, 'models/demo');
const recipe = join(root, 'resources/recipes/coupling.yaml');
const eightBit = join(folder, 'eight-bit');
const video = join(folder, 'videos/video.mp4');

beforeAll(() => {
  // The demo model without its 7-bit network.
  cpSync(demo, eightBit, { recursive: true });
  const path = join(eightBit, 'model.yaml');
  const card = parseDocument(readFileSync(path, 'utf8'));
  const targets = (card.toJS() as { files: { int8: { target: string }[] } }).files.int8.map(
    ({ target }) => target,
  );
  card.deleteIn(['files', 'int8', targets.indexOf('x64')]);
  writeFileSync(path, card.toString());
  mkdirSync(join(folder, 'videos'));
  makeColours(video, [['black', 60]]);
  writeFileSync(join(folder, 'videos/video.csv'), 'start,end,label\n0,1,no_action\n');
});

function stepwatch(cpu: string, ...words: readonly string[]) {
  const env = { ...process.env, STEPWATCH_CPU: cpu };
  const { status, stdout } = runProgram(
    process.execPath,
    [join(root, 'out/main/cli.js'), ...words, '--json'],
    { env },
  );
  return { status, answer: JSON.parse(stdout.trim().split('\n').at(-1)!) };
}

const refused = { error: { code: 'cpu_unsuitable', hint: expect.stringContaining('--target x64') } };

describe('on x64 without VNNI', () => {
  it('the demo model runs its 7-bit network, and doctor says why', () => {
    const { answer } = stepwatch('x64-avx2', 'doctor');
    expect(answer.cpu).toMatchObject({ capability: 'x64-avx2', isForced: true, int8Target: 'x64' });
    expect(answer.network).toMatchObject({
      precision: 'int8',
      target: 'x64',
      reason: expect.stringContaining('x64 without VNNI'),
    });
  });

  it('a card with an 8-bit network alone runs in float, and says why', () => {
    const { answer } = stepwatch('x64-avx2', 'model', eightBit);
    expect(answer.choice).toMatchObject({
      precision: 'fp32',
      reason: expect.stringContaining('made for x64-vnni'),
    });
    expect(answer.files.find(({ precision }: { precision: string }) => precision === 'int8').runsHere).toBe(
      false,
    );
  });

  it.each([
    ['check', video, '--recipe', recipe, '--model', eightBit, '--precision', 'int8', '--no-log'],
    ['predict', video, '--model', eightBit, '--precision', 'int8'],
    ['evaluate', eightBit, '--data', join(folder, 'videos'), '--precision', 'int8', '--no-write'],
  ])('%s refuses it when it is asked for by name', (...words) => {
    const { status, answer } = stepwatch('x64-avx2', ...words);
    expect(answer).toMatchObject(refused);
    expect(status).toBe(2);
  });

  it('evaluate measures the others', () => {
    const { answer } = stepwatch(
      'x64-avx2',
      'evaluate',
      eightBit,
      '--data',
      join(folder, 'videos'),
      '--no-write',
    );
    expect(answer.networks.map(({ choice }: { choice: { precision: string } }) => choice.precision)).toEqual([
      'fp32',
    ]);
  });

  it.each(['int8', 'exported-fp32 int8'])('bench refuses it among the variants %s', (variants) => {
    const words = ['bench', eightBit, '--variants', ...variants.split(' '), '--video', video];
    const { status, answer } = stepwatch('x64-avx2', ...words);
    expect(answer.error).toMatchObject({
      code: 'cpu_unsuitable',
      message: expect.stringContaining('made for x64-vnni'),
      hint: expect.stringContaining(`stepwatch optimize ${eightBit}`),
    });
    expect(status).toBe(2);
  });
});

describe.runIf(cpuCapability().name === 'x64-vnni')('on x64 with VNNI', () => {
  it('evaluate measures every int8 network of the card', () => {
    const { answer } = stepwatch('', 'evaluate', demo, '--data', join(folder, 'videos'), '--no-write');
    expect(
      answer.networks.map(({ choice }: { choice: { precision: string; target: string } }) => [
        choice.precision,
        choice.target,
      ]),
    ).toEqual([
      ['fp32', null],
      ['int8', 'x64-vnni'],
      ['int8', 'x64'],
    ]);
  });
});

it('a kind of CPU that nobody knows is one clear error', () => {
  expect(stepwatch('pentium', 'doctor').answer.error).toMatchObject({
    code: 'usage',
    hint: expect.stringContaining('for tests only'),
  });
});

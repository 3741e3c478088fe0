// The bundled videos, model and recipes, with the real network and the built program, as a new user starts them.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WindowScores } from '../../src-inference/contract/index.ts';
import { chooseNetwork, readModelCard, thisMachine } from '../../src-inference/model/index.ts';
import { parseRecipe } from '../../src-inference/recipe/index.ts';
import { makePlan } from '../../src-inference/station/index.ts';
import { judgeWindows } from '../../src-inference/workplace/dry-run.ts';
import { journalText } from '../journal-text.ts';
import { runProgram } from '../run-program.ts';

const root = resolve(import.meta.dirname, '../..');
const program = join(root, 'out/main/cli.js');
const recipes = join(root, 'resources/recipes');

interface Judged {
  readonly index: number | null;
  readonly status: string;
  readonly label: string | null;
}

const notOk = (steps: readonly Judged[]): readonly string[] =>
  steps
    .filter(({ status }) => status !== 'ok')
    .map(({ index, status, label }) => `${index ?? '-'} ${status} ${label}`);

function check(video: string, ...log: readonly string[]) {
  const words = ['check', join(root, 'resources/demo', video), '--recipe', join(recipes, 'coupling.yaml')];
  const { status, stdout } = runProgram(process.execPath, [program, ...words, ...log, '--json']);
  const report = JSON.parse(stdout) as { readonly verdict: string; readonly steps: readonly Judged[] };
  return [status, report.verdict, ...notOk(report.steps)];
}

it.each([
  { video: 'skipped.mp4', says: [1, 'fail', '8 missed separator'] },
  { video: 'swapped.mp4', says: [1, 'fail', '10 swapped greased_disk'] },
  { video: 'wrong.mp4', says: [1, 'fail', '13 wrong spacer'] },
  { video: 'repeated.mp4', says: [1, 'fail', '- extra greased_disk'] },
  { video: 'corrected.mp4', says: [3, 'warn', '11 corrected separator'] },
])('$video is judged $says', ({ video, says }) => {
  expect(check(video, '--no-log')).toEqual(says);
});

describe('good.mp4', () => {
  const log = mkdtempSync(join(tmpdir(), 'stepwatch-demo-'));
  let judged: ReturnType<typeof check>;
  beforeAll(() => {
    judged = check('good.mp4', '--log-dir', log);
  });
  afterAll(() => rmSync(log, { recursive: true }));

  it('passes', () => {
    expect(judged).toEqual([0, 'pass']);
  });

  it('has two wrong steps by the modified recipe: spacer and greased disk in place of lid and press', async () => {
    const card = await readModelCard(join(root, 'models/demo'));
    const path = join(recipes, 'coupling-modified.yaml');
    const recipe = parseRecipe(readFileSync(path, 'utf8'), path);
    const options = { recipe, policy: null, minProbability: null, hopSeconds: null };
    const network = chooseNetwork(card, thisMachine(), { precision: null, target: null, backend: null });
    const plan = makePlan(options, card, network);
    // By what the network saw when the part passed.
    const windows = journalText(log)
      .split('\n')
      .filter((line) => line.includes('"windowClassified"'))
      .map((line) => JSON.parse(line) as WindowScores);
    const { parts } = await judgeWindows(windows, plan, null);
    expect(parts.map(({ verdict, steps }) => [verdict, ...notOk(steps)])).toEqual([
      ['fail', '18 wrong spacer', '19 wrong greased_disk'],
    ]);
  });
});

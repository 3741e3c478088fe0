// The bundled videos, model and recipes, with the real network and the built program, as a new user starts them.
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { runProgram } from '../run-program.ts';

const root = resolve(import.meta.dirname, '../..');

function check(video: string, recipe = 'coupling.yaml') {
  const program = join(root, 'out/main/cli.js');
  const options = ['--recipe', join(root, 'resources/recipes', recipe), '--no-log', '--json'];
  const result = runProgram(process.execPath, [
    program,
    'check',
    join(root, 'resources/demo', video),
    ...options,
  ]);
  const report = JSON.parse(result.stdout) as {
    verdict: string;
    steps: { index: number | null; status: string; label: string }[];
  };
  const notOk = report.steps.filter(({ status }) => status !== 'ok');
  return [
    result.status,
    report.verdict,
    ...notOk.map(({ index, status, label }) => `${index ?? '-'} ${status} ${label}`),
  ];
}

it.each([
  { video: 'good.mp4', says: [0, 'pass'] },
  { video: 'skipped.mp4', says: [1, 'fail', '8 missed separator'] },
  { video: 'swapped.mp4', says: [1, 'fail', '10 outOfOrder greased_disk', '11 outOfOrder separator'] },
  { video: 'wrong.mp4', says: [1, 'fail', '13 wrong spacer'] },
  { video: 'repeated.mp4', says: [1, 'fail', '- extra greased_disk'] },
  { video: 'corrected.mp4', says: [3, 'warn', '11 corrected separator'] },
])('$video is judged $says', ({ video, says }) => {
  expect(check(video)).toEqual(says);
});

it('the good part has two wrong steps by the modified recipe: spacer and greased disk in place of lid and press', () => {
  expect(check('good.mp4', 'coupling-modified.yaml')).toEqual([
    1,
    'fail',
    '18 wrong spacer',
    '19 wrong greased_disk',
  ]);
});

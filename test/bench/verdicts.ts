// npx tsx test/bench/verdicts.ts [DIR] [MODEL] [RECIPE]: checks every rendered video of a folder and compares with what was
// rendered. Prints one row per video; exit code 1 when a good part failed or a bad one passed.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const [
  directory = join(root, 'resources/demo'),
  model = join(root, 'models/demo'),
  recipe = join(root, 'resources/recipes/coupling.yaml'),
] = process.argv.slice(2);

interface Truth {
  readonly expectedVerdict: 'pass' | 'warn' | 'fail';
  readonly mistake: { readonly kind: string; readonly stepIndex: number } | null;
}

let goodFailed = 0;
let badPassed = 0;
const rows = readdirSync(directory)
  .filter((name) => name.endsWith('.mp4'))
  .map((name) => {
    const truth: Truth = JSON.parse(readFileSync(join(directory, name.replace(/mp4$/, 'json')), 'utf8'));
    const report = check(join(directory, name));
    const good = truth.mistake === null;
    if (good && report.verdict === 'fail') goodFailed += 1;
    if (!good && report.verdict === 'pass') badPassed += 1;
    const found = report.steps
      .filter((step: { status: string }) => step.status !== 'ok')
      .map(
        (step: { index: number | null; status: string; label: string; expected: string | null }) =>
          `${step.index ?? '-'} ${step.status}: ${step.label}${
            step.expected !== null && step.expected !== step.label ? ` for ${step.expected}` : ''
          }`,
      );
    return [
      name,
      truth.mistake ? `${truth.mistake.kind} at ${truth.mistake.stepIndex}` : 'good',
      truth.expectedVerdict,
      report.verdict,
      found.join('; ') || '-',
    ];
  });

process.stdout.write(
  '| video | rendered | expected | verdict | steps that are not ok |\n|---|---|---|---|---|\n',
);
for (const row of rows) process.stdout.write(`| ${row.join(' | ')} |\n`);
process.stdout.write(
  `\n${rows.length} videos: ${goodFailed} good parts failed, ${badPassed} bad parts passed, ` +
    `${rows.filter((row) => row[3] === 'warn').length} parts to be looked at, ` +
    `${rows.filter((row) => row[2] === row[3]).length} verdicts as expected.\n`,
);
process.exitCode = goodFailed + badPassed > 0 ? 1 : 0;

function check(video: string) {
  const program = join(root, 'out/main/cli.js');
  const options = ['--model', model, '--recipe', recipe, '--no-log', '--json'];
  const result = spawnSync(process.execPath, [program, 'check', video, ...options], { encoding: 'utf8' });
  if (result.status === 2 || result.status === null)
    throw new Error(`${video}: ${result.stdout}${result.stderr}`);
  return JSON.parse(result.stdout);
}

// npm run teach:demo [DIR]: draws recordings of a line that no network here knows, teaches a network with them, and checks a good
// part and one with a mistake, both by people whom it has not seen. Without a folder everything is gone afterwards.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { teachRequests, writeTeachProject } from '../models/training/line/controller/teach-set.ts';
import { renderAll } from '../models/training/line/render-all.ts';
import { ProjectFolder } from '../src-inference/teaching/index.ts';
import { startTraining } from '../src-inference/training/index.ts';

const program = resolve(import.meta.dirname, '../out/main/cli.js');
const size = { recordings: 10, operators: 3, unseen: 0, parts: 2, seconds: 60, height: 144, seed: '1' };
/** Exit codes of `stepwatch check`. */
const passed = 0;
const notPassed = 1;

const given = process.argv[2];
const directory = given ? resolve(given) : mkdtempSync(join(tmpdir(), 'stepwatch-teach-'));
try {
  say(`Drawing ${size.recordings} labelled recordings by ${size.operators} people, and two parts by others.`);
  const requests = teachRequests(directory, size);
  await writeTeachProject(directory);
  await renderAll(requests, availableParallelism());
  const project = await ProjectFolder.open(join(directory, 'project'));
  const network = await teach(project);
  const parts = requests.filter(({ path }) => path.startsWith(join(directory, 'parts')));
  for (const { path, kind } of parts) {
    judge(`${path}.mp4`, network, project.recipePath, kind === 'good' ? passed : notPassed);
  }
  if (given) say(`All of it is in ${directory}.`);
} finally {
  if (!given) rmSync(directory, { recursive: true });
}

/** @returns The model folder. */
async function teach(project: ProjectFolder): Promise<string> {
  say('Teaching the last layer of the demo network.');
  const started = performance.now();
  let step = '';
  const { done } = await startTraining(project, 'head', {
    base: null,
    onProgress: (job) => {
      if (job.step !== step) process.stdout.write(`  ${job.step}\n`);
      step = job.step;
    },
  });
  const job = await done;
  if (job.network === null) throw new Error(`${job.state}: ${JSON.stringify(job.error)}`);
  const seconds = (performance.now() - started) / 1000;
  const accuracy = (await project.networks.list()).at(-1)?.report?.accuracy;
  const percent = (share: number): string => `${Math.round(100 * share)} %`;
  say(
    `Network ${job.network} after ${seconds.toFixed(0)} s. ` +
      (accuracy
        ? `It names ${percent(accuracy.value)} of the windows of people rightly whom it was not taught with ` +
          `(95 % interval: ${percent(accuracy.low)} to ${percent(accuracy.high)}).`
        : ''),
  );
  return project.networks.find(job.network);
}

/** Shows the check as a user would run it. */
function judge(video: string, model: string, recipe: string, expected: number): void {
  const words = ['check', video, '--model', model, '--recipe', recipe, '--no-log'];
  say(`$ stepwatch ${words.join(' ')}`);
  const { status } = spawnSync(process.execPath, [program, ...words], { stdio: 'inherit' });
  if (status === expected) return;
  process.stderr.write(`teach:demo: exit code ${status} where ${expected} was expected\n`);
  process.exitCode = 1;
}

function say(text: string): void {
  process.stdout.write(`\n${text}\n`);
}

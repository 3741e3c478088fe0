// npx tsx test/bench/teach.ts SET [head|layers|pytorch]: teaches the project of a rendered set (models/training/line/main.ts teach), and
// measures time, memory, windows of unseen operators, and verdicts on its parts. The set stays as it is.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type TeachMethod, teachMethods } from '../../src-inference/contract/index.ts';
import { ProjectFolder } from '../../src-inference/teaching/index.ts';
import { startTraining } from '../../src-inference/training/index.ts';
import { LoadMeter, loadWarnings } from '../../src-main/cli/machine-load.ts';
import { kilobytesOf, processesBelow, processorSecondsOf } from '../process-usage.ts';
import { mustRun } from '../run-program.ts';

const root = resolve(import.meta.dirname, '../..');
const program = join(root, 'out/main/cli.js');
const sampleMilliseconds = 250;

const [, , set, name = 'head'] = process.argv;
const method = teachMethods.find((one) => one === name);
if (!set || !method) throw new Error('npx tsx test/bench/teach.ts SET [head|layers|pytorch]');

const scratch = mkdtempSync(join(tmpdir(), 'stepwatch-bench-teach-'));
try {
  cpSync(join(set, 'project'), join(scratch, 'project'), { recursive: true });
  const project = await ProjectFolder.open(join(scratch, 'project'));
  const load = new LoadMeter();
  await load.lookBefore();
  const taught = await teach(project, method);
  load.mark();
  const recordings = await project.recordings.confirmed();
  const operators = new Set(recordings.map(({ operator }) => operator)).size;
  const lines = [
    `${availableParallelism()} cores, ${cpus()[0]?.model.trim()}`,
    `${recordings.length} recordings by ${operators} operators, ${minutes(recordings)} min: ${method}`,
    `from "train" to a finished network  ${taught.seconds.toFixed(0)} s`,
    `processor time of the training      ${(taught.processorSeconds / 60).toFixed(1)} min`,
    `peak memory of the training         ${taught.peakMegabytes} MB`,
    `accuracy in its own report          ${taught.accuracy ?? '-'}`,
  ];
  const unseen = join(set, 'unseen');
  if (readdirSync(unseen).length > 0) {
    lines.push(`accuracy on unseen operators        ${accuracyOn(taught.folder, unseen)}`);
  }
  const report = load.report();
  lines.push(...(report ? loadWarnings(report) : []).map((warning) => `warning: ${warning}`));
  process.stdout.write(`${lines.join('\n')}\n`);
  const parts = join(set, 'parts');
  if (existsSync(parts) && readdirSync(parts).length > 0) {
    const words = ['tsx', join(root, 'test/bench/verdicts.ts'), parts, taught.folder, project.recipePath];
    spawnSync('npx', words, { stdio: 'inherit' });
  }
} finally {
  rmSync(scratch, { recursive: true });
}

async function teach(project: ProjectFolder, how: TeachMethod) {
  const started = performance.now();
  const { done } = await startTraining(project, how, { base: null, onProgress: () => undefined });
  let peakKilobytes = 0;
  let processorSeconds = 0;
  // This process does nothing itself meanwhile: its children are the training.
  const sampling = setInterval(() => {
    const pids = processesBelow(process.pid);
    peakKilobytes = Math.max(peakKilobytes, sum(pids.map(kilobytesOf)));
    processorSeconds = Math.max(processorSeconds, sum(pids.map(processorSecondsOf)));
  }, sampleMilliseconds);
  const job = await done;
  clearInterval(sampling);
  if (job.network === null) throw new Error(`${job.state}: ${JSON.stringify(job.error)}`);
  const report = (await project.networks.list()).at(-1)?.report;
  return {
    folder: await project.networks.find(job.network),
    seconds: (performance.now() - started) / 1000,
    processorSeconds,
    peakMegabytes: Math.round(peakKilobytes / 1024),
    accuracy: report?.accuracy.value.toFixed(3) ?? null,
  };
}

/** As `stepwatch evaluate` measures: on a copy, because it writes what it finds to the card. */
function accuracyOn(model: string, data: string): string {
  const copy = join(scratch, 'evaluated');
  cpSync(model, copy, { recursive: true });
  mustRun(process.execPath, [program, 'evaluate', copy, '--data', data]);
  const card = readFileSync(join(copy, 'model.yaml'), 'utf8');
  return [...card.matchAll(/^ +accuracy: ([\d.]+)$/gm)].map(([, value]) => value).join(', ');
}

function minutes(recordings: readonly { readonly durationSeconds: number }[]): string {
  return (sum(recordings.map(({ durationSeconds }) => durationSeconds)) / 60).toFixed(1);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

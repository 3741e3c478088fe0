// npx tsx test/bench/teach-watching.ts SET: a station watches a live picture with a window every half second while a head is taught
// with the project of a rendered set (models/training/line/main.ts teach): windows that are dropped, alone and meanwhile, and the
// memory of the training. The set stays as it is.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { LoadMeter, loadWarnings } from '../../src-main/cli/machine-load.ts';
import { EngineOnWire } from '../engine-on-wire.ts';
import { kilobytesOf, processesBelow } from '../process-usage.ts';

const root = resolve(import.meta.dirname, '../..');
const hopSeconds = 0.5;
/** Of the source, watched without a training. */
const aloneSeconds = 20;
const memorySampleMilliseconds = 250;

const [, , set] = process.argv;
if (!set) throw new Error('npx tsx test/bench/teach-watching.ts SET');

const scratch = mkdtempSync(join(tmpdir(), 'stepwatch-bench-watching-'));
const engine = new EngineOnWire();
try {
  const project = join(scratch, 'project');
  cpSync(join(set, 'project'), project, { recursive: true });
  // What other trainings have computed would make this one shorter.
  rmSync(join(project, 'features'), { recursive: true, force: true });
  const load = new LoadMeter();
  await load.lookBefore();
  await engine.request('openWorkplace', {
    directory: join(scratch, 'station'),
    defaults: { model: join(root, 'models/demo'), recipes: [], folders: [scratch] },
    source: null,
  });
  await engine.request('teachOpen', { directory: project });
  await engine.request('changeSettings', { hopSeconds });
  await engine.request('openSource', { source: 'test:ball#width=1280&height=720' });
  await watchFor(aloneSeconds);
  const alone = counted(0);
  load.mark();

  const from = engine.events.length;
  const begun = performance.now();
  let peakKilobytes = 0;
  const sampling = setInterval(() => {
    const all = processesBelow(engine.child.pid!).reduce((sum, pid) => sum + kilobytesOf(pid), 0);
    peakKilobytes = Math.max(peakKilobytes, all);
  }, memorySampleMilliseconds);
  await engine.request('teachTrain', { method: 'head', base: null });
  const { job } = await engine.until('trainingProgress', ({ job: { state } }) => state !== 'running', from);
  clearInterval(sampling);
  load.mark();
  if (job.network === null) throw new Error(`${job.state}: ${JSON.stringify(job.error)}`);
  const report = load.report();
  const lines = [
    `${availableParallelism()} cores, ${cpus()[0]?.model.trim()}`,
    `watching alone                ${alone}`,
    `watching while a head learns  ${counted(from)}`,
    `the training took             ${((performance.now() - begun) / 1000).toFixed(0)} s`,
    `its peak memory               ${Math.round(peakKilobytes / 1024)} MB`,
    ...(report ? loadWarnings(report) : []).map((warning) => `warning: ${warning}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
} finally {
  await engine.stop();
  rmSync(scratch, { recursive: true, force: true });
}

async function watchFor(seconds: number): Promise<void> {
  const { seconds: first } = await engine.until('progress');
  await engine.until('progress', (progress) => progress.seconds > first + seconds);
}

/** @param since Of the events. */
function counted(since: number): string {
  const events = engine.events.slice(since).map(({ event }) => event);
  const windows = events.filter(({ type }) => type === 'windowClassified').length;
  const dropped = events.reduce((sum, one) => sum + (one.type === 'windowsDropped' ? one.count : 0), 0);
  const hops = events.flatMap((one) => (one.type === 'hopState' ? [one.hop.seconds] : []));
  const delay = Math.max(0, ...events.map((one) => (one.type === 'progress' ? (one.delaySeconds ?? 0) : 0)));
  const kept = hops.length === 0 ? '' : `, hop ${hops.map((hop) => `${hop.toFixed(2)} s`).join(', ')}`;
  return `${windows} windows, ${dropped} dropped, delay up to ${delay.toFixed(2)} s${kept}`;
}

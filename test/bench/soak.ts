// npx tsx test/bench/soak.ts HOURS [--accelerated] [--every SECONDS] [--out FOLDER]: a station with everything on works for so
// long: a camera over UDP that loses its power every 20 minutes, a part every 72 s, two screens with pictures, a recording, shared
// memory and a stream, another source every ten minutes, a recipe that is edited every hour. `--accelerated`: a file as fast as
// possible in place of the camera, and everything else as often for an hour as otherwise in a day. It prints how much memory,
// descriptors and threads grow in a day, and writes a page with the curves. Exit code 1: something grows too much.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { OutputSetting } from '../../src-inference/contract/index.ts';
import { settleAtDemoLine } from '../e2e/demo-line.ts';
import { freePort } from '../gst-peer.ts';
import { serveProgram } from '../served-program.ts';
import { growthHeader, growthRows, idleSentence, type SoakReport, soakPage } from '../soak/report.ts';
import { megabytesBelow, type Sample, sampleProcess } from '../soak/samples.ts';
import { StationLoad } from '../soak/station-load.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    accelerated: { type: 'boolean', default: false },
    every: { type: 'string', default: '30' },
    out: { type: 'string', default: 'build/soak' },
  },
});
const hours = Number(positionals[0] ?? 2);
const isAccelerated = values.accelerated;
const everySeconds = Number(values.every);
if (!(hours > 0) || !(everySeconds > 0)) throw new Error('HOURS and SECONDS are numbers above 0');
const out = resolve(values.out);
mkdirSync(out, { recursive: true });

/** The engine gives freed memory back once a minute. */
const idleMilliseconds = 125_000;

/** Hours of the clock that stand for a day of work. */
const dayHours = isAccelerated ? 1 : 24;
const pace = isAccelerated ? 24 : 1;
const [cameraMinutes, switchMinutes, editMinutes] = [20, 10, 60].map((minutes) => minutes / pace) as [
  number,
  number,
  number,
];

const directory = mkdtempSync(join(tmpdir(), 'stepwatch-soak-'));
settleAtDemoLine(directory);
const settingsFile = join(directory, 'settings.json');
const settings = JSON.parse(readFileSync(settingsFile, 'utf8'));
const outputs: readonly OutputSetting[] = [
  {
    id: 'memory',
    enabled: true,
    spec: { kind: 'sharedMemory', path: join(directory, 'shm'), annotation: 'live' },
  },
  {
    id: 'stream',
    enabled: true,
    spec: {
      kind: 'stream',
      target: { host: '127.0.0.1', port: await freePort(), format: 'rtp-h264', kilobitsPerSecond: 1000 },
      annotation: 'live',
    },
  },
  {
    id: 'recording',
    enabled: true,
    spec: {
      kind: 'recording',
      directory: join(directory, 'recordings'),
      split: 'part',
      name: null,
      kilobitsPerSecond: 500,
      keepFreeBytes: 2e9,
      annotation: 'none',
    },
  },
];
writeFileSync(
  settingsFile,
  JSON.stringify({
    ...settings,
    outputs,
    retention: { ...settings.retention, totalBytes: 1e9 },
  }),
);

const incidents: string[] = [];
const samples: Sample[] = [];
const station = await serveProgram(directory);
const idleBefore = sampleProcess(station.enginePid()).privateMegabytes;
const load = await StationLoad.begin(station, await freePort(), isAccelerated);
const started = performance.now();
const elapsedHours = (): number => (performance.now() - started) / 3600_000;
const tasks = [
  repeat(cameraMinutes, () => load.restartCamera()),
  repeat(switchMinutes, () => load.switchSource()),
  repeat(editMinutes, () => load.editRecipe()),
];
process.stdout.write('  hours  engine MB  host MB  descriptors  threads  delay s   parts\n');
let engine = station.enginePid();
// Control-C ends the work early; what was found is written.
const interrupted = new AbortController();
process.once('SIGINT', () => interrupted.abort());
while (elapsedHours() < hours && !interrupted.signal.aborted) {
  await pause(everySeconds * 1000, undefined, { signal: interrupted.signal }).catch(() => undefined);
  try {
    take();
  } catch (thrown) {
    incident(`no sample: ${thrown instanceof Error ? thrown.message : thrown}`);
  }
}
for (const stop of tasks) stop();
await load.closeSource();
await pause(idleMilliseconds);
const idleAfter = sampleProcess(station.enginePid()).privateMegabytes;
await load.end();
await station.end();

const report: SoakReport = {
  machine: `${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, Node ${process.version}`,
  load: `Load average at the end ${loadavg()
    .map((one) => one.toFixed(1))
    .join(', ')}`,
  source: isAccelerated ? 'A file of the demo as fast as possible, again and again' : 'The demo over UDP',
  dayHours,
  samples,
  idleMegabytes: { before: idleBefore, after: idleAfter },
  incidents,
};
writeFileSync(join(out, 'soak.html'), soakPage(report));
writeFileSync(join(out, 'soak.json'), JSON.stringify(report));
rmSync(directory, { recursive: true, force: true });
const rows = growthRows(report);
process.stdout.write(`\n${growthHeader.join('  |  ')}\n`);
for (const { cells } of rows) process.stdout.write(`${cells.join('  |  ')}\n`);
process.stdout.write(`${idleSentence(report)}\n`);
process.stdout.write(`${incidents.length} incidents. ${join(out, 'soak.html')}\n`);
if (rows.some(({ tooMuch }) => tooMuch)) process.exitCode = 1;

function take(): void {
  const now = station.enginePid();
  if (now !== engine) incident('the engine was lost, and another one began');
  engine = now;
  const sample: Sample = {
    hours: elapsedHours(),
    host: sampleProcess(station.pid),
    engine: sampleProcess(engine),
    recordMegabytes: megabytesBelow(join(directory, 'record')),
    folderMegabytes: megabytesBelow(directory),
    ...load.count(),
  };
  samples.push(sample);
  if (samples.length % 10 === 1) print(sample);
}

function print({
  hours: at,
  engine: { privateMegabytes, descriptors, threads },
  host,
  delaySeconds,
  parts,
}: Sample): void {
  const cells: readonly (readonly [string, number])[] = [
    [at.toFixed(2), 7],
    [privateMegabytes.toFixed(1), 11],
    [host.privateMegabytes.toFixed(1), 9],
    [String(descriptors), 13],
    [String(threads), 9],
    [delaySeconds === null ? '-' : delaySeconds.toFixed(2), 9],
    [String(parts), 8],
  ];
  process.stdout.write(`${cells.map(([text, width]) => text.padStart(width)).join('')}\n`);
}

/** What fails is told in the report, and tried again the next time. */
function repeat(minutes: number, act: () => Promise<void>): () => void {
  const timer = setInterval(() => {
    act().catch((thrown) => incident(String(thrown instanceof Error ? thrown.message : thrown)));
  }, minutes * 60_000);
  return () => clearInterval(timer);
}

function incident(text: string): void {
  incidents.push(`${elapsedHours().toFixed(3)} h: ${text}`);
}

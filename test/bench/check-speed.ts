// npx tsx test/bench/check-speed.ts [VIDEO] [TIMES]: how fast `check` is, against plain decoding in the same run, and
// whether its memory grows when the video is TIMES (10) times as long.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { LoadMeter, loadWarnings } from '../../src-main/cli/machine-load.ts';

const root = resolve(import.meta.dirname, '../..');
const video = resolve(process.argv[2] ?? join(root, 'resources/demo/good.mp4'));
const times = Number(process.argv[3] ?? 10);
const memorySampleMilliseconds = 100;

const scratch = mkdtempSync(join(tmpdir(), 'stepwatch-bench-'));
try {
  const longVideo = join(scratch, 'long.mp4');
  concatenate(longVideo);
  const load = new LoadMeter();
  await load.lookBefore();
  const decodeSeconds = plainDecode();
  const short = await check(video);
  const long = await check(longVideo);
  load.mark();
  const report = load.report();
  process.stdout.write(
    [
      `${availableParallelism()} cores, ${cpus()[0]?.model.trim()}`,
      `plain decoding      ${decodeSeconds.toFixed(1)} s`,
      `check               ${short.wallSeconds.toFixed(1)} s for ${short.videoSeconds.toFixed(1)} s of video: ` +
        `${(short.videoSeconds / short.wallSeconds).toFixed(1)} times real time, ` +
        `${(short.wallSeconds / decodeSeconds).toFixed(2)} times plain decoding, peak memory ${short.peakMegabytes} MB`,
      `check, ${times} times as long  ${long.wallSeconds.toFixed(1)} s, peak memory ${long.peakMegabytes} MB ` +
        `(${(long.peakMegabytes / short.peakMegabytes).toFixed(2)} times)`,
      ...(report ? loadWarnings(report) : []).map((warning) => `warning: ${warning}`),
      '',
    ].join('\n'),
  );
} finally {
  rmSync(scratch, { recursive: true });
}

function concatenate(target: string): void {
  const parts = Array.from({ length: times }, () => [
    ...['filesrc', `location=${video}`, '!', 'qtdemux', '!', 'h264parse', '!', 'joined.'],
  ]).flat();
  gstreamer(
    'concat',
    'name=joined',
    '!',
    'h264parse',
    '!',
    'mp4mux',
    '!',
    'filesink',
    `location=${target}`,
    ...parts,
  );
}

function plainDecode(): number {
  const started = performance.now();
  gstreamer('filesrc', `location=${video}`, '!', 'decodebin', '!', 'fakesink', 'sync=false');
  return (performance.now() - started) / 1000;
}

function gstreamer(...pipeline: string[]): void {
  const result = spawnSync('gst-launch-1.0', ['-q', ...pipeline], { encoding: 'utf8' });
  if (result.status !== 0) throw new Error(result.stderr);
}

async function check(path: string) {
  const program = join(root, 'out/main/cli.js');
  const recipe = join(root, 'resources/recipes/coupling.yaml');
  const started = performance.now();
  const child = spawn(process.execPath, [program, 'check', path, '--recipe', recipe, '--no-log', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let peakKilobytes = 0;
  const sampling = setInterval(() => {
    peakKilobytes = Math.max(peakKilobytes, residentKilobytes(child.pid!));
  }, memorySampleMilliseconds);
  let output = '';
  for await (const text of child.stdout.setEncoding('utf8')) output += text;
  clearInterval(sampling);
  const wallSeconds = (performance.now() - started) / 1000;
  const report = JSON.parse(output);
  return {
    wallSeconds,
    videoSeconds: report.video.seconds as number,
    peakMegabytes: Math.round(peakKilobytes / 1024),
  };
}

/** Resident memory of a process and its children, from proc(5). */
function residentKilobytes(pid: number): number {
  try {
    const resident = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    );
    return Number(resident?.[1] ?? 0) + children.reduce((sum, child) => sum + residentKilobytes(child), 0);
  } catch {
    return 0; // it has just ended
  }
}

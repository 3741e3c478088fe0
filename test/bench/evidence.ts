// npx tsx test/bench/evidence.ts [ROUNDS]: what keeping clips of mistakes costs, in the same rounds with and without (medians).
// A 1080p file as fast as the machine can: plain; with a clip of 8 s and three pictures for each 10 s of it; and encoded as it
// goes, which is what a ring for files would cost. A live 1080p30 source: processor time without and with the ring.
// Takes about 30 s a round.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSource, recordingDefaults } from '../../src-inference/contract/index.ts';
import { filmOfFile, OutputSet, openSource, pictureOf } from '../../src-inference/media/index.ts';

const rounds = Number(process.argv[2] ?? 3);
const liveSeconds = 5;
const fileSeconds = 20;
const size = { width: 224, height: 224 } as const;
const folder = mkdtempSync(join(tmpdir(), 'stepwatch-evidence-'));

interface Cost {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

async function measured(work: () => Promise<void>): Promise<Cost> {
  const from = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - from) / 1000, cpuSeconds: (user + system) / 1e6 };
}

function openOutputs(film: boolean, offset: () => number | null = () => null): OutputSet {
  return new OutputSet({
    context: () => ({ alignedDelaySeconds: 0, recipe: null }),
    sourceSeconds: () => 0,
    film: film ? { captureOffsetSeconds: offset, onFailure: console.error } : null,
    onState: () => undefined,
  });
}

/** @param mistakes Clips are written at their times, while the file is watched. */
function watchFile(video: string, mistakes: readonly number[], isEncoded: boolean): Promise<Cost> {
  return measured(async () => {
    const outputs = openOutputs(mistakes.length > 0);
    if (isEncoded) {
      const spec = { ...recordingDefaults, kind: 'recording', annotation: 'none', keepFreeBytes: 0 } as const;
      await outputs.attach({ ...spec, directory: join(folder, 'recordings') });
    }
    const spec = parseSource(`file:${video}`);
    const source = await openSource(spec, { size, router: outputs.router, onState: () => undefined });
    outputs.sourcePlays(source.info);
    const film = filmOfFile({ path: video, info: source.info });
    const waiting = [...mistakes];
    let written = Promise.resolve();
    for await (const { presentationSeconds } of source.frames()) {
      if (waiting.length === 0 || presentationSeconds < waiting[0]!) continue;
      const at = waiting.shift()!;
      const path = join(folder, `clip-${at}.mp4`);
      written = written.then(async () => {
        const clip = await film.write({ fromSeconds: at - 6, toSeconds: at + 2 }, path);
        for (const second of [3, 4, 5]) await pictureOf(path, at - 6 + second - clip!.fromSeconds);
      });
    }
    await written;
    await source.close();
    await outputs.close();
  });
}

function watchLive(film: boolean): Promise<Cost> {
  return measured(async () => {
    let offset: number | null = null;
    const outputs = openOutputs(film, () => offset);
    const source = await openSource(parseSource('test:ball#width=1920&height=1080&fps=30'), {
      size,
      router: outputs.router,
      onState: (state) => state === 'playing' && outputs.sourcePlays(source.info),
    });
    for await (const { presentationSeconds, captureSeconds } of source.frames()) {
      offset = captureSeconds - presentationSeconds;
      if (presentationSeconds >= liveSeconds) break;
    }
    await source.close();
    await outputs.close();
  });
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

try {
  const video = join(folder, 'camera.mp4');
  spawnSync(
    'gst-launch-1.0',
    [
      `-q videotestsrc pattern=ball num-buffers=${fileSeconds * 30}`,
      '! video/x-raw,format=I420,width=1920,height=1080,framerate=30/1',
      '! x264enc speed-preset=ultrafast bitrate=8000 key-int-max=60 ! h264parse ! mp4mux',
      `! filesink location=${video}`,
    ].flatMap((words) => words.split(' ')),
    { stdio: 'inherit' },
  );
  console.log(
    `${availableParallelism()} cores, ${cpus()[0]?.model.trim()}, load ${loadavg()[0]!.toFixed(1)} before the start`,
  );
  const costs = { plain: [], clips: [], encoded: [], live: [], ring: [] } as Record<string, Cost[]>;
  for (let round = 0; round < rounds; round++) {
    costs.plain!.push(await watchFile(video, [], false));
    costs.clips!.push(await watchFile(video, [8, 16], false));
    costs.encoded!.push(await watchFile(video, [], true));
    costs.live!.push(await watchLive(false));
    costs.ring!.push(await watchLive(true));
  }
  const of = (name: string, what: keyof Cost): number => median(costs[name]!.map((cost) => cost[what]));
  const ratio = (name: string): string =>
    median(costs[name]!.map(({ seconds }, round) => seconds / costs.plain![round]!.seconds)).toFixed(2);
  console.log(`file 1080p, ${fileSeconds} s: ${of('plain', 'seconds').toFixed(1)} s`);
  console.log(
    `  with two mistakes kept: ${of('clips', 'seconds').toFixed(1)} s, ${ratio('clips')} times as long`,
  );
  console.log(
    `  encoded as it goes: ${of('encoded', 'seconds').toFixed(1)} s, ${ratio('encoded')} times as long`,
  );
  const share = (name: string): string =>
    `${((of(name, 'cpuSeconds') / of(name, 'seconds')) * 100).toFixed(0)} % of a core`;
  console.log(`live 1080p30: ${share('live')}; with the ring: ${share('ring')}`);
  console.log(`load ${loadavg()[0]!.toFixed(1)} at the end`);
} finally {
  rmSync(folder, { recursive: true });
}

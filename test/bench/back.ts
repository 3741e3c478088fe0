// npx tsx test/bench/back.ts [ROUNDS] [file|udp]: how long a station takes to judge again after its engine was killed (SIGKILL), and
// what of it takes how long. The demo network on a file of its line, or on a camera that sends H.264 in RTP with a key frame a
// second. Needs the build (npm run setup).
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EngineEvent } from '../../src-inference/contract/index.ts';
import { LoadMeter, loadWarnings } from '../../src-main/cli/machine-load.ts';
import {
  forkedEngine,
  type StartProcess,
  Supervisor,
  workplaceDefaults,
} from '../../src-main/supervisor/index.ts';
import { freePort, killPeers, startPeer } from '../gst-peer.ts';
import { kilobytesOf } from '../process-usage.ts';

const rounds = Number(process.argv[2] ?? 20);
const isUdp = (process.argv[3] ?? 'file') === 'udp';
const root = resolve(import.meta.dirname, '../..');
/** Until the process that waits has loaded its code. */
const settledSeconds = 12;

/** From the kill on, in the order in which they come. */
const phases = ['noticed', 'process', 'code', 'workplace', 'network', 'source', 'window'] as const;
type Phase = (typeof phases)[number];
const meaning: Readonly<Record<Phase, string>> = {
  noticed: 'the supervisor hears of it',
  process: 'a process is there',
  code: 'it has loaded its code',
  workplace: 'its workplace is open: settings, journal',
  network: 'the network is loaded',
  source: 'the source shows its first picture',
  window: 'the first window is judged',
};

const scratch = mkdtempSync(join(tmpdir(), 'stepwatch-bench-back-'));
const marks = new Map<Phase, number>();
const waiting = new Map<Phase, () => void>();
let killed = 0;

function mark(phase: Phase, when = performance.now()): void {
  if (marks.has(phase)) return;
  marks.set(phase, Math.max(0, when - killed));
  waiting.get(phase)?.();
}

/** A process may have been started ahead: then what it did before the kill takes no time of it. */
let process_ = { startedAt: 0, saidAt: null as number | null, pid: 0 };
const engines: (typeof process_)[] = [];
const entry = pathToFileURL(join(root, 'out/main/engine.js'));
const start: StartProcess = ({ onMessage, onExit }, folders) => {
  const engine: typeof process_ = { startedAt: performance.now(), saidAt: null, pid: 0 };
  const handle = forkedEngine(entry)(
    {
      onMessage(message) {
        engine.saidAt ??= performance.now();
        if (engine === process_) tell(engine);
        onMessage(message);
      },
      onExit(exit) {
        if (engine === process_) mark('noticed');
        onExit(exit);
      },
    },
    folders,
  );
  engine.pid = handle.pid ?? 0;
  engines.push(engine);
  return {
    ...handle,
    send(request) {
      if (request.command === 'openWorkplace') {
        process_ = engine;
        tell(engine);
      }
      handle.send(request);
    },
  };
};

function tell({ startedAt, saidAt }: typeof process_): void {
  mark('process', startedAt);
  if (saidAt !== null) mark('code', saidAt);
}

function notice(event: EngineEvent): void {
  if (event.type === 'modelState' && event.model.state === 'ready') mark('network');
  else if (event.type === 'sourceState' && event.state === 'playing') mark('source');
  else if (event.type === 'windowClassified') mark('window');
}

const until = (phase: Phase): Promise<void> =>
  new Promise((done) => {
    if (marks.has(phase)) done();
    else waiting.set(phase, done);
  });

const percentile = (sorted: readonly number[], share: number): string =>
  (sorted[Math.ceil(share * sorted.length) - 1]! / 1000).toFixed(2).padStart(7);

const load = new LoadMeter();
await load.lookBefore();
const port = await freePort();
const source = isUdp
  ? `udp://127.0.0.1:${port}`
  : `file:${join(root, 'resources/demo/good.mp4')}#pace=realTime&loop=true`;
if (isUdp) {
  startPeer(
    'videotestsrc is-live=true pattern=ball ! video/x-raw,format=I420,width=1280,height=720,framerate=30/1',
    '! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=30 ! h264parse config-interval=1',
    `! rtph264pay config-interval=1 ! udpsink host=127.0.0.1 port=${port} sync=false`,
  );
}
/** A station of its own for each round: losses in a row are another matter. */
function openStation(): Supervisor {
  const supervisor = new Supervisor({
    start,
    workplace: { directory: join(scratch, 'station'), defaults: workplaceDefaults(root), source },
    log: () => undefined,
    spare: true,
  });
  supervisor.onState(({ state }) => {
    if (state === 'running') mark('workplace');
  });
  supervisor.onEvent(({ event }) => notice(event));
  supervisor.start();
  return supervisor;
}

const taken = new Map<Phase, number[]>(phases.map((phase) => [phase, []]));
let supervisor: Supervisor | null = null;
let memory = 0;
try {
  for (let round = 0; round < rounds; round += 1) {
    supervisor = openStation();
    await until('window');
    await new Promise((done) => setTimeout(done, settledSeconds * 1000));
    memory = Math.round(kilobytesOf(engines.at(-1)!.pid) / 1024);
    marks.clear();
    waiting.clear();
    killed = performance.now();
    process.kill(process_.pid, 'SIGKILL');
    await until('window');
    for (const phase of phases) taken.get(phase)!.push(marks.get(phase) ?? 0);
    load.mark();
    await supervisor.stop();
    marks.clear();
  }
  const report = load.report();
  const lines = [
    `${isUdp ? 'UDP' : 'file'}, ${rounds} rounds, ${availableParallelism()} cores, ${cpus()[0]?.model.trim()}`,
    'seconds from the kill until       p50     p95',
    ...phases.map((phase) => {
      const sorted = taken.get(phase)!.toSorted((a, b) => a - b);
      return `${meaning[phase].padEnd(42).slice(0, 42)} ${percentile(sorted, 0.5)} ${percentile(sorted, 0.95)}`;
    }),
    `memory of the process that waits: ${memory} MB (proportional)`,
    ...(report ? loadWarnings(report) : []).map((warning) => `warning: ${warning}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
} finally {
  await supervisor?.stop();
  await killPeers();
  rmSync(scratch, { recursive: true, maxRetries: 50 });
}

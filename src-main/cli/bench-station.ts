// Times the whole station on one video: decoding, network, annotation, shared memory.
import type { EngineEvent, Precision } from '../../src-inference/contract/index.ts';
import { formatSource, StationError } from '../../src-inference/contract/index.ts';
import type { StationRun } from './bench-report.ts';
import { withEngine } from './with-engine.ts';

/** A run with a slow network is stopped after this time; its speed is known by then. */
const longestSeconds = 40;

export function timeStation(
  entry: URL,
  options: {
    readonly model: string;
    /** By default the best one for this machine. */
    readonly precision?: Precision;
    readonly video: string;
    readonly sharedMemory: string;
  },
): Promise<StationRun> {
  const watch = new Watch();
  return withEngine(
    entry,
    null,
    (event) => watch.take(event),
    async (engine) => {
      const { video, sharedMemory, ...network } = options;
      const station = { ...network, recipe: null, policy: null, recordDirectory: null };
      await engine.request('openStation', station);
      const loaded = await engine.request('resourceUsage', null);
      await engine.request('attachOutput', { kind: 'sharedMemory', path: sharedMemory, annotation: 'live' });
      const source = formatSource({ kind: 'file', path: video, pace: 'asFastAsPossible', loop: false });
      await engine.request('openSource', { source });
      const timer = setTimeout(() => void engine.request('closeSource', null), longestSeconds * 1000);
      await watch.ended;
      clearTimeout(timer);
      const { peakRssMb, cpuSeconds } = await engine.request('resourceUsage', null);
      return { ...watch.measured(), cpuSeconds: cpuSeconds - loaded.cpuSeconds, peakRssMb };
    },
  );
}

/** From the start of the run to its end or, where it was broken off, to its last window. */
class Watch {
  readonly ended: Promise<void>;
  private end: () => void = () => undefined;
  private fail: (error: StationError) => void = () => undefined;
  private started = 0;
  private lastFrame = 0;
  private frames = 0;

  constructor() {
    this.ended = new Promise((resolve, reject) => {
      this.end = resolve;
      this.fail = reject;
    });
    // It may reject before anybody awaits it.
    this.ended.catch(() => undefined);
  }

  take(event: EngineEvent): void {
    if (event.type === 'runStarted') this.started = performance.now();
    if (event.type === 'progress' || event.type === 'runEnded') {
      this.frames = event.frames;
      this.lastFrame = performance.now();
    }
    if (event.type === 'runEnded') this.end();
    if (event.type !== 'runAborted') return;
    if (event.error.code === 'aborted') this.end();
    else this.fail(StationError.from(event.error));
  }

  measured(): { readonly frames: number; readonly wallSeconds: number } {
    return { frames: this.frames, wallSeconds: Math.max(0.001, (this.lastFrame - this.started) / 1000) };
  }
}

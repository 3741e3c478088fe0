// stepwatch bench: the article's measurement on this machine. Every variant has an engine of its own, and they take turns.
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import {
  type ClipTiming,
  type MediaTimes,
  type ModelInfo,
  type Precision,
  precisions,
  StationError,
} from '../../src-inference/contract/index.ts';
import type { EngineProcess } from '../supervisor/index.ts';
import { benchPage } from './bench-page.ts';
import {
  type BenchReport,
  type BenchVariant,
  medianRatio,
  percentiles,
  plainVariant,
  pytorchName,
  type StationRun,
  stationVariant,
  variantNames,
} from './bench-report.ts';
import { timeStation } from './bench-station.ts';
import { printBench } from './bench-summary.ts';
import { benchCache } from './defaults.ts';
import { withJob } from './job-progress.ts';
import { printJson } from './output.ts';
import { ProgressBar } from './progress-bar.ts';
import { startPytorch } from './pytorch-eager.ts';
import { readSharedMemory } from './shared-memory-reader.ts';
import { withEngine } from './with-engine.ts';

export interface BenchOptions {
  /** Folder of a model; null: the full-size network with random weights. */
  readonly model: string | null;
  readonly video: string | null;
  /** Of the test video, where none is given. */
  readonly width: number;
  readonly height: number;
  readonly seconds: number;
  readonly rounds: number;
  /** Only these; null: all. */
  readonly variants: readonly string[] | null;
  readonly json: boolean;
  readonly html: string | null;
}

/** Clips that the random network is calibrated with: its answers mean nothing. */
const randomClips = 4;
/** As much of the video as the plain way holds in memory. */
const plainSeconds = 3;
const fullSizeNetwork = 'slowfast-r50';
export const benchNetworks = [fullSizeNetwork] as const;

export async function bench(engineEntry: URL, options: BenchOptions): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'stepwatch-bench-'));
  const bar = new ProgressBar();
  try {
    const job = new Bench(engineEntry, options, scratch, bar);
    const { report, ratios } = await job.run();
    bar.clear();
    if (options.html !== null) await writeFile(options.html, benchPage(report, ratios));
    if (options.json) printJson(report);
    else printBench(report, ratios);
  } finally {
    bar.clear();
    await rm(scratch, { recursive: true, force: true });
  }
}

class Bench {
  private readonly entry: URL;
  private readonly options: BenchOptions;
  private readonly scratch: string;
  private readonly bar: ProgressBar;

  constructor(entry: URL, options: BenchOptions, scratch: string, bar: ProgressBar) {
    this.entry = entry;
    this.options = options;
    this.scratch = scratch;
    this.bar = bar;
  }

  async run(): Promise<{ report: BenchReport; ratios: ReadonlyMap<string, number> }> {
    const video = this.options.video ?? (await this.makeVideo());
    const directory = this.options.model ?? (await this.makeModel(video));
    const { machine, model } = await this.engine(async (engine) => ({
      machine: await engine.request('describeMachine', null),
      model: await engine.request('readModel', { directory }),
    }));
    const measured = this.measured(model);
    const timings = await this.timeClips(directory, measured);
    const media = await this.timeMedia(model, video);
    const variants: BenchVariant[] = [];
    if (this.wants('plain')) variants.push(await this.plain(directory, video));
    const eager = timings.get(pytorchName);
    if (eager) variants.push(eagerVariant(eager));
    for (const precision of measured) {
      const name = variantNames[precision];
      this.bar.show(null, `the whole station with ${name}`);
      const run = await this.station(directory, precision, video);
      variants.push(stationVariant(name, timings.get(name)!, media, run));
    }
    const first = timings.get(variantNames.fp32);
    const ratios = new Map(
      first ? [...timings].map(([name, values]) => [name, medianRatio(first, values)] as const) : [],
    );
    return {
      ratios,
      report: {
        machine,
        network: {
          name: model.name,
          windowSeconds: model.windowSeconds,
          hopSeconds: model.hopSeconds,
          input: model.input,
          video: basename(video),
          randomWeights: this.options.model === null,
        },
        variants,
      },
    };
  }

  private wants(name: string): boolean {
    return this.options.variants === null || this.options.variants.includes(name);
  }

  /** The networks of the card that are asked for; that for TensorRT only by name, since it is slow elsewhere. */
  private measured(model: ModelInfo): readonly Precision[] {
    const there = precisions.filter((precision) =>
      model.files.some((file) => file.precision === precision && file.runsHere),
    );
    const named = there.filter((precision) =>
      this.options.variants === null ? precision !== 'int8Qdq' : this.wants(variantNames[precision]),
    );
    if (named.length > 0) return named;
    throw new StationError('model_not_found', `The model "${model.name}" has none of these networks.`, {
      hint: `It has ${there.map((precision) => variantNames[precision]).join(', ')}; stepwatch optimize makes others.`,
    });
  }

  private async makeVideo(): Promise<string> {
    const { width, height, seconds } = this.options;
    const path = join(this.scratch, `test picture ${width}x${height}.mp4`);
    this.bar.show(null, 'making a test video');
    await this.engine((engine) => engine.request('makeTestVideo', { path, width, height, seconds }));
    return path;
  }

  /** Is kept for the next time. */
  private async makeModel(video: string): Promise<string> {
    const directory = join(benchCache, fullSizeNetwork);
    if (!existsSync(join(directory, 'model.yaml'))) {
      this.bar.show(null, `making ${fullSizeNetwork} with random weights`);
      await this.engine((engine) => engine.request('makeBenchModel', { directory }));
    }
    const { files } = await this.engine((engine) => engine.request('readModel', { directory }));
    const wanted = [
      { made: 'fp32Lowered', precision: 'fp32', calibrate: [] },
      { made: 'int8', precision: 'int8', calibrate: [video] },
    ] as const;
    for (const { made, precision, calibrate } of wanted) {
      if (files.some((file) => file.precision === made && file.runsHere)) continue;
      await withJob(this.entry, (engine) =>
        engine.request('optimize', {
          model: directory,
          precision,
          calibrate,
          clips: randomClips,
          target: 'auto',
          verify: false,
        }),
      );
    }
    return directory;
  }

  /** All variants take turns, and the order turns round: whatever else the machine does meets all of them. */
  private async timeClips(
    directory: string,
    measured: readonly Precision[],
  ): Promise<ReadonlyMap<string, readonly ClipTiming[]>> {
    const timings = new Map<string, ClipTiming[]>();
    const ways: { readonly name: string; time(): Promise<ClipTiming> }[] = [];
    const pytorch = this.options.model === null && this.wants(pytorchName) ? await startPytorch() : null;
    if (pytorch) ways.push({ name: pytorchName, time: () => pytorch.time() });
    const measureWith = async (rest: readonly Precision[]): Promise<void> => {
      const [precision, ...others] = rest;
      if (precision === undefined) return this.takeTurns(ways, timings);
      await this.engine(async (engine) => {
        ways.push({
          name: variantNames[precision],
          time: () => engine.request('timeClip', { model: directory, precision }),
        });
        await measureWith(others);
      });
    };
    try {
      await measureWith(measured);
    } finally {
      pytorch?.stop();
    }
    return timings;
  }

  private async takeTurns(
    ways: readonly { readonly name: string; time(): Promise<ClipTiming> }[],
    timings: Map<string, ClipTiming[]>,
  ): Promise<void> {
    // The first turn opens the networks and warms the machine up.
    for (const { time } of ways) await time();
    for (let round = 0; round < this.options.rounds; round++) {
      this.bar.show(round / this.options.rounds, 'clips through every network');
      for (const { name, time } of round % 2 === 0 ? ways : ways.toReversed()) {
        timings.set(name, [...(timings.get(name) ?? []), await time()]);
      }
    }
  }

  private async timeMedia(model: ModelInfo, video: string): Promise<MediaTimes> {
    this.bar.show(null, 'decoding, annotation, shared memory');
    const { width, height } = model.picture;
    const sharedMemory = join(this.scratch, 'media');
    const reader = readSharedMemory(sharedMemory);
    try {
      return await this.engine((engine) =>
        engine.request('timeMedia', { video, width, height, sharedMemory }),
      );
    } finally {
      reader.stop();
    }
  }

  private async station(directory: string, precision: Precision, video: string): Promise<StationRun> {
    const sharedMemory = join(this.scratch, `station ${precision}`);
    const reader = readSharedMemory(sharedMemory);
    try {
      return await timeStation(this.entry, { model: directory, precision, video, sharedMemory });
    } finally {
      reader.stop();
    }
  }

  private async plain(directory: string, video: string): Promise<BenchVariant> {
    this.bar.show(null, 'the plain way: everything in memory, one after the other');
    return this.engine(async (engine) => {
      const plain = await engine.request('runPlain', {
        model: directory,
        video,
        seconds: plainSeconds,
        scratch: this.scratch,
      });
      const { peakRssMb, cpuSeconds } = await engine.request('resourceUsage', null);
      return plainVariant(plain, peakRssMb, cpuSeconds);
    });
  }

  private engine<Result>(use: (engine: EngineProcess) => Promise<Result>): Promise<Result> {
    return withEngine(this.entry, () => undefined, use);
  }
}

/** PyTorch runs the network alone. */
function eagerVariant(timings: readonly ClipTiming[]): BenchVariant {
  const inferenceMs = percentiles(timings.map((one) => one.inferenceMilliseconds));
  const nothing = { decode: 0, preprocess: 0, annotate: 0, output: 0 };
  return {
    name: pytorchName,
    inferenceMs,
    stagesMs: { ...nothing, inference: inferenceMs.p50 },
    fps: 0,
    peakRssMb: 0,
    cpuPercent: 0,
  };
}

/** @throws StationError `usage`. */
export function parseSize(text: string): { readonly width: number; readonly height: number } {
  const match = /^(\d{2,4})x(\d{2,4})$/.exec(text);
  if (match) return { width: Number(match[1]), height: Number(match[2]) };
  throw new StationError('usage', `"${text}" is no size.`, { hint: 'Write it as 1920x1080.' });
}

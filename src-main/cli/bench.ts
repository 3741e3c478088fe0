// stepwatch bench: how fast every network of a model is on this machine, and the whole station with it.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
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
  benchWarnings,
  eagerVariant,
  medianRatio,
  plainVariant,
  pytorchName,
  type StationRun,
  stationVariant,
  variantNames,
} from './bench-report.ts';
import { type Contender, type Rounds, takeTurns } from './bench-rounds.ts';
import { timeStation } from './bench-station.ts';
import { printBench } from './bench-summary.ts';
import { benchCache } from './defaults.ts';
import { withJob } from './job-progress.ts';
import { LoadMeter } from './machine-load.ts';
import { errorColors, printJson } from './output.ts';
import { ProgressBar } from './progress-bar.ts';
import { pytorchContender } from './pytorch-eager.ts';
import { readSharedMemory } from './shared-memory-reader.ts';
import { withEngine } from './with-engine.ts';
import { writeResultFile } from './write-file.ts';

export interface BenchOptions {
  /** Folder of a model; null: the full-size network with random weights. */
  readonly model: string | null;
  readonly video: string | null;
  /** Size and length of the test video; used when no video is given. */
  readonly width: number;
  readonly height: number;
  readonly seconds: number;
  /** How often each network has its turn. */
  readonly rounds: number;
  /** Clips that are timed in each turn. */
  readonly clips: number;
  /** Names of the variants to measure; null for all. */
  readonly variants: readonly string[] | null;
  readonly json: boolean;
  readonly html: string | null;
}

/** Clips to calibrate the random network with. A few are enough, since its answers mean nothing. */
const randomClips = 4;
/** The plain way holds every frame in memory, so it gets only the beginning of the video. */
const plainSeconds = 3;
const fullSizeNetwork = 'slowfast-r50';
export const benchNetworks = [fullSizeNetwork] as const;

export async function bench(engineEntry: URL, options: BenchOptions): Promise<void> {
  const scratch = await mkdtemp(join(tmpdir(), 'stepwatch-bench-'));
  const bar = new ProgressBar();
  try {
    const job = new Bench(engineEntry, options, scratch, bar);
    const report = await job.run();
    bar.clear();
    if (options.html !== null) writeResultFile(options.html, benchPage(report), 'replace');
    if (options.json) printJson(report);
    else printBench(report);
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
  private readonly load = new LoadMeter();

  constructor(entry: URL, options: BenchOptions, scratch: string, bar: ProgressBar) {
    this.entry = entry;
    this.options = options;
    this.scratch = scratch;
    this.bar = bar;
  }

  async run(): Promise<BenchReport> {
    const video = this.options.video ?? (await this.makeVideo());
    const directory = this.options.model ?? (await this.makeModel(video));
    const { machine, model } = await this.engine(async (engine) => ({
      machine: await engine.request('describeMachine', null),
      model: await engine.request('readModel', { directory }),
    }));
    const measured = this.measured(model);
    await this.lookAtLoad();
    const timings = await this.timeClips(directory, measured);
    const variants = await this.makeVariants(directory, video, model, measured, timings);
    const load = this.load.report();
    return {
      machine,
      load,
      warnings: benchWarnings(load, variants),
      network: {
        name: model.name,
        windowSeconds: model.windowSeconds,
        hopSeconds: model.hopSeconds,
        input: model.input,
        video: basename(video),
        randomWeights: this.options.model === null,
      },
      variants,
    };
  }

  /** Warns at once, so that nobody waits for numbers that are worth nothing. */
  private async lookAtLoad(): Promise<void> {
    this.bar.show(null, 'how busy the machine is');
    const warning = await this.load.lookBefore();
    this.bar.clear();
    if (warning !== null) process.stderr.write(`${errorColors.yellow('warning')}  ${warning}\n`);
  }

  private async makeVariants(
    directory: string,
    video: string,
    model: ModelInfo,
    measured: readonly Precision[],
    timings: ReadonlyMap<string, Rounds>,
  ): Promise<readonly BenchVariant[]> {
    const first = timings.get(variantNames.fp32);
    const ratioOf = (rounds: Rounds): number | null => (first ? medianRatio(first, rounds) : null);
    const media = await this.timeMedia(model, video);
    const variants: BenchVariant[] = [];
    if (this.wants('plain')) variants.push(await this.plain(directory, video));
    const eager = timings.get(pytorchName);
    if (eager) variants.push(eagerVariant(eager, ratioOf(eager)));
    for (const precision of measured) {
      const name = variantNames[precision];
      this.bar.show(null, `the whole station with ${name}`);
      const run = await this.station(directory, precision, video);
      this.load.mark();
      const rounds = timings.get(name)!;
      variants.push(stationVariant(name, rounds, ratioOf(rounds), media, run));
    }
    return variants;
  }

  private wants(name: string): boolean {
    return this.options.variants === null || this.options.variants.includes(name);
  }

  /** The networks of the card to measure. The one for TensorRT is slow on a CPU, so it must be asked for by name. */
  private measured(model: ModelInfo): readonly Precision[] {
    const there = precisions.filter((precision) =>
      model.files.some((file) => file.precision === precision && file.runsHere),
    );
    this.mustRunHere(model, there);
    const named = there.filter((precision) =>
      this.options.variants === null ? precision !== 'int8Qdq' : this.wants(variantNames[precision]),
    );
    if (named.length > 0) return named;
    throw new StationError('model_not_found', `The model "${model.name}" has none of these networks.`, {
      hint: `It has ${there.map((precision) => variantNames[precision]).join(', ')}; stepwatch optimize makes others.`,
    });
  }

  /** @throws StationError `cpu_unsuitable` for a network that was asked for by name. */
  private mustRunHere({ name, files }: ModelInfo, there: readonly Precision[]): void {
    const unsuitable = files.filter(
      ({ precision }) =>
        this.options.variants?.includes(variantNames[precision]) && !there.includes(precision),
    );
    if (unsuitable.length === 0) return;
    const targets = unsuitable.map(({ target }) => target).join(' and ');
    throw new StationError(
      'cpu_unsuitable',
      `The ${unsuitable[0]!.precision} network of "${name}" is made for ${targets}; its answers would be wrong on this CPU.`,
      {
        where: dirname(unsuitable[0]!.path),
        hint:
          `Make one for this CPU with "stepwatch optimize ${dirname(unsuitable[0]!.path)} --calibrate VIDEO...", ` +
          `or measure others: ${there.map((precision) => variantNames[precision]).join(', ')}.`,
      },
    );
  }

  private async makeVideo(): Promise<string> {
    const { width, height, seconds } = this.options;
    const path = join(this.scratch, `test picture ${width}x${height}.mp4`);
    this.bar.show(null, 'making a test video');
    await this.engine((engine) => engine.request('makeTestVideo', { path, width, height, seconds }));
    return path;
  }

  /** The full-size model, made only once and kept in a cache. */
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

  private timeClips(directory: string, measured: readonly Precision[]): Promise<ReadonlyMap<string, Rounds>> {
    const contenders: Contender[] = measured.map((precision) => ({
      name: variantNames[precision],
      turn: (clips) => this.turn(directory, precision, clips),
    }));
    if (this.options.model === null && this.wants(pytorchName)) contenders.unshift(pytorchContender);
    const { rounds, clips } = this.options;
    return takeTurns(contenders, {
      rounds,
      clips,
      onTurn: (name, done) => this.bar.show(done, `clips through ${name}`),
      afterTurn: () => this.load.mark(),
    });
  }

  private turn(model: string, precision: Precision, clips: number): Promise<readonly ClipTiming[]> {
    return this.engine(async (engine) => {
      const time = () => engine.request('timeClip', { model, precision });
      // The first one opens the network and warms it up.
      await time();
      const timed: ClipTiming[] = [];
      while (timed.length < clips) timed.push(await time());
      return timed;
    });
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
    return withEngine(this.entry, null, () => undefined, use);
  }
}

/** @throws StationError `usage`. */
export function parseSize(text: string): { readonly width: number; readonly height: number } {
  const match = /^(\d{2,4})x(\d{2,4})$/.exec(text);
  if (match) return { width: Number(match[1]), height: Number(match[2]) };
  throw new StationError('usage', `"${text}" is no size.`, { hint: 'Write it as 1920x1080.' });
}

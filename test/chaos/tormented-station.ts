// The station under test: `stepwatch serve` in a folder of its own, watched by a screen. It is started again when it was killed.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NumberedEvent } from '../../src-inference/contract/index.ts';
import { makeColoursLine, settleAtColoursLine } from '../e2e/colours-line.ts';
import { cookieFor, type ServedProgram, serveProgram } from '../served-program.ts';
import { SmallDisk } from '../small-disk.ts';
import { Camera } from './camera.ts';
import { brokenInvariants } from './invariants.ts';
import { ShiftedClock } from './shifted-clock.ts';
import { Witness } from './witness.ts';

const diskBytes = 64 << 20;

/** Folder with `good.mp4`, `wrong.mp4` and `model`. */
const lineIn = (folder: string): string => join(folder, 'line');

export class TormentedStation {
  /** Folder of everything; the station's is `directory`. */
  readonly folder: string;
  readonly directory: string;
  /** Folder with `good.mp4`, `wrong.mp4` and `model`. */
  readonly line: string;
  readonly source: string;
  readonly clock: ShiftedClock;
  /** Null: this user may not mount one. */
  readonly disk: SmallDisk | null;
  /** Null: a file is watched. */
  readonly camera: Camera | null;
  /** Lines of the journal that a fault broke on purpose. */
  tornLines = 0;
  program!: ServedProgram;
  witness!: Witness;
  private readonly earlier: NumberedEvent[] = [];

  private constructor(folder: string, disk: SmallDisk | null, camera: Camera | null) {
    this.folder = folder;
    this.disk = disk;
    this.camera = camera;
    this.directory = join(disk?.directory ?? folder, 'station');
    this.line = lineIn(folder);
    this.source = camera?.source ?? `file:${this.line}/wrong.mp4#pace=realTime&loop=true`;
    mkdirSync(this.directory);
    settleAtColoursLine(this.directory, this.line);
    this.clock = new ShiftedClock(this.directory, folder);
  }

  static async begin(source: 'file' | 'camera'): Promise<TormentedStation> {
    const folder = mkdtempSync(join(tmpdir(), 'stepwatch-chaos-'));
    makeColoursLine(lineIn(folder));
    const camera = source === 'file' ? null : await Camera.begin(lineIn(folder));
    const station = new TormentedStation(folder, SmallDisk.mount(diskBytes), camera);
    await station.start();
    await station.witness.screen.answer('openSource', { source: station.source });
    return station;
  }

  /** Resolves when an engine runs and a screen follows it. */
  async start(): Promise<void> {
    this.program = await serveProgram(this.directory, this.clock.environment, ['--root', this.folder]);
    this.witness = new Witness(this.program, await cookieFor(this.program));
    await this.witness.screen.untilEngine('running');
  }

  /** Kills the whole station as a loss of power does; `start` begins it again. */
  async killAll(): Promise<void> {
    const engine = this.program.enginePid();
    this.program.kill('SIGKILL');
    killIfThere(engine, 'SIGKILL');
    await this.hasEnded();
  }

  /** What the screen was told stays known. */
  async hasEnded(): Promise<void> {
    await this.program.ended;
    this.witness.close();
    this.earlier.push(...this.witness.told);
  }

  /** Resolves when windows come from an engine again, and its state is followed. */
  async isBack(): Promise<void> {
    await this.witness.seeWindows(2);
    await this.witness.follow();
    await this.witness.seeWindows(2);
  }

  /** @returns What is wrong; nothing when all is well. */
  async examine(): Promise<readonly string[]> {
    const { snapshot, folded } = await this.witness.compare();
    return brokenInvariants({
      told: [...this.earlier, ...this.witness.told],
      journals: journalsIn(join(this.directory, 'record')),
      snapshot,
      folded,
      tornLines: this.tornLines,
    });
  }

  async end(): Promise<void> {
    await this.program.end();
    await this.hasEnded();
    await this.camera?.end();
    this.disk?.unmount();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function killIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended already.
  }
}

function journalsIn(record: string): readonly string[] {
  const names = readdirSync(record).filter((name) => name.startsWith('journal-'));
  return names.map((name) => readFileSync(join(record, name), 'utf8'));
}

// How much other programs load the machine while something is measured: from /proc/stat, the CPU time of this program and of
// the processes below it, and pressure stall information (Linux documentation, accounting/psi.rst). Null where there is no /proc.
import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';

/** `USER_HZ` of Linux: the unit of CPU times in /proc is 10 ms on every architecture (proc(5)). */
const ticksPerSecond = 100;

/** Counters at one moment. */
export interface LoadCounters {
  readonly atSeconds: number;
  /** CPU time that all programs have used, summed over the cores; time that a hypervisor took away is part of it. */
  readonly busySeconds: number;
  /** CPU time of this program and of all processes below it. */
  readonly ownSeconds: number;
  /** Time in which at least one process waited for memory; null on a kernel without pressure stall information. */
  readonly memoryStallSeconds: number | null;
}

/** Between two moments. */
export interface MachineLoad {
  /** How many cores other programs kept busy, on average: 0.5 is half of one core. */
  readonly otherCores: number;
  /** Share of the time in which a process waited for memory, in percent; null where the kernel does not tell. */
  readonly memoryPressurePercent: number | null;
}

/** How the machine was before and while it measured. */
export interface LoadReport {
  readonly cores: number;
  /** Processes that wanted a core in the minute before the start. */
  readonly loadAverage: number;
  readonly before: MachineLoad;
  readonly during: MachineLoad;
  /** The measured stretch in which other programs used most. */
  readonly worst: MachineLoad;
}

/** A tenth of all cores: above this, times get visibly longer. */
const busyShare = 0.1;
const pressurePercent = 2;
const beforeMilliseconds = 1500;

export function readLoadCounters(): LoadCounters | null {
  const stat = read('/proc/stat');
  if (stat === null) return null;
  return {
    atSeconds: performance.now() / 1000,
    busySeconds: parseBusySeconds(stat),
    ownSeconds: ownSeconds(process.pid, readProcesses()),
    memoryStallSeconds: parseStallSeconds(read('/proc/pressure/memory')),
  };
}

/** Pure. */
export function loadBetween(from: LoadCounters, to: LoadCounters): MachineLoad {
  const seconds = Math.max(to.atSeconds - from.atSeconds, 0.001);
  const other = to.busySeconds - from.busySeconds - (to.ownSeconds - from.ownSeconds);
  const stall =
    to.memoryStallSeconds === null || from.memoryStallSeconds === null
      ? null
      : to.memoryStallSeconds - from.memoryStallSeconds;
  return {
    otherCores: hundredths(Math.max(0, other) / seconds),
    memoryPressurePercent: stall === null ? null : hundredths((100 * stall) / seconds),
  };
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Pure. @param stat Text of /proc/stat. */
export function parseBusySeconds(stat: string): number {
  const [user, nice, system, , , irq, softirq, steal] = (/^cpu +(.*)$/m.exec(stat)?.[1] ?? '')
    .split(' ')
    .map(Number);
  const ticks = [user, nice, system, irq, softirq, steal].reduce((sum: number, one) => sum + (one ?? 0), 0);
  return ticks / ticksPerSecond;
}

/** Pure. @param pressure Text of /proc/pressure/memory, with microseconds behind `total=`. */
export function parseStallSeconds(pressure: string | null): number | null {
  const total = /^some .*total=(\d+)/m.exec(pressure ?? '')?.[1];
  return total === undefined ? null : Number(total) / 1e6;
}

export interface ProcessTimes {
  readonly pid: number;
  readonly parent: number;
  /** Of the process itself and of its children that have ended. */
  readonly cpuSeconds: number;
}

/** Pure. @param stat Text of /proc/PID/stat; the name of the program may have spaces and brackets in it. */
export function parseProcessTimes(stat: string): ProcessTimes {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
  return { pid: Number.parseInt(stat, 10), parent: Number(fields[1]), cpuSeconds: ticks / ticksPerSecond };
}

/** Pure: of a process and of all below it. */
export function ownSeconds(root: number, processes: readonly ProcessTimes[]): number {
  const own = processes.find(({ pid }) => pid === root)?.cpuSeconds ?? 0;
  const children = processes.filter(({ parent }) => parent === root);
  return children.reduce((sum, { pid }) => sum + ownSeconds(pid, processes), own);
}

/** Watches the load: once before the measurement, then between two calls of `mark`. */
export class LoadMeter {
  private readonly loadAverage = hundredths(loadavg()[0]!);
  private readonly stretches: MachineLoad[] = [];
  private before: MachineLoad | null = null;
  private begin: LoadCounters | null = null;
  private last: LoadCounters | null = null;

  /** Looks at the machine while nothing is measured yet. @returns What to tell the person at once; null: all is quiet. */
  async lookBefore(): Promise<string | null> {
    const from = readLoadCounters();
    await new Promise((resolve) => setTimeout(resolve, beforeMilliseconds));
    this.begin = this.last = readLoadCounters();
    if (from && this.begin) this.before = loadBetween(from, this.begin);
    return this.before && busyBefore(this.before, this.loadAverage, availableParallelism());
  }

  /** Ends a stretch, at a point between two measurements, and begins the next one. */
  mark(): void {
    const now = readLoadCounters();
    if (now && this.last) this.stretches.push(loadBetween(this.last, now));
    this.last = now;
  }

  /** @returns Null where the load is unknown. */
  report(): LoadReport | null {
    const { before, begin, last, loadAverage } = this;
    if (!before || !begin || !last) return null;
    const during = loadBetween(begin, last);
    const worst = this.stretches.reduce((a, b) => (b.otherCores > a.otherCores ? b : a), during);
    return { cores: availableParallelism(), loadAverage, before, during, worst };
  }
}

/** Pure: sentences for the person who reads the numbers; none where the machine was quiet. */
export function loadWarnings({ cores, loadAverage, before, during, worst }: LoadReport): readonly string[] {
  const warnings: string[] = [];
  const atFirst = busyBefore(before, loadAverage, cores);
  if (atFirst !== null) warnings.push(atFirst);
  if (isBusy(worst, cores)) {
    warnings.push(
      `While this was measured, other programs kept ${during.otherCores} of ${cores} cores busy on average ` +
        `(${worst.otherCores} at the worst). Do not trust the times. End the other programs and measure again.`,
    );
  }
  if ((during.memoryPressurePercent ?? 0) > pressurePercent) {
    warnings.push(
      `Memory was short for ${during.memoryPressurePercent} % of the time. Do not trust the times. ` +
        'Free memory and measure again.',
    );
  }
  return warnings;
}

function busyBefore(before: MachineLoad, loadAverage: number, cores: number): string | null {
  if (!isBusy(before, cores)) return null;
  return (
    `The machine is busy: before the start, other programs kept ${before.otherCores} of ${cores} cores busy ` +
    `(load average ${loadAverage}).`
  );
}

function isBusy({ otherCores }: MachineLoad, cores: number): boolean {
  return otherCores > busyShare * cores;
}

function readProcesses(): readonly ProcessTimes[] {
  return readdirSync('/proc').flatMap((name) => {
    const stat = /^\d+$/.test(name) ? read(`/proc/${name}/stat`) : null;
    return stat === null ? [] : [parseProcessTimes(stat)];
  });
}

/** A process may have ended meanwhile, and a kernel need not have every file. */
function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

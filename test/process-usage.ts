// Descriptors, threads and memory of this process, from proc(5): tests use it to find leaks. Memory and processor time of others.
import { readdirSync, readFileSync } from 'node:fs';

export interface ProcessUsage {
  readonly descriptors: number;
  readonly threads: number;
  /** Resident memory. */
  readonly megabytes: number;
}

export function processUsage(): ProcessUsage {
  return {
    descriptors: readdirSync('/proc/self/fd').length,
    threads: readdirSync('/proc/self/task').length,
    megabytes: Number(/VmRSS:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))![1]) / 1024,
  };
}

/** All processes below one. */
export function processesBelow(pid: number): readonly number[] {
  try {
    const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    );
    return children.flatMap((child) => [child, ...processesBelow(child)]);
  } catch {
    return []; // it has just ended
  }
}

/** Proportional memory: pages that several processes share count once. */
export function kilobytesOf(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0; // it has just ended
  }
}

/** sysconf(_SC_CLK_TCK) of Linux. */
const ticksPerSecond = 100;

/** In user and kernel, with those of its children that have ended. */
export function processorSecondsOf(pid: number): number {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ');
    // utime, stime, cutime, cstime: fields 14 to 17, and the state that comes first here is field 3.
    const ticks = afterName.slice(11, 15).reduce((total, value) => total + Number(value), 0);
    return ticks / ticksPerSecond;
  } catch {
    return 0; // it has just ended
  }
}

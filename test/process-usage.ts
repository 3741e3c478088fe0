// Descriptors, threads and memory of this process, from proc(5): tests use it to find leaks. Memory of the processes below one.
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

/** Proportional memory of all processes below one, from proc(5): pages that several share count once. */
export function kilobytesBelow(pid: number): number {
  try {
    const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    );
    return children.reduce((sum, child) => sum + memoryOf(child) + kilobytesBelow(child), 0);
  } catch {
    return 0; // it has just ended
  }
}

function memoryOf(pid: number): number {
  try {
    return Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0; // it has just ended
  }
}

// Descriptors, threads and memory of this process, from proc(5). They must not grow when an action is repeated.
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

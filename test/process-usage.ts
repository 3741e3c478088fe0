// What this process holds, from proc(5): what must not grow with whatever is done again and again.
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

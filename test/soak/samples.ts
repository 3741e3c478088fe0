// What a station takes of the machine at one moment, from proc(5) and its folder.
import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ProcessSample {
  /** What only this process has and no file holds, and what of it was swapped out. */
  readonly privateMegabytes: number;
  readonly residentMegabytes: number;
  readonly descriptors: number;
  readonly threads: number;
}

export interface Sample {
  /** Since the start. */
  readonly hours: number;
  readonly host: ProcessSample;
  readonly engine: ProcessSample;
  /** Journals, log and index. */
  readonly recordMegabytes: number;
  /** The whole folder with recordings and evidence. */
  readonly folderMegabytes: number;
  /** Of the newest window; null when a file is watched. */
  readonly delaySeconds: number | null;
  readonly parts: number;
  readonly windows: number;
}

/** @throws Error when the process is gone. */
export function sampleProcess(pid: number): ProcessSample {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const kilobytes = (name: string): number =>
    Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(rollup)?.[1] ?? 0);
  // Clean pages are those of programs and libraries: the kernel takes them back when it wants to.
  const own = kilobytes('Private_Dirty') + kilobytes('Swap');
  return {
    privateMegabytes: own / 1024,
    residentMegabytes: kilobytes('Rss') / 1024,
    descriptors: readdirSync(`/proc/${pid}/fd`).length,
    threads: readdirSync(`/proc/${pid}/task`).length,
  };
}

/** Of all files below a folder; files that come and go meanwhile do not matter. */
export function megabytesBelow(folder: string): number {
  let bytes = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    try {
      if (entry.isFile()) bytes += lstatSync(join(entry.parentPath, entry.name)).size;
    } catch {
      // It is gone.
    }
  }
  return bytes / 1e6;
}

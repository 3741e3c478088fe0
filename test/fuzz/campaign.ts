// Runs the cases of one target, and keeps what is found in build/fuzz, with how to run it again.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { kilobytesOf, processorSecondsOf } from '../process-usage.ts';
import { Cases } from './cases.ts';
import {
  findingOf,
  mostMegabytes,
  mostProcessorSeconds,
  mostWallSeconds,
  type Target,
  type Trial,
} from './target.ts';
import { targetNamed } from './targets.ts';
import { runInThreads } from './threads.ts';

export interface CampaignOptions {
  readonly name: string;
  readonly folder: string;
  readonly seed: number;
  readonly cases: number;
  readonly seconds: number;
  /** Number of the first case. */
  readonly from: number;
}

export interface Finding {
  readonly number: number;
  readonly what: string;
  readonly input: Uint8Array;
}

export interface CampaignResult {
  readonly cases: number;
  /** Inputs that were not taken. */
  readonly refused: number;
  readonly findings: readonly Finding[];
  /** Ways through functions that were taken; null: not counted. */
  readonly ways: number | null;
}

export async function runCampaign(options: CampaignOptions): Promise<CampaignResult> {
  const target = await targetNamed(options.name);
  const found: Finding[] = [];
  const onFinding = (finding: Finding): void => {
    found.push(finding);
    keepFinding(options, finding);
  };
  const counts =
    target.runsIn === 'thread'
      ? await runInThreads(options, onFinding)
      : await runInProcesses(target, options, onFinding);
  return { ...counts, findings: found };
}

async function runInProcesses(
  target: Target,
  { folder, seed, cases: count, seconds, from }: CampaignOptions,
  onFinding: (finding: Finding) => void,
): Promise<Omit<CampaignResult, 'findings'>> {
  const seeds = await target.seeds(folder);
  const cases = new Cases(target, seeds, seed);
  const trial = await target.open(folder);
  // A process that has just started spends seconds on itself: that is nothing that an input does.
  const warmUp = async (): Promise<void> => void (await trial.run(seeds[0]!).catch(() => undefined));
  await warmUp();
  const until = Date.now() + seconds * 1000;
  let refused = 0;
  let number = from;
  for (; number < from + count && Date.now() < until; number++) {
    const input = cases.input(number);
    try {
      await watched(trial, input);
    } catch (thrown) {
      refused += 1;
      const what = findingOf(thrown);
      if (what === null) continue;
      onFinding({ number, what, input });
      await trial.restart?.();
      await warmUp();
    }
  }
  await trial.close?.();
  return { cases: number - from, refused, ways: null };
}

/** @throws Error when it takes too long, or too much memory. */
export async function watched(trial: Trial, input: Uint8Array): Promise<void> {
  const pids = (): readonly number[] => trial.processes?.() ?? [];
  const processorSeconds = (): number => pids().reduce((sum, pid) => sum + processorSecondsOf(pid), 0);
  const spent = processorSeconds();
  const started = Date.now();
  const done = new AbortController();
  const watch = async (): Promise<void> => {
    for (;;) {
      await sleep(250, undefined, { signal: done.signal, ref: false }).catch(() => undefined);
      if (done.signal.aborted) return;
      const busy = processorSeconds() - spent;
      if (busy > mostProcessorSeconds) throw new Error(`hang: ${busy.toFixed(1)} s of processor time`);
      const seconds = (Date.now() - started) / 1000;
      if (seconds > mostWallSeconds) throw new Error(`hang: no answer after ${seconds.toFixed(0)} s`);
      const megabytes = Math.max(0, ...pids().map(kilobytesOf)) / 1024;
      if (megabytes > mostMegabytes) throw new Error(`memory: ${megabytes.toFixed(0)} MB`);
    }
  };
  try {
    await Promise.race([trial.run(input), watch()]);
  } finally {
    done.abort();
  }
}

function keepFinding({ name, seed }: CampaignOptions, { number, what, input }: Finding): void {
  const folder = resolve('build/fuzz', name);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${seed}-${number}.bin`);
  writeFileSync(path, input);
  writeFileSync(`${path}.txt`, `npx tsx test/fuzz/main.ts ${name} --input ${path}\n\n${what}\n`);
}

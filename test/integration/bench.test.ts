// `stepwatch bench` with a small real network: every engine, the test picture and the shared memory are the real ones.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BenchReport } from '../../src-main/cli/bench-report.ts';
import { makeClips } from '../clip-models.ts';
import { mustRun, runProgram } from '../run-program.ts';

const program = resolve(import.meta.dirname, '../../out/main/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'stepwatch-bench-test-'));
const model = join(folder, 'model');
const page = join(folder, 'bench.html');
afterAll(() => rmSync(folder, { recursive: true }));

function bench(...words: readonly string[]) {
  const small = ['--size', '320x180', '--seconds', '2', '--rounds', '2', '--clips', '1'];
  return runProgram(process.execPath, [program, 'bench', model, ...small, ...words]);
}

beforeAll(() => {
  makeClips(model);
  mustRun(process.execPath, [program, 'optimize', model, '--precision', 'fp32']);
});

it('every network is timed in rounds, with its ratio, the machine and its load', () => {
  const { status, stdout } = bench('--json', '--html', page);
  expect(status).toBe(0);
  const { machine, load, variants, warnings } = JSON.parse(stdout) as BenchReport;
  expect(variants.map(({ name }) => name)).toEqual(['plain', 'exported-fp32', 'lowered-fp32']);
  const [plain, exported, lowered] = variants;
  expect(plain).toMatchObject({ rounds: null, ratio: null });
  expect(exported!.ratio).toBe(1);
  expect(lowered!.ratio).toBeGreaterThan(0);
  for (const { rounds, fps } of [exported!, lowered!]) {
    expect(fps).toBeGreaterThan(0);
    expect(rounds!.maxMs).toBeGreaterThanOrEqual(rounds!.minMs);
    expect(rounds!.steady).toBe(rounds!.ratio <= 1.5);
  }
  expect(machine.threads).toBeGreaterThan(0);
  expect(machine.cpu).not.toBe('');
  expect(load!.before.otherCores).toBeGreaterThanOrEqual(0);
  expect(load!.worst.otherCores).toBeGreaterThanOrEqual(load!.during.otherCores);
  const html = readFileSync(page, 'utf8');
  expect(html).toContain('lowered-fp32');
  expect(html).toContain(`${machine.threads} threads`);
  for (const warning of warnings) expect(html).toContain(warning);
});

it('the table names CPU, threads and load, and how far apart the rounds were', () => {
  const { status, stdout } = bench('--variants', 'exported-fp32', 'lowered-fp32');
  expect(status).toBe(0);
  expect(stdout).toMatch(/\d+ cores, \d+ threads for a network/);
  expect(stdout).toMatch(/other programs kept [\d.]+ of \d+ cores busy before the start/);
  expect(stdout).toMatch(/^exported-fp32 .* \(\d+\.\d\dx\) +1\.000 /m);
});

it('a number of rounds that is none is refused', () => {
  const { status, stdout } = runProgram(process.execPath, [
    program,
    'bench',
    model,
    '--rounds',
    '0',
    '--json',
  ]);
  expect(status).not.toBe(0);
  expect(JSON.parse(stdout).error).toMatchObject({
    code: 'usage',
    message: expect.stringContaining('1 or more'),
  });
});

// The networks of the demo model on the kernels that ONNX Runtime takes without VNNI.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { prepareAvx2Kernels } from '../avx2-kernels/prepare.ts';
import { farthest } from '../graphs.ts';
import { runProgram } from '../run-program.ts';

const folder = mkdtempSync(join(tmpdir(), 'stepwatch-kernels-'));
afterAll(() => rmSync(folder, { recursive: true }));
const root = resolve(import.meta.dirname, '../..');
const networks = ['slowfast-demo.int8.onnx', 'slowfast-demo.int8-x64.onnx'];

function answers(env: Readonly<Record<string, string>>): readonly (readonly number[])[] {
  const script = join(root, 'test/avx2-kernels/answers.mjs');
  const files = networks.map((name) => join(root, 'models/demo', name));
  const ended = runProgram(process.execPath, [script, ...files], { env: { ...process.env, ...env } });
  expect(ended.stderr).toBe('');
  return JSON.parse(ended.stdout);
}

/** Why it cannot be shown here; null: it can. */
const obstacle = ((): string | null => {
  if (process.arch !== 'x64' || process.platform !== 'linux') return 'the kernels are those of x64 on Linux';
  if (!/\b(avx512_vnni|avx_vnni)\b/.test(readFileSync('/proc/cpuinfo', 'utf8'))) {
    return 'this CPU has no VNNI: all other tests show it';
  }
  const missing = ['gcc', 'objdump', 'readelf'].filter((tool) => spawnSync(tool, ['--version']).error);
  return missing.length > 0 ? `${missing.join(', ')} not installed` : null;
})();

describe.runIf(obstacle === null)('without VNNI', () => {
  it('7-bit weights answer as with VNNI, 8-bit weights do not', () => {
    const [eight, seven] = answers({});
    const [eightWithout, sevenWithout] = answers(prepareAvx2Kernels(folder));
    expect(farthest(sevenWithout!, seven!)).toBeLessThan(0.02);
    expect(farthest(eightWithout!, eight!)).toBeGreaterThan(0.2);
  });
});

it.runIf(obstacle !== null)(`is not shown here, since ${obstacle}`, (context) => {
  console.warn(`Kernels without VNNI are not shown here, since ${obstacle}.`);
  context.skip();
});

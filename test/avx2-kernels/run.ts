// npx tsx test/avx2-kernels/run.ts COMMAND...: the command computes as on x64 without VNNI.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareAvx2Kernels } from './prepare.ts';

const [program, ...words] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'stepwatch-avx2-'));
const env = { ...process.env, ...prepareAvx2Kernels(folder) };
const { status } = spawnSync(program!, words, { stdio: 'inherit', env });
rmSync(folder, { recursive: true });
process.exitCode = status ?? 1;

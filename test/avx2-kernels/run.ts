// npx tsx test/avx2-kernels/run.ts COMMAND...: the command, and whatever it starts, computes as on x64 without VNNI. It ends
// with the exit code of the command.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareAvx2Kernels } from './prepare.ts';

const [program, ...words] = process.argv.slice(2);
if (program === undefined) throw new Error('Name a command: npx tsx test/avx2-kernels/run.ts COMMAND...');
const folder = mkdtempSync(join(tmpdir(), 'stepwatch-avx2-'));
const env = { ...process.env, ...prepareAvx2Kernels(folder) };
const { status, error } = spawnSync(program, words, { stdio: 'inherit', env });
rmSync(folder, { recursive: true });
if (error) throw error;
process.exitCode = status ?? 1;

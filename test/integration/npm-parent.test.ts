// The program under a real npm: signals that npm gets do not reach it, and it must not stay behind.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, describe, expect, it } from 'vitest';
import { lockFile } from '../../src-inference/system/index.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'stepwatch-npm-'));
afterAll(() => rmSync(folder, { recursive: true }));

const supervisorLog = (directory: string): string => {
  const path = join(directory, 'supervisor.log');
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
};

describe('a station that was started by npx', () => {
  it.each(['SIGTERM', 'SIGKILL'] as const)('ends in order when npx gets %s', async (signal) => {
    const directory = join(folder, signal);
    const words = ['exec', '--offline', '--', 'stepwatch', 'serve', '--port', '0', '--json'];
    // Its cache holds a link to the program, which must be that of this checkout.
    const environment = {
      ...process.env,
      npm_config_cache: join(folder, 'cache'),
      npm_config_offline: 'true',
    };
    const npx = spawn('npm', [...words, '--directory', directory], {
      cwd: root,
      env: environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(createInterface({ input: npx.stdout }), 'line');
    const { origin } = JSON.parse(line) as { origin: string };
    await expect.poll(() => supervisorLog(directory), { timeout: 60_000 }).toContain('engine runs');
    npx.kill(signal);
    await expect.poll(() => supervisorLog(directory), { timeout: 60_000 }).toContain('engine stopped');
    await expect
      .poll(
        () =>
          fetch(origin).then(
            () => 'answers',
            () => 'gone',
          ),
        { timeout: 60_000 },
      )
      .toBe('gone');
    // The engine writes until it ends, and has the lock of the folder until then.
    await expect
      .poll(
        () => {
          const lock = lockFile(join(directory, 'lock'));
          lock?.release();
          return lock !== null;
        },
        { timeout: 60_000 },
      )
      .toBe(true);
  });
});

import { fork } from 'node:child_process';
import { mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lockFile } from '../../../src-inference/system/index.ts';

test('a lock is had by one only, and by the next one when it was given back', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stepwatch-lock-'));
  const first = lockFile(join(folder, 'lock'));
  expect(first).not.toBeNull();
  expect(lockFile(join(folder, 'lock'))).toBeNull();
  first?.release();
  // What is given back twice must not close the file of somebody else.
  const next = lockFile(join(folder, 'lock'));
  first?.release();
  expect(lockFile(join(folder, 'lock'))).toBeNull();
  next?.release();
});

test('a file that cannot be opened says why, as the errors of Node do', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stepwatch-lock-'));
  symlinkSync('/etc/passwd', join(folder, 'lock'));
  expect(() => lockFile(join(folder, 'lock'))).toThrow(expect.objectContaining({ code: 'ELOOP' }));
  expect(() => lockFile(join(folder, 'none/lock'))).toThrow(expect.objectContaining({ code: 'ENOENT' }));
});

test('a lock ends with its process, and a process with the one that started it, also when that is killed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stepwatch-lock-'));
  const parent = fork(join(import.meta.dirname, 'parent-process.mjs'), [join(folder, 'lock')], {
    execArgv: ['--import', 'tsx'],
  });
  await new Promise((resolve) => parent.once('message', resolve));
  expect(lockFile(join(folder, 'lock'))).toBeNull();
  parent.kill('SIGKILL');
  await expect.poll(() => lockFile(join(folder, 'lock')), { timeout: 60_000 }).not.toBeNull();
});

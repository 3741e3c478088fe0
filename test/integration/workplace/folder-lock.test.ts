// The lock of a folder within one process. Across processes, mounts and networks: test/integration/host/killed.test.ts.
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lockFolder } from '../../../src-inference/workplace/index.ts';

const root = mkdtempSync(join(tmpdir(), 'stepwatch-folder-'));
afterAll(() => rmSync(root, { recursive: true }));

describe('the folder of a station', () => {
  it('is had by one engine, which is named to the others, and by the next one when it was given back', () => {
    const folder = join(root, 'new/station');
    const lock = lockFolder(folder);
    expect(lock.unwritable).toBeNull();
    expect(readFileSync(join(folder, 'lock'), 'utf8')).toContain(`process ${process.pid} on ${hostname()}`);
    expect(() => lockFolder(`${folder}/../station`)).toThrow(
      expect.objectContaining({
        code: 'folder_in_use',
        message: expect.stringContaining(`process ${process.pid} on ${hostname()}, since 20`),
        where: `${folder}/../station`,
      }),
    );
    lockFolder(join(root, 'other')).release();
    lock.release();
    lockFolder(folder).release();
  });

  it('that can be read only, says why, and is free to read', () => {
    const lock = lockFolder('/sys/kernel');
    expect(['EACCES', 'EPERM', 'EROFS']).toContain(lock.unwritable);
    lock.release();
  });

  it('that cannot be made, or holds something else in place of the lock, is reported', () => {
    writeFileSync(join(root, 'file'), '');
    expect(() => lockFolder(join(root, 'file/below'))).toThrow(
      expect.objectContaining({ code: 'record_unwritable' }),
    );
    const linked = mkdtempSync(join(root, 'linked-'));
    symlinkSync(join(root, 'file'), join(linked, 'lock'));
    expect(() => lockFolder(linked)).toThrow(
      expect.objectContaining({ code: 'record_unwritable', where: join(linked, 'lock') }),
    );
  });

  it('shows what the file of the lock says without doing what it says', () => {
    const folder = join(root, 'strange');
    const lock = lockFolder(folder);
    writeFileSync(join(folder, 'lock'), '\u001b[31mred');
    expect(() => lockFolder(folder)).toThrow(
      expect.objectContaining({ message: expect.stringContaining('␛[31mred') }),
    );
    writeFileSync(join(folder, 'lock'), 'x'.repeat(2000));
    expect(() => lockFolder(folder)).toThrow('Another station uses this folder.');
    lock.release();
  });
});

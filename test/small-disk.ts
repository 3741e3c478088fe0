// A small disk of its own for a test: it can be filled, freed, and made read-only.
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export class SmallDisk {
  readonly directory: string;

  /** @returns Null where this user may not mount one. */
  static mount(bytes: number): SmallDisk | null {
    const directory = mkdtempSync(join(tmpdir(), 'stepwatch-small-disk-'));
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'none', directory]);
    if (status === 0) return new SmallDisk(directory);
    rmSync(directory, { recursive: true });
    return null;
  }

  private constructor(directory: string) {
    this.directory = directory;
  }

  get freeBytes(): number {
    const { bavail, bsize } = statfsSync(this.directory);
    return bavail * bsize;
  }

  /** Takes all room, to the last byte. */
  fill(): void {
    const file = openSync(this.filler, 'a');
    const bytes = Buffer.alloc(4096, 1);
    try {
      for (;;) writeSync(file, bytes);
    } catch {
      // Full.
    } finally {
      closeSync(file);
    }
  }

  free(): void {
    rmSync(this.filler, { force: true });
  }

  setReadOnly(isReadOnly: boolean): void {
    const { status, stderr } = spawnSync('mount', [
      '-o',
      `remount,${isReadOnly ? 'ro' : 'rw'}`,
      this.directory,
    ]);
    if (status !== 0) throw new Error(String(stderr));
  }

  unmount(): void {
    spawnSync('umount', ['-l', this.directory]);
    rmSync(this.directory, { recursive: true, force: true });
  }

  private get filler(): string {
    return join(this.directory, 'filler');
  }
}

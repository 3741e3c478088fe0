// Memory that a server on the same machine reads too: a file of the system's shared memory, as `shm_open` opens it.
import { randomBytes } from 'node:crypto';
import { closeSync, ftruncateSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const folder = '/dev/shm';
const prefix = 'stepwatch-';
/** Places in a region begin at whole lines of the processor's cache. */
const alignment = 64;

export interface SharedPlace {
  readonly region: string;
  /** In bytes. */
  readonly offset: number;
  readonly byteSize: number;
}

/** The server is told of `key` and of `name`: both are one text here, with the process that made it. */
export class SharedRegion {
  readonly name = `${prefix}${process.pid}-${randomBytes(6).toString('hex')}`;
  readonly key = `/${this.name}`;
  readonly byteSize: number;
  private readonly file: number;

  /** @throws Error of the system: there is no shared memory, or not enough. */
  constructor(sizes: readonly number[]) {
    this.byteSize = sizes.reduce((sum, size) => sum + aligned(size), 0);
    // Only for the user of the station, and for servers of root or of the same user.
    this.file = openSync(join(folder, this.name), 'wx+', 0o600);
    ftruncateSync(this.file, this.byteSize);
  }

  /** One after the other. @throws Error of the system. */
  write(tensors: readonly Uint8Array[]): readonly SharedPlace[] {
    let offset = 0;
    return tensors.map((bytes) => {
      const place = { region: this.name, offset, byteSize: bytes.byteLength };
      writeSync(this.file, bytes, 0, bytes.byteLength, offset);
      offset += aligned(bytes.byteLength);
      return place;
    });
  }

  close(): void {
    closeSync(this.file);
    removeRegion(this.name);
  }
}

/** Names of the regions of stations that were killed: nobody else removes them. */
export function orphanedRegions(): readonly string[] {
  return readdirSync(folder).filter((name) => {
    const [, process] = new RegExp(`^${prefix}(\\d+)-[0-9a-f]{12}$`).exec(name) ?? [];
    return process !== undefined && !isAlive(Number(process));
  });
}

export function removeRegion(name: string): void {
  rmSync(join(folder, name), { force: true });
}

function aligned(size: number): number {
  return Math.ceil(size / alignment) * alignment;
}

function isAlive(process: number): boolean {
  try {
    globalThis.process.kill(process, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}
